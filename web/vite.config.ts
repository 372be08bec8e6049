/**
 * Builds the GraphiQL page into `dist/`: `graphiql.html` and what it loads, under `assets/`.
 *
 * Every address in it is relative, so that the page also works below a path prefix, and every file name under
 * `assets/` carries a hash of the file's content, so that those files can be cached for ever.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const LICENSES = 'assets/licenses.md';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Adds what Vite's list of licenses cannot see: code copied into a dependency, and what only a worker uses. */
function furtherLicenses(): Plugin {
  return {
    name: 'corridor:further-licenses',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const list = bundle[LICENSES];
        if (list?.type !== 'asset') return this.error(`${LICENSES} is not there to be completed`);
        const picomatch = readFileSync(here('node_modules/picomatch-browser/LICENSE'), 'utf8');
        list.source = `${list.source}${readFileSync(here('notices.md'), 'utf8')}\n## picomatch-browser (MIT)\n\n${picomatch}`;
      },
    },
  };
}

export default defineConfig({
  base: './',
  plugins: [furtherLicenses()],
  resolve: {
    alias: {
      // Prettier's JavaScript grammar, which GraphiQL loads to format JSON: see src/json-format.ts.
      'prettier/parser-babel': here('src/json-format.ts'),
      'prettier/plugins/estree': here('src/json-format.ts'),
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
    license: { fileName: LICENSES },
    rolldownOptions: {
      input: 'graphiql.html',
      onLog(level, log, handler) {
        // "use client" marks modules for React's server components, which are not used here.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handler(level, log);
      },
    },
  },
});
