// What a field has in view. A world under a view is a world of which the other facts are
// gone: lists, filters, degrees and orders read it as they read the whole one.

import { daysBetween, fullDay } from './arguments.mjs';
import { holdsIn } from './extents.mjs';
import { messages } from './messages.mjs';

/** The arguments that say what is in view. */
const VIEW = ['asOf', 'during', 'certain', 'status'];

/** Whether an argument says what is in view. */
export function isView(name) {
  return VIEW.includes(name);
}

/** The world before any field has asked of a day or a status: all of history. */
export function allOfHistory(world) {
  return { ...world, view: { range: null, certain: false, status: null }, whole: world };
}

/** The world as a field sees it that has such arguments, where the field above sees `world`. */
export function under(world, args) {
  if (!VIEW.some((name) => name in args)) return world;
  const certain = args.certain === undefined ? world.view.certain : args.certain === true;
  const status = args.status === undefined ? world.view.status : args.status;
  const view = { range: rangeOf(args, world.view.range), certain, status };
  const seen = { ...world, view };
  return { ...seen, links: world.whole.links.filter((link) => inView(seen, link)) };
}

/** Whether a world has an entity or a link in view. */
export function inView({ view }, fact) {
  if (view.status !== null && 'relation' in fact && !view.status.includes(fact.status)) return false;
  return view.range === null || holdsIn(fact.extent, { ...view.range, certain: view.certain });
}

/** Whether a link must hold on a day in view; with all of history in view, on some day. */
export function isCertain({ view }, link) {
  return holdsIn(link.extent, { ...(view.range ?? { from: -Infinity, to: Infinity }), certain: true });
}

/** The days that a field asks of; null is all of history. */
function rangeOf({ asOf, during }, above) {
  if (asOf != null && during != null) throw messages.asOfAndDuring();
  if (asOf != null) return dayOf('asOf', asOf);
  if (during != null) return daysBetween(during, 'during');
  return asOf === undefined && during === undefined ? above : null;
}

function dayOf(argument, text) {
  const day = fullDay(argument, text);
  return { from: day, to: day };
}
