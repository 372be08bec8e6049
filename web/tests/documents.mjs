/**
 * The documents in `queries/`, and which of them the page shows, read from the sources that the build uses.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

const QUERIES = new URL('../../queries/', import.meta.url);
const EXAMPLES = new URL('../src/examples.ts', import.meta.url);

/** All documents: file name without its ending, and text. */
export function documents() {
  return readdirSync(QUERIES)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => ({ name: basename(file, '.graphql'), text: readFileSync(new URL(file, QUERIES), 'utf8') }));
}

/** The operation names of the examples in the order of their tabs. */
export function exampleNames() {
  const source = readFileSync(EXAMPLES, 'utf8');
  return [...source.matchAll(/queries\/([a-z0-9-]+)\.graphql\?raw/g)].map(([, file = '']) => pascalCase(file));
}

/** @param {string} kebab */
export function pascalCase(kebab) {
  return kebab.replace(/(^|-)([a-z0-9])/g, (_, _dash, letter) => letter.toUpperCase());
}
