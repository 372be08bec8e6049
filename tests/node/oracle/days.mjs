// The days on which something begins or ends in a world, and those just outside: where
// answers about time differ.

import { interval } from './dates.mjs';

/** The days to ask of where some dates count, as full dates, in order. */
export function daysToAskOf(dates) {
  const days = new Set();
  for (const date of dates) {
    const { earliest, latest } = interval(date);
    for (const day of [earliest, latest].filter(Number.isFinite)) {
      for (const away of [-1, 0, 1]) days.add(shifted(day, away));
    }
  }
  return [...days].sort();
}

/** The dates that bound some entities and the links that touch them, each as often as it does. */
export function datesOf(world, ids) {
  const lives = ids.map((id) => {
    const { kind, values } = world.entities.get(id);
    const { start, end } = world.ontology.kinds.get(kind).temporal;
    return [...start, ...end].map((name) => values[name]);
  });
  const touching = world.links.filter((it) => ids.includes(it.from) || ids.includes(it.to));
  const times = touching.map(({ at, since, until, attested }) => [at, since, until, ...attested]);
  return [...lives, ...times].flat().filter((it) => it !== null);
}

/** The day so many days from one that is written as a number. */
function shifted(day, away) {
  const date = new Date(Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, (day % 100) + away));
  return date.toISOString().slice(0, 10);
}
