// Cursors: the keys of an item in the list's order, and what names the item. A cursor stays
// good when the list around it changes, and when its own item is gone from it.

import { compareDates, interval, order } from './dates.mjs';
import { messages } from './messages.mjs';
import { exact, isExact, unitsOf } from './scalars.mjs';

/** The cursor of an item: base64url of `[keys, relation, incoming, kind, id, ordinal]`; behind the keys is what tells their order from others. */
export function encode({ keys, order, relation, incoming, kind, id, ordinal }) {
  const values = [...keys.map(({ value }) => value), ...(order ?? [])];
  return Buffer.from(JSON.stringify([values, relation, incoming, kind, id, ordinal])).toString('base64url');
}

/** The place that a cursor names in a list of so many keys, of an order if it has one. */
export function decode(text, count, order, argument) {
  try {
    if (!/^[A-Za-z0-9_-]+$/.test(text)) throw new Error('not base64url');
    const [keys, relation, incoming, kind, id, ordinal] = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (keys.length !== count + order.length || typeof id !== 'string') throw new Error('of another list');
    if (order.some((it) => it !== keys[count])) throw new Error('of another order');
    return { keys, relation, incoming, kind, id, ordinal };
  } catch {
    throw messages.badCursor(argument);
  }
}

/** How an item stands to a cursor, in a list of such an order. */
export function compareToCursor(item, cursor, directions) {
  for (const [index, { type, value }] of item.keys.entries()) {
    const compared = compareKeys(type, value, cursor.keys[index], directions[index]);
    if (compared) return compared;
  }
  return (
    order(item.relation ?? '', cursor.relation ?? '') ||
    (item.relation ? order(item.incoming, cursor.incoming) : 0) ||
    order(item.kind, cursor.kind) ||
    order(item.id, cursor.id) ||
    order(item.incoming, cursor.incoming) ||
    order(item.ordinal, cursor.ordinal)
  );
}

/** The order of two keys; null comes last, whichever way it goes. */
export function compareKeys(type, a, b, direction) {
  if (a === null || b === null) return order(a === null, b === null);
  if (isExact(type)) [a, b] = [exact(type, a), exact(type, b)];
  if (type === 'Exact') [a, b] = [unitsOf(a), unitsOf(b)];
  const ascending = isDate(type) && interval(a) && interval(b) ? compareDates(a, b) : order(a, b);
  return direction === 'DESC' ? -ascending : ascending;
}

function isDate(type) {
  return type === 'PartialDate' || type === 'Date';
}
