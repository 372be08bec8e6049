// What a field has in view. A world under a view is a world of which the other facts are
// gone: lists, filters, degrees and orders read it as they read the whole one.

import { daysBetween, fullDay } from './arguments.mjs';
import { holdsIn } from './extents.mjs';
import { messages } from './messages.mjs';

/** The arguments that say what is in view. */
const TIME = ['asOf', 'during', 'certain'];

/** The world before any field has asked of a day: all of history. */
export function allOfHistory(world) {
  return { ...world, view: { range: null, certain: false }, whole: world };
}

/** The world as a field sees it that has such arguments, where the field above sees `world`. */
export function under(world, args) {
  if (!TIME.some((name) => name in args)) return world;
  const certain = args.certain === undefined ? world.view.certain : args.certain === true;
  const view = { range: rangeOf(args, world.view.range), certain };
  const seen = { ...world, view };
  return { ...seen, links: world.whole.links.filter((link) => inView(seen, link)) };
}

/** Whether a world has an entity or a link in view. */
export function inView({ view }, fact) {
  return view.range === null || holdsIn(fact.extent, { ...view.range, certain: view.certain });
}

/** The days that a field asks of; null is all of history. */
function rangeOf({ asOf, during }, above) {
  if (asOf != null && during != null) throw messages.asOfAndDuring();
  if (asOf != null) return dayOf('asOf', asOf);
  if (during != null) return daysBetween(during);
  return asOf === undefined && during === undefined ? above : null;
}

function dayOf(argument, text) {
  const day = fullDay(argument, text);
  return { from: day, to: day };
}
