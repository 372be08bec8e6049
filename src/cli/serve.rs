//! `corridor serve`: the API over HTTP.
//!
//! The listener is there before the data is: a port that is taken is told at once, and
//! `/livez` and `/readyz` tell a starting server from a dead one.

use super::{
    config::{Config, Listen},
    console::{Console, Failure},
    load,
    options::{DataArgs, LimitArgs, SettingArgs},
};
use crate::{
    http::{self, Settings, State, Timeouts},
    limits::Limits,
    snapshot::{Loaded, Snapshot},
};
use clap::Args;
use std::{
    fmt::Write,
    io::{self, IsTerminal},
    net::SocketAddr,
    process::ExitCode,
    sync::Arc,
    time::Duration,
};
use tokio::{
    net::TcpListener,
    sync::oneshot,
    task::{JoinError, JoinHandle},
};
use tracing_subscriber::EnvFilter;

const EXAMPLES: &str = "\
Examples:
  corridor serve
  corridor serve --listen 0.0.0.0:80 --schema my/schema --seed my/seed
  corridor serve --cors-origin https://app.example.org --limit depth=12 --limit cost=50000

Settings:
  Options win over the environment, that over corridor.toml, that over the defaults.
  --cors-origin is CORRIDOR_CORS_ORIGIN in the environment and cors_origin in corridor.toml;
  --limit depth=12 is CORRIDOR_LIMIT_DEPTH=12, and depth = 12 under [limits].";

/// Options of `serve`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, after_long_help = long_help())]
pub(super) struct ServeArgs {
    #[command(flatten)]
    server: SettingArgs<true>,
    #[command(flatten)]
    data: DataArgs,
    #[command(flatten)]
    limits: LimitArgs,
}

impl ServeArgs {
    /// Puts the options into the settings.
    ///
    /// # Errors
    /// If a value is not one of its setting.
    pub(super) fn apply(&self, config: &mut Config) -> Result<(), Failure> {
        self.data.apply(config)?;
        self.server.apply(config)?;
        self.limits.apply(config);
        Ok(())
    }
}

/// The examples, and every limit with its default.
fn long_help() -> String {
    let mut text = format!("{EXAMPLES}\n\nLimits and their defaults:\n");
    for limit in Limits::TABLE {
        let (name, default, unit) = (limit.name, limit.default, limit.unit);
        let _ = writeln!(text, "  {name:<20} {default} {unit}\n          {}", limit.description);
    }
    text
}

pub(super) fn run(args: &ServeArgs, console: &mut Console) -> Result<ExitCode, Failure> {
    let mut config = Config::of_process(args.data.file())?;
    args.apply(&mut config)?;
    log(&config)?;
    // As many threads as there are cores, or as TOKIO_WORKER_THREADS says.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::Message(format!("cannot start the server's threads: {error}")))?;
    let result = runtime.block_on(serve(config, console));
    runtime.shutdown_background();
    result
}

fn log(config: &Config) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(&config.log)
        .map_err(|error| Failure::Usage(format!("cannot log \"{}\": {error}", config.log)))?;
    // Only a process that calls `main` twice has a subscriber already, which then stays.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .try_init();
    Ok(())
}

async fn serve(config: Config, console: &Console) -> Result<ExitCode, Failure> {
    let mut signals = Signals::new()?;
    let (listener, address) = bind(&config.listen).await?;
    console.tell(format_args!("loading {}", config.data_origin()));
    let state = State::new(settings(&config));
    let (stop, stopped) = oneshot::channel::<()>();
    let server = http::serve(
        listener,
        Arc::clone(&state),
        async {
            let _ = stopped.await;
        },
        Timeouts::default(),
    );
    let server = tokio::spawn(server);
    let loaded = tokio::task::spawn_blocking(move || load::load_to_serve(&config));
    let loaded = tokio::select! {
        loaded = loaded => loaded.map_err(|error| panicked(&error))??,
        () = signals.next() => return Ok(ExitCode::SUCCESS),
    };
    publish(loaded, &state, address, console)?;
    signals.next().await;
    let _ = stop.send(());
    end(server, &mut signals, console).await
}

/// Returns the settings of the HTTP server.
fn settings(config: &Config) -> Settings {
    Settings {
        body_bytes: config.limits.body_bytes,
        concurrent_requests: config.limits.concurrent_requests,
        concurrent_exports: config.limits.concurrent_exports,
        body_timeout: Duration::from_millis(config.limits.deadline_ms),
        cors: config.cors.clone(),
        explain: config.explain,
        public_url: config.public_url.clone(),
    }
}

async fn bind(listen: &Listen) -> Result<(TcpListener, SocketAddr), Failure> {
    let failed = |error: io::Error| {
        let hint = match error.kind() {
            io::ErrorKind::AddrInUse => "; another process listens there, give another --listen",
            io::ErrorKind::PermissionDenied => "; ports below 1024 are for privileged users",
            _ => "",
        };
        Failure::Message(format!("cannot listen on {listen}: {error}{hint}"))
    };
    let listener = TcpListener::bind(listen.as_str()).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    Ok((listener, address))
}

/// Serves what was loaded, and says so.
fn publish(
    loaded: Loaded,
    state: &State<Snapshot>,
    address: SocketAddr,
    console: &Console,
) -> Result<(), Failure> {
    let snapshot = load::accept(loaded, console)?;
    for problem in snapshot.documents().problems() {
        console.tell(format_args!("warning: {problem}"));
    }
    let milliseconds = snapshot.load_time().as_millis();
    console.tell(format_args!("loaded {} in {milliseconds} ms", load::totals(&snapshot)));
    state.publish(snapshot);
    console.tell(format_args!("listening on http://{address} (GraphQL at /graphql)"));
    Ok(())
}

/// Lets the requests under way end; a second signal ends them.
async fn end(
    server: JoinHandle<bool>,
    signals: &mut Signals,
    console: &Console,
) -> Result<ExitCode, Failure> {
    console.tell("stopping: requests under way are finished; a second signal ends them");
    let finished = tokio::select! {
        finished = server => finished.map_err(|error| panicked(&error))?,
        () = signals.next() => false,
    };
    if finished {
        return Ok(ExitCode::SUCCESS);
    }
    Err(Failure::Message("stopped before every request was finished".to_owned()))
}

fn panicked(error: &JoinError) -> Failure {
    Failure::Message(format!("a fault of Corridor ended the server: {error}; please report it"))
}

/// Requests of the system to stop: Ctrl-C, and SIGTERM where there is one.
struct Signals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

impl Signals {
    #[cfg(unix)]
    fn new() -> Result<Self, Failure> {
        use tokio::signal::unix::{SignalKind, signal};
        let failed = |error| Failure::Message(format!("cannot listen for signals: {error}"));
        let interrupt = signal(SignalKind::interrupt()).map_err(failed)?;
        let terminate = signal(SignalKind::terminate()).map_err(failed)?;
        Ok(Self { interrupt, terminate })
    }

    #[cfg(unix)]
    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }

    #[cfg(not(unix))]
    fn new() -> Result<Self, Failure> {
        Ok(Self {})
    }

    #[cfg(not(unix))]
    async fn next(&mut self) {
        // An error means that no signal can ever come.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
