// What a field has in view. A world under a view is a world of which the other facts are
// gone: lists, filters, degrees and orders read it as they read the whole one.

import { interval, isFullDate } from './dates.mjs';
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
  if (asOf != null) return { from: day('asOf', asOf), to: day('asOf', asOf) };
  if (during != null) return ordered(during);
  return asOf === undefined && during === undefined ? above : null;
}

function ordered({ from, to }) {
  const range = { from: from == null ? -FAR : day('during.from', from), to: to == null ? FAR : day('during.to', to) };
  if (range.to < range.from) throw messages.reversedRange();
  return range;
}

/** An open end lies inside of what is not known: even in all time that is not certain. */
const FAR = Number.MAX_SAFE_INTEGER;

function day(argument, text) {
  if (interval(String(text)) === undefined) throw messages.badDate(argument, text);
  if (!isFullDate(String(text))) throw messages.notADay(argument, text);
  return interval(text).earliest;
}
