// The days on which something begins or ends in a world, and those just outside: where
// answers about time differ.

import { interval } from './dates.mjs';

/** The days to ask of, as full dates, in order. */
export function daysToAskOf(world) {
  const days = new Set();
  for (const date of datesOf(world)) {
    const { earliest, latest } = interval(date);
    for (const day of [earliest, latest].filter(Number.isFinite)) {
      for (const away of [-1, 0, 1]) days.add(shifted(day, away));
    }
  }
  return [...days].sort();
}

function* datesOf(world) {
  for (const { kind, values } of world.entities.values()) {
    const { start, end } = world.ontology.kinds.get(kind).temporal;
    yield* [...start, ...end].map((name) => values[name]).filter((it) => it !== null);
  }
  for (const { at, since, until, attested } of world.links) {
    yield* [at, since, until, ...attested].filter((it) => it !== null);
  }
}

/** The day so many days from one that is written as a number. */
function shifted(day, away) {
  const date = new Date(Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, (day % 100) + away));
  return date.toISOString().slice(0, 10);
}
