// What docs/time.md says of bounds, row by row: worked out by hand.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extentOfEntity, extentOfLink, holdsIn } from './extents.mjs';

const ALWAYS = extentOfEntity({ temporal: { start: ['start'], end: ['end'] } }, { start: null, end: null });

/** What holds on each of some days: `no`, `maybe` or `sure`. */
function onDays(extent, days) {
  return days.map((day) => inDays(extent, day, day)).join(' ');
}

function inDays(extent, from, to) {
  const holds = (certain) => holdsIn(extent, { from, to, certain });
  assert.ok(holds(false) || !holds(true), 'what must have held can have held');
  return holds(true) ? 'sure' : holds(false) ? 'maybe' : 'no';
}

function link(time, ...ends) {
  const usual = { at: null, since: null, until: null, attested: [], status: 'ACTUAL', evidence: 'REPORTED' };
  return extentOfLink({ ...usual, ...time }, [ALWAYS, ALWAYS, ...ends]);
}

function entity(start, end) {
  return extentOfEntity({ temporal: { start: ['start'], end: ['end'] } }, { start, end });
}

test('a state is there between its bounds, and sure where it must have begun and cannot have ended', () => {
  const days = [20001231, 20010304, 20010430, 20020405, 20020430, 20030101];
  for (const [since, until, expected] of [
    ['2001-03-04', '2002-04-05', 'no sure sure sure no no'],
    ['2001-03-04', '2002-04', 'no sure sure maybe maybe no'],
    ['2001-03-04', '2002-04~', 'no sure maybe maybe maybe no'],
    ['2001-03-04', '?', 'no sure maybe maybe maybe maybe'],
    ['2001-03-04', null, 'no sure sure sure sure sure'],
    ['2001-03', '2002-04-05', 'no maybe sure sure no no'],
    ['2001-03', '2002-04', 'no maybe sure maybe maybe no'],
    ['2001-03', '?', 'no maybe maybe maybe maybe maybe'],
    ['2001-03', null, 'no maybe sure sure sure sure'],
    ['2001-03?', '2002-04-05', 'no maybe maybe sure no no'],
    ['2001-03?', null, 'no maybe maybe maybe maybe maybe'],
    [null, '2002-04-05', 'maybe maybe maybe sure no no'],
    [null, '?', 'maybe maybe maybe maybe maybe maybe'],
    [null, null, 'maybe maybe maybe maybe maybe maybe'],
  ])
    assert.equal(onDays(link({ since, until }), days), expected, `${since} to ${until}`);
});

test('attested days make a state sure between them', () => {
  const days = [20001231, 20010430, 20010731, 20011231, 20020405, 20020406];
  for (const [time, expected] of [
    [{ attested: ['2001-04-30', '2001-12'] }, 'maybe sure sure sure sure sure'],
    [{ attested: ['2001-04-30', '2001-12'], until: '?' }, 'maybe sure sure maybe maybe maybe'],
    [{ attested: ['2001-04-30', '2001-12-31'], until: '2002-04-05' }, 'maybe sure sure sure sure no'],
    [{ attested: ['2001-04'], since: '2001', until: '?' }, 'no maybe maybe maybe maybe maybe'],
    [{ attested: ['2001-04-30', '2001-12-31'], since: '2001', until: '2002~' }, 'no sure sure sure maybe maybe'],
    [{ attested: ['2001-04-30?'], until: '?' }, 'maybe maybe maybe maybe maybe maybe'],
  ])
    assert.equal(onDays(link(time), days), expected, JSON.stringify(time));
});

test('an act is sure for a range that has all of its days', () => {
  const answers = (at) =>
    [
      [20050401, 20050430],
      [20050501, 20050504],
      [20050505, 20050505],
      [20050501, 20050531],
      [20050502, 20050531],
      [20050531, 20060101],
      [20050601, 20060101],
    ].map(([from, to]) => inDays(link({ at }), from, to));
  assert.equal(answers('2005-05-05').join(' '), 'no no sure sure sure no no');
  assert.equal(answers('2005-05').join(' '), 'no maybe maybe sure maybe maybe no');
  assert.equal(answers('2005-05?').join(' '), 'no maybe maybe maybe maybe maybe no');
});

