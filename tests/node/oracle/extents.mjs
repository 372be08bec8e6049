// When facts hold: the days on which they can have begun and ended, and those by which they
// must have. A second reading of docs/time.md.

import { interval } from './dates.mjs';
import { timesOf } from './disputes.mjs';

/**
 * An extent has a start and an end, each with the day that it `can` be (the first for a
 * start, the last for an end) and the one that it `must` be by, or not before. Infinity is
 * a day that nothing bounds.
 *
 * @typedef {{ can: number, must: number }} Bound
 * @typedef {{ start: Bound, end: Bound }} Extent
 */

/**
 * Whether something of an extent holds in a range of days.
 *
 * @param {Extent} extent
 * @param {{ from: number, to: number, certain: boolean }} view
 */
export function holdsIn({ start, end }, { from, to, certain }) {
  const possibly = start.can <= end.can && start.can <= to && end.can >= from;
  // What is not known is not certain, even in all time.
  const isKnown = start.must < Infinity && end.must > -Infinity;
  return possibly && (!certain || (isKnown && start.must <= to && end.must >= from));
}

/**
 * When an entity exists: a kind names the properties that start and end it. One of which
 * nobody noted the beginning is there.
 *
 * @returns {Extent}
 */
export function extentOfEntity({ temporal }, values) {
  const dates = (names) => names.map((name) => values[name]).filter((it) => it !== null);
  const start = extreme(dates(temporal.start).map(startOn), Math.min) ?? { can: -Infinity, must: -Infinity };
  const end = extreme(dates(temporal.end).map(endOn), Math.max) ?? { can: Infinity, must: Infinity };
  return settled(start, end);
}

/**
 * When a link is in force, between ends that exist when they do. One that fades is not certain
 * after `fadedOn`.
 *
 * @param {Extent[]} ends
 * @returns {Extent}
 */
export function extentOfLink(link, ends, fadedOn = Infinity) {
  const { start, end: last } = extentByDates(timesOf(link), ends);
  const end = { ...last, must: Math.min(last.must, fadedOn) };
  return isDoubted(link) ? { start: { ...start, must: Infinity }, end } : { start, end };
}

/** Whether nothing of a link is certain: it is not so yet, or disputed. */
export function isDoubted({ status, evidence }) {
  return status !== 'ACTUAL' || evidence === 'DISPUTED';
}

function extentByDates(link, ends) {
  const life = {
    from: { can: Math.max(...ends.map((it) => it.start.can)), must: Math.max(...ends.map((it) => it.start.must)) },
    to: { can: Math.min(...ends.map((it) => it.end.can)), must: Math.min(...ends.map((it) => it.end.must)) },
  };
  // A link between what was never there together is none that both share: it outlasts them.
  if (life.from.can > life.to.can) life.to = { can: Infinity, must: Infinity };
  if (link.at !== null) return settled(...clipped(startOn(link.at), endOn(link.at), life));
  const { start, end } = state(link);
  const [first, last] = clipped(start, end, life);
  const { from, to } = borneOut(link, life);
  return settled(
    { can: first.can, must: Math.max(first.must, from) },
    { can: last.can, must: Math.min(last.must, to) },
  );
}

function clipped(start, end, life) {
  return [
    { ...start, can: Math.max(start.can, life.from.can) },
    { ...end, can: Math.min(end.can, life.to.can) },
  ];
}

/** When both ends of a state must be there: they were on each sure day of its own on which they can have been. */
function borneOut({ since, until, attested }, { from, to }) {
  const days = [since, until, ...attested]
    .filter((it) => it !== null)
    .map(interval)
    .filter((it) => it.mark === 0 && it.earliest >= from.can && it.latest <= to.can);
  return {
    from: Math.min(from.must, ...days.map((it) => it.latest)),
    to: Math.max(to.must, ...days.map((it) => it.earliest)),
  };
}

/** A state by its own dates. It held on the days that it is attested for. */
function state({ since, until, attested }) {
  const start = since === null ? { can: -Infinity, must: Infinity } : startOn(since);
  const end = until === null ? { can: Infinity, must: Infinity } : endOn(until);
  const days = attested.map(interval).filter((it) => it.mark === 0);
  return settled(
    { ...start, must: Math.min(start.must, ...days.map((it) => it.latest)) },
    { ...end, must: Math.max(end.must, ...days.map((it) => it.earliest)) },
  );
}

/** The bound of a date. Of a date with a mark nothing is sure. */
function startOn(date) {
  const { earliest, latest, mark } = interval(date);
  return { can: earliest, must: mark === 0 ? latest : Infinity, sure: mark === 0 };
}

function endOn(date) {
  const { earliest, latest, mark } = interval(date);
  return { can: latest, must: mark === 0 ? earliest : -Infinity, sure: mark === 0 };
}

/** The earliest of several starts, or the latest of several ends. */
function extreme(bounds, choose) {
  if (bounds.length === 0) return undefined;
  const all = (name) => choose(...bounds.map((it) => it[name]));
  return { can: all('can'), must: all('must'), sure: bounds.every((it) => it.sure) };
}

/** Nothing ends before it starts, so each sure bound tells of the other; what must be can be. */
function settled(start, end) {
  const startedBy = Math.min(start.must, end.sure ? end.can : Infinity);
  const notEndedBefore = Math.max(end.must, start.sure ? start.can : -Infinity);
  return {
    start: { can: start.can, must: Math.max(startedBy, start.can) },
    end: { can: end.can, must: Math.min(notEndedBefore, end.can) },
  };
}
