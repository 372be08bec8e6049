/**
 * Builds the GraphiQL page into `dist/`: `graphiql.html` and what it loads, under `assets/`.
 *
 * Every address in it is relative, so that the page also works below a path prefix, and every file name under
 * `assets/` carries a hash of the file's content, so that those files can be cached for ever.
 */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const jsonFormat = fileURLToPath(new URL('src/json-format.ts', import.meta.url));

export default defineConfig({
  base: './',
  resolve: {
    alias: {
      // Prettier's JavaScript grammar, which GraphiQL loads to format JSON: see src/json-format.ts.
      'prettier/parser-babel': jsonFormat,
      'prettier/plugins/estree': jsonFormat,
    },
  },
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // A file stays a file: the page's security policy then needs no `data:` for what is ours.
    assetsInlineLimit: 0,
    // Monaco is 2.8 MB and loads after the page has been drawn; splitting it further wins nothing.
    chunkSizeWarningLimit: 3000,
    license: { fileName: 'assets/third-party-licenses.md' },
    rolldownOptions: {
      input: 'graphiql.html',
      onLog(level, log, handler) {
        // "use client" marks modules for React's server components, which are not used here.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handler(level, log);
      },
    },
  },
});
