// Compares a server at CORRIDOR_URL with the oracle on random documents: data with the order
// of keys, and errors with message, path and locations; and on broken documents, whether they
// are refused. Prints the first differences made small, and fails if there are any.
//
//   CORRIDOR_URL=http://127.0.0.1:8000/graphql node compare.mjs [--count 3000] [--seed 1]
//
// Another world than the toy one takes its folder and a file with the SDL of its API:
// --world ../../worlds/offices --sdl FILE

import { argv, env } from 'node:process';
import { parseArgs } from 'node:util';
import { parse } from 'graphql';
import { generate } from './generate.mjs';
import { mutate } from './mutate.mjs';
import { openOracle } from './oracle.mjs';
import { SDL, WORLD } from './paths.mjs';
import { chance } from './random.mjs';
import { shrink, shrinkText } from './shrink.mjs';

const AT_ONCE = 4;
const MOST_LOOKED_AT = 12;
/** A server lists at most so many errors. */
const MOST_ERRORS = 100;

/** Compares `count` documents and as many broken ones; gives the differences, the first ones small. */
export async function compare({ url, count, seed, oracle = openOracle(WORLD, SDL), report = console.log }) {
  const differences = [];
  const tally = { documents: 0, withErrors: 0, broken: 0, refused: 0 };
  let next = 0;
  const drawn = drawer(oracle, seed);
  const work = async () => {
    while (next < count * 2 && differences.length < 50) {
      const at = next++;
      const request = { ...drawn(at >> 1) };
      const broken = at % 2 === 1;
      if (broken) request.query = mutate(request.query, chance(seed * 7 + at));
      if (broken && describesVariables(request.query)) continue;
      const expected = oracle.run(request);
      tally[broken ? 'broken' : 'documents'] += 1;
      if (expected.errors && !expected.refused) tally.withErrors += 1;
      if (expected.refused) tally.refused += 1;
      if (await differs(oracle, url, request, broken))
        differences.push({ request, broken, seed: seed + (at >> 1), refused: expected.refused });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await show(oracle, url, differences, report);
  report(`${JSON.stringify(tally)}; ${differences.length} differences`);
  return differences;
}

/** Draws documents, each once for itself and once to be broken. */
function drawer(oracle, seed) {
  let last = {};
  return (number) => {
    if (last.number !== number) last = { number, request: generate(oracle, seed + number) };
    return last.request;
  };
}

/** Whether variables have descriptions: new in GraphQL, and apollo-compiler's parser reads none yet. */
function describesVariables(query) {
  try {
    return parse(query).definitions.some((it) => it.variableDefinitions?.some((variable) => variable.description));
  } catch {
    return false;
  }
}

/** Reports differences, made small; of those that look alike only the first. */
async function show(oracle, url, differences, report) {
  const shown = new Set();
  for (const { request, broken, refused, seed } of differences.slice(0, MOST_LOOKED_AT)) {
    // What is made small must stay a difference of the same sort.
    const kept = async (it) => oracle.run(it).refused === refused && (await differs(oracle, url, it, broken));
    const small = await (refused === 'syntax' ? shrinkText : shrink)(request, kept);
    const [error] = oracle.run(small).errors ?? [];
    const looks = `${refused}: ${error?.message.replace(/\d+|"[^"]*"/g, '')}`;
    if (!shown.has(looks)) report(await describe(oracle, url, small, seed));
    shown.add(looks);
  }
}

async function differs(oracle, url, request, broken) {
  return comparable(await ask(url, request), broken) !== comparable(oracle.run(request), broken);
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

/**
 * What must be equal: of a refused request that it is refused, else data and errors. A document that
 * was broken may have several mistakes in one field, and it is nobody's business which is named.
 */
function comparable(answer, broken) {
  if (!('data' in answer)) return answer.errors ? 'refused' : 'no answer';
  const errors = (answer.errors ?? []).slice(0, MOST_ERRORS);
  const part = ({ message, path, locations }) => (broken ? { path } : { message, path, locations });
  const said = [answer.data, errors.map(part)];
  return JSON.stringify(said, (_, value) => (typeof value === 'string' ? rounded(value) : value));
}

/** A text, or what a cursor says: libraries have other last digits in the sines of a distance. */
function rounded(text) {
  if (!/^W1[\w-]{8,}$/.test(text)) return text;
  try {
    const said = JSON.parse(Buffer.from(text, 'base64url').toString());
    const isDistance = (it) => typeof it === 'number' && !Number.isInteger(it);
    return JSON.stringify(said, (_, value) => (isDistance(value) ? Number(value.toPrecision(12)) : value));
  } catch {
    return text;
  }
}

function firstDifference(a, b) {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

async function describe(oracle, url, request, seed) {
  const { query, variables, operationName } = request;
  const [expected, actual] = [oracle.run(request), await ask(url, request)].map((it) => JSON.stringify(it));
  const from = Math.max(0, firstDifference(expected, actual) - 300);
  const part = (text) => (from > 0 ? '...' : '') + text.slice(from, from + 800);
  const named = operationName ? `\noperationName: ${operationName}` : '';
  return [
    `--- seed ${seed}`,
    `${query}\nvariables: ${JSON.stringify(variables)}${named}`,
    `expected: ${part(expected)}`,
    `actual:   ${part(actual)}\n`,
  ].join('\n');
}

if (import.meta.filename === argv[1]) {
  const text = { type: 'string' };
  const { values } = parseArgs({ options: { count: text, seed: text, world: text, sdl: text } });
  if (!env.CORRIDOR_URL) {
    console.error("set CORRIDOR_URL to the address of the server's GraphQL endpoint");
    process.exit(2);
  }
  const oracle = openOracle(values.world ?? WORLD, values.sdl ?? SDL);
  const options = { count: Number(values.count ?? 3_000), seed: Number(values.seed ?? 1), oracle };
  const differences = await compare({ url: env.CORRIDOR_URL, ...options });
  process.exitCode = differences.length > 0 ? 1 : 0;
}
