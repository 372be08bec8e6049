// The tools that judge are judged here: `npm test`.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, validate } from 'graphql';
import { compare } from './compare.mjs';
import { interval } from './dates.mjs';
import { comparisonKey, fold } from './fold.mjs';
import { generate } from './generate.mjs';
import { openOracle } from './oracle.mjs';
import { SDL, WORLD } from './paths.mjs';
import { exact, isOfExact } from './scalars.mjs';
import { serve } from './server.mjs';
import { countShapes } from './shapes.mjs';

const oracle = openOracle(WORLD, SDL);

test('folding takes case, marks and script away', () => {
  for (const [written, folded] of [
    ['Төрөбаев', 'torobaev'],
    ['Samir Şərifov', 'samir sarifov'],
    ['İlham', 'ilham'],
    ['Қазақстан', 'kazakstan'],
    ['Straße № 5', 'strasse no 5'],
    ['  ОАО «Кыргыз-нефтегаз», (OJSC) ', 'oao kirgiz neftegaz ojsc'],
    ["O'zbekiston Oʻzbekiston", 'ozbekiston ozbekiston'],
    ['—', ''],
  ])
    assert.equal(fold(written), folded);
});

test('signs that belong to words are kept in keys', () => {
  for (const [written, key] of [
    ['C++ and C#, R&D', 'c++ and c# r&d'],
    ['BB-', 'bb-'],
    ['\u22125 °C', '-5 °c'],
    ['Johnson & Johnson, (Ltd.)', 'johnson johnson ltd'],
    ['Джалал-Абад — город', 'dzhalal abad gorod'],
    ['😀', '😀'],
    [' ... ', '...'],
    ['Soft\u00adhyphen', 'softhyphen'],
  ])
    assert.equal(comparisonKey(written), key);
});

test('a date is the days that it can mean', () => {
  assert.deepEqual(interval('2000-02~'), { earliest: 20000201, latest: 20000229, mark: 2 });
  assert.equal(interval('2019-02-29'), undefined);
  assert.equal(interval('19'), undefined);
});

test('generated documents are valid, and the same for one seed', () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const request = generate(oracle, seed);
    assert.deepEqual(validate(oracle.schema, parse(request.query)), []);
    assert.deepEqual(generate(oracle, seed), request);
    assert.notEqual(oracle.run(request).refused, 'variables', request.query);
  }
});

test('a server that answers alike is found to do so', async () => {
  const server = await serve(oracle);
  const reports = [];
  const differences = await compare({ url: server.url, count: 100, seed: 1, oracle, report: (it) => reports.push(it) });
  server.close();
  assert.deepEqual(differences, [], reports.join('\n'));
});

test('a server with another order of keys, and one without locations, is found out', async () => {
  const reversed = ({ data, ...rest }) => ({
    ...rest,
    data: data && Object.fromEntries(Object.entries(data).reverse()),
  });
  const unplaced = (answer) =>
    JSON.parse(JSON.stringify(answer, (key, value) => (key === 'locations' ? undefined : value)));
  for (const change of [reversed, unplaced]) {
    const server = await serve(oracle, { change });
    const reports = [];
    const differences = await compare({
      url: server.url,
      count: 60,
      seed: 1,
      oracle,
      report: (it) => reports.push(it),
    });
    server.close();
    assert.ok(differences.length > 0);
    assert.ok(reports[0].split('\n').length < 40, `not made small:\n${reports[0]}`);
  }
});

test('numbers and instants are compared with all of their digits', () => {
  assert.ok(exact('Decimal', '0.1000000000000000001') < exact('Decimal', '0.1000000000000000002'));
  assert.equal(exact('Decimal', '-1.50'), exact('Decimal', '-1.5'));
  assert.ok(exact('BigInt', '9007199254740993') > exact('BigInt', '9007199254740992'));
  assert.equal(exact('DateTime', '2024-05-01T06:00:00.5Z'), exact('DateTime', '2024-05-01T12:00:00.500000+06:00'));
  assert.ok(isOfExact('BigInt', '9223372036854775807') && !isOfExact('BigInt', '9223372036854775808'));
  assert.ok(!isOfExact('DateTime', '2024-02-30T00:00:00Z') && !isOfExact('Decimal', '1e3'));
});

test('random documents ask everything that the API has', () => {
  const counts = [...countShapes(oracle, 1_500, 1)];
  const never = counts.filter(([, times]) => times === 0).map(([shape]) => shape);
  assert.deepEqual(never, []);
  assert.ok(counts.length > 700);
});
