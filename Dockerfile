# The server with its pages and the shipped data set, in an image of a few dozen megabytes.
#
#   docker build -t corridor .
#   docker run --rm --read-only -p 8000:8000 corridor
#   docker run --rm --read-only -p 8000:8000 -v ./my-graph:/data:ro corridor serve --listen 0.0.0.0:8000
#
# The command line is that of the binary: `docker run --rm corridor check` works as it does locally.
# Nothing is written at run time, so the root file system can be read-only.

# The pages. Steps by hand: cd web && npm ci && npm run build
FROM node:22-bookworm-slim AS pages
WORKDIR /corridor/web
COPY web/package.json web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY queries /corridor/queries
COPY web ./
RUN npm run build

# The binary. Steps by hand: cargo build --release --locked
FROM rust:1.95.0-slim-bookworm AS binary
WORKDIR /corridor
# Dependencies first, against empty sources: this layer stays as long as Cargo.lock does.
COPY Cargo.toml Cargo.lock ./
RUN mkdir -p src benches/over_http \
    && touch src/lib.rs benches/over_http/main.rs \
    && echo 'fn main() {}' > src/main.rs \
    && cargo build --release --locked \
    && rm -r src benches
COPY build.rs README.md ./
COPY benches/over_http/main.rs benches/over_http/main.rs
COPY schema schema
COPY seed seed
COPY src src
COPY --from=pages /corridor/web/dist web/dist
# Newer than what was built from the empty sources.
RUN find src build.rs -type f -exec touch {} + \
    && cargo build --release --locked \
    && target/release/corridor check --deny-warnings

# What runs: the C library, the binary, and nobody's rights.
FROM debian:bookworm-slim
LABEL org.opencontainers.image.title="Corridor" \
      org.opencontainers.image.description="A GraphQL knowledge-graph server that links officials, institutions and projects" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0"
COPY --from=binary /corridor/target/release/corridor /usr/local/bin/corridor
# A data set of one's own is mounted here: /data/schema and /data/seed. Without it the built-in one is served.
WORKDIR /data
USER 65532:65532
EXPOSE 8000
STOPSIGNAL SIGTERM
# No curl in the image: bash opens the port itself. Follow the address if --listen is changed.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8000 && printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["corridor"]
CMD ["serve", "--listen", "0.0.0.0:8000"]
