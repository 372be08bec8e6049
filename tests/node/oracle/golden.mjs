// Writes the golden files: for every folder in `tests/cases/query`, what graphql-js answers
// over the toy world. `--check` writes nothing and fails where a file would change.

import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openOracle } from './oracle.mjs';
import { CASES, SDL, WORLD } from './paths.mjs';

const check = process.argv.includes('--check');
const oracle = openOracle(WORLD, SDL);
let written = 0;
let broken = 0;
for (const name of readdirSync(CASES).sort()) {
  const folder = join(CASES, name);
  const optional = (file) => (existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : undefined);
  const variables = optional('variables.json');
  const answer = oracle.run({
    query: readFileSync(join(folder, 'query.graphql'), 'utf8'),
    variables: variables && JSON.parse(variables),
    operationName: optional('operation-name.txt')?.trim(),
  });
  if (!keepsPromise(name, answer)) {
    broken += 1;
    console.error(`not what its name says: ${name}: ${JSON.stringify(answer).slice(0, 400)}`);
  }
  const text = `${JSON.stringify(answer, null, 2)}\n`;
  if (text === optional('expected.json')) continue;
  written += 1;
  console.log(`${check ? 'stale' : 'written'}: ${name}`);
  if (!check) writeFileSync(join(folder, 'expected.json'), text);
}
console.log(`${readdirSync(CASES).length} cases, ${written} ${check ? 'stale' : 'written'}`);
process.exitCode = broken > 0 || (check && written > 0) ? 1 : 0;

/** A name is a promise: a case is refused, fails or succeeds as its name says. */
function keepsPromise(name, answer) {
  if (/^(variable|operation|directive-null|null-for)/.test(name)) return true;
  if (name.startsWith('refused-')) return 'refused' in answer;
  return !('refused' in answer) && 'errors' in answer === name.startsWith('error-');
}
