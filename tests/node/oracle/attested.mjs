// The date that shows last that a link held. A second reading of docs/time.md.

import { after, compareDates, interval } from './dates.mjs';
import { timesOf } from './disputes.mjs';

/** The latest sure date that shows a link to hold: of its own, or while it has not ended, of its sources. */
export function lastAttested(world, link) {
  const { at, since, until, attested } = timesOf(link);
  const isActual = link.status === 'ACTUAL';
  const published = link.sources.map((it) => world.entities.get(it.source)?.values.published);
  // An end after all that was written was a plan.
  const isWritten = published.length > 0 && published.every((it) => it != null);
  const isPlanned = isWritten && until !== null && published.every((it) => isLater(until, it));
  const hasEnded = isActual && (at !== null || (until !== null && !isPlanned));
  const own = isActual ? [at, since, ...(isPlanned ? [] : [until])] : [];
  return latest([...own, ...attested, ...(hasEnded ? [] : published)]);
}

function isSure(date) {
  return date != null && interval(date).mark === 0;
}

function isLater(date, other) {
  return interval(date).earliest > interval(other).latest;
}

function latest(dates) {
  return dates.filter(isSure).sort(compareDates).at(-1) ?? null;
}

/** The last day on which an open link is certain, where its relation fades. */
export function fadedOn(world, link) {
  const { fades } = world.ontology.relations.get(link.relation);
  const last = lastAttested(world, link);
  const isOpen = link.at === null && link.until === null;
  return fades && isOpen && last ? after(interval(last).earliest, fades) : Infinity;
}
