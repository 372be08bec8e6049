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

/** The operation names of the examples in the order of their tabs: the list in `examples.ts` names them. */
export function exampleNames() {
  const [, list = ''] = /examples = \[([^\]]*)\]/.exec(readFileSync(EXAMPLES, 'utf8')) ?? [];
  return [...list.matchAll(/\w+/g)].map(([name]) => pascalCase(name));
}

/** @param {string} name In kebab or camel case. */
export function pascalCase(name) {
  return name.replace(/(?:^|-)([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}
