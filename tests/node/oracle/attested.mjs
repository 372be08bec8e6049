// The date that shows last that a link held. A second reading of docs/time.md.

import { compareDates, interval } from './dates.mjs';

/** The latest sure date of a link or, while it has not ended, of the publications of its sources. */
export function lastAttested(world, { at, since, until, attested, sources }) {
  const isOpen = at === null && until === null;
  const published = isOpen ? sources.map((it) => world.entities.get(it.source)?.values.published) : [];
  const dates = [at, since, until, ...attested, ...published].filter((it) => it != null && interval(it).mark === 0);
  return dates.sort(compareDates).at(-1) ?? null;
}