test('what is not so yet or disputed is never sure', () => {
  const days = [20001231, 20010304, 20020405, 20020406];
  const on = (more) => onDays(link({ since: '2001-03-04', until: '2002-04-05', ...more }), days);
  assert.equal(on({ evidence: 'INFERRED' }), 'no sure sure no');
  for (const more of [{ status: 'AGREED' }, { status: 'PLANNED' }, { status: 'DISCUSSED' }, { evidence: 'DISPUTED' }])
    assert.equal(on(more), 'no maybe maybe no', JSON.stringify(more));
  assert.equal(inDays(link({ at: '2001-03-04', status: 'PLANNED' }), 20010101, 20011231), 'maybe');
});

test('a link is in force while both its ends exist', () => {
  const days = [20001231, 20010101, 20011231, 20021231, 20030101];
  for (const [time, end, expected] of [
    [{ since: '1990-01-01' }, entity('2001', null), 'no maybe sure sure sure'],
    [{ since: '1990-01-01' }, entity(null, '2002'), 'sure sure sure maybe no'],
    [{ since: '2001-01-01' }, entity(null, '2002?'), 'no sure maybe maybe no'],
    [{ since: '2001-01-01~' }, entity(null, '2002?'), 'no maybe maybe maybe no'],
    [{ since: '2001-01-01', attested: ['2001-12-31'] }, entity(null, '?'), 'no sure sure maybe maybe'],
    [{ since: '2001-01-01', until: '2005-01-01' }, entity(null, '2002-12-31'), 'no sure sure sure no'],
    [{ since: '2001-01-01', until: '2003' }, entity(null, '2002'), 'no sure sure maybe no'],
    [{ since: '2001-01-01', until: '2002-12-31' }, entity(null, '2002'), 'no sure sure sure no'],
    [{ since: '1990-01-01' }, entity('2001~', null), 'no maybe maybe maybe maybe'],
    [{ at: '2001-12-31' }, entity('2002', null), 'no no no no no'],
  ])
    assert.equal(onDays(link(time, end), days), expected, JSON.stringify([time, end]));
});

test('a link between what was never there together holds from the later one on', () => {
  const days = [20001231, 20010101, 20011231, 20021231, 20030101];
  const [gone, come] = [entity('1990', '1999'), entity('2001', '2001-12-31')];
  assert.equal(onDays(link({}, gone, come), days), 'no maybe maybe maybe maybe');
  assert.equal(onDays(link({ since: '1998' }, gone, come), days), 'no maybe sure sure sure');
  assert.equal(onDays(link({ since: '1998', until: '2002-12-31' }, come, gone), days), 'no maybe sure sure no');
  assert.equal(onDays(link({ at: '2001-12-31' }, come, gone), days), 'no no sure no no');
  assert.equal(onDays(link({ at: '2000-12-31' }, come, gone), days), 'no no no no no');
});

test('an entity without a bound is there on that side', () => {
  const days = [18000101, 20001231, 20010101, 20011231, 20021231, 20990101];
  assert.equal(onDays(entity(null, null), days), 'sure sure sure sure sure sure');
  assert.equal(onDays(entity('2001', null), days), 'no no maybe sure sure sure');
  assert.equal(onDays(entity('2001~', '2002'), days), 'no no maybe maybe maybe no');
  assert.equal(onDays(entity(null, '2002'), days), 'sure sure sure sure maybe no');
  assert.equal(onDays(entity(null, '?'), days), 'maybe maybe maybe maybe maybe maybe');
});

test('of several starts the earliest counts, and of several ends the latest', () => {
  const kind = { temporal: { start: ['launched', 'blessed'], end: ['sold', 'wrecked'] } };
  const kite = extentOfEntity(kind, {
    launched: '2002-03',
    blessed: '2001-06-15',
    sold: '2008-08',
    wrecked: '2012-12-12',
  });
  assert.equal(onDays(kite, [20010614, 20010615, 20121212, 20121213]), 'no sure sure no');
});
