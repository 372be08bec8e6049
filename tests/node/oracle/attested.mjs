// The date that shows last that a link held. A second reading of docs/time.md.

import { after, compareDates, interval } from './dates.mjs';
import { timesOf } from './disputes.mjs';

/** The latest sure date of a link or, while it has not ended, of the publications of its sources. */
export function lastAttested(world, link) {
  const { at, since, until, attested } = timesOf(link);
  const isOpen = at === null && until === null;
  const published = isOpen ? link.sources.map((it) => world.entities.get(it.source)?.values.published) : [];
  const dates = [at, since, until, ...attested, ...published].filter((it) => it != null && interval(it).mark === 0);
  return dates.sort(compareDates).at(-1) ?? null;
}

/** The last day on which an open link is certain, where its relation fades. */
export function fadedOn(world, link) {
  const { fades } = world.ontology.relations.get(link.relation);
  const last = lastAttested(world, link);
  const isOpen = link.at === null && link.until === null;
  return fades && isOpen && last ? after(interval(last).earliest, fades) : Infinity;
}
