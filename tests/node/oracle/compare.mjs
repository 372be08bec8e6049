// Compares a server at CORRIDOR_URL with the oracle on random documents: data with the order
// of keys, and errors with message, path and locations; and on broken documents, whether they
// are refused. Prints the first differences made small, and fails if there are any.
//
//   CORRIDOR_URL=http://127.0.0.1:8000/graphql node compare.mjs [--count 3000] [--seed 1]

import { argv, env } from 'node:process';
import { parseArgs } from 'node:util';
import { generate } from './generate.mjs';
import { mutate } from './mutate.mjs';
import { openOracle } from './oracle.mjs';
import { SDL, WORLD } from './paths.mjs';
import { chance } from './random.mjs';
import { shrink } from './shrink.mjs';

const AT_ONCE = 4;
const MOST_SHOWN = 5;
/** A server lists at most so many errors. */
const MOST_ERRORS = 100;

/** Compares `count` documents and as many broken ones; gives the differences, the first ones small. */
export async function compare({ url, count, seed, oracle = openOracle(WORLD, SDL), report = console.log }) {
  const differences = [];
  const tally = { documents: 0, withErrors: 0, broken: 0, refused: 0 };
  const check = async (request) => differs(oracle, await ask(url, request), request);
  let next = 0;
  const work = async () => {
    while (next < count * 2 && differences.length < 50) {
      const at = next++;
      const request = generate(oracle, seed + (at >> 1));
      const broken = at % 2 === 1;
      if (broken) request.query = mutate(request.query, chance(seed * 7 + at));
      const expected = oracle.run(request);
      tally[broken ? 'broken' : 'documents'] += 1;
      if (expected.errors && !expected.refused) tally.withErrors += 1;
      if (expected.refused) tally.refused += 1;
      if (await check(request))
        differences.push({ request, seed: seed + (at >> 1), parses: expected.refused !== 'syntax' });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  for (const it of differences.slice(0, MOST_SHOWN)) {
    if (it.parses) it.request = await shrink(it.request, check);
    report(await describe(oracle, url, it));
  }
  report(`${JSON.stringify(tally)}; ${differences.length} differences`);
  return differences;
}

/** What a server answers, as the parts that are compared. */
async function ask(url, request) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify(request),
  });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return { errors: [{ message: `not JSON, status ${response.status}: ${text.slice(0, 200)}` }] };
  }
}

/** Whether an answer is another one than the oracle's. */
function differs(oracle, answer, request) {
  return comparable(answer) !== comparable(oracle.run(request));
}

/** What must be equal: of a refused request that it is refused, else data and errors. */
function comparable(answer) {
  if (!('data' in answer)) return 'refused';
  const errors = (answer.errors ?? []).slice(0, MOST_ERRORS);
  return JSON.stringify([answer.data, errors.map(({ message, path, locations }) => ({ message, path, locations }))]);
}

async function describe(oracle, url, { request, seed }) {
  const expected = oracle.run(request);
  const actual = await ask(url, request);
  const show = (answer) => JSON.stringify(answer).slice(0, 1_500);
  return `--- seed ${seed}\n${request.query}\nvariables: ${JSON.stringify(request.variables)}${
    request.operationName ? `\noperationName: ${request.operationName}` : ''
  }\nexpected: ${show(expected)}\nactual:   ${show(actual)}\n`;
}

if (import.meta.filename === argv[1]) {
  const { values } = parseArgs({ options: { count: { type: 'string' }, seed: { type: 'string' } } });
  if (!env.CORRIDOR_URL) {
    console.error("set CORRIDOR_URL to the address of the server's GraphQL endpoint");
    process.exit(2);
  }
  const options = { count: Number(values.count ?? 3_000), seed: Number(values.seed ?? 1) };
  const differences = await compare({ url: env.CORRIDOR_URL, ...options });
  process.exitCode = differences.length > 0 ? 1 : 0;
}
