// Relay connections: order a list and cut a page out of it.

import { compareKeys, compareToCursor, decode, encode } from './cursor.mjs';
import { fingerprint } from './fingerprint.mjs';
import { keysOf } from './keys.mjs';
import { pathOf } from './links.mjs';
import { messages } from './messages.mjs';

const DEFAULT_PAGE = 100;
const MAX_PAGE = 1000;

/**
 * A page of items that stand in the order of the graph. An item is a step: a link and the
 * entity at its other end, either of which may be absent.
 *
 * `toEdge` makes the edge of an item; `list` says what the list holds, and the `@limit`s that hold, the nearest first.
 */
export function page(world, steps, args, list, toEdge) {
  const orderKeys = orderOf(world, list, args);
  const directions = orderKeys.map((it) => it.direction);
  const order = fingerprintOf(args, orderKeys);
  const place = windowOf(args, list.limits, orderKeys.length, order);
  const items = steps
    .map((step) => ({ ...itemOf(step, orderKeys), order }))
    .sort((a, b) => {
      const compared = directions.map((direction, at) =>
        compareKeys(a.keys[at].type, a.keys[at].value, b.keys[at].value, direction),
      );
      return compared.find((it) => it !== 0) ?? 0;
    });
  return cut(
    items,
    place,
    (item, cursor) => compareToCursor(item, cursor, directions),
    ({ step }) => toEdge(step),
  );
}

/** Throws what is wrong with the arguments of a page: that is said before what is wrong with time. */
export function checkPage(world, args, list) {
  const orderKeys = orderOf(world, list, args);
  windowOf(args, list.limits, orderKeys.length, fingerprintOf(args, orderKeys));
}

/** What tells the order from others in cursors; nothing if the list has none. */
function fingerprintOf(args, orderKeys) {
  return orderKeys.length > 0 ? [fingerprint(args.orderBy)] : [];
}

function orderOf(world, list, args) {
  const elements = (args.orderBy ?? []).entries();
  return distinct([...elements].flatMap(([index, it]) => keysOf(world, list, list.ofLinks ? { edge: it } : it).map((key) => ({ ...key, index, element: it }))));
}

/** What the arguments of a page ask for, in a list whose cursors have so many keys, and an order perhaps. */
export function windowOf(args, limits, count, order = []) {
  const size = pageSize(args, limits);
  const [after, before] = ['after', 'before'].map((argument) =>
    args[argument] == null ? undefined : decode(args[argument], count, order, argument),
  );
  return { size, fromEnd: args.last != null, after, before };
}

/** The page of items in order: what a cursor is made of, and how they stand to one by `compare`. */
export function cut(items, { size, fromEnd, after, before }, compare, toEdge) {
  let start = after ? items.filter((it) => compare(it, after) <= 0).length : 0;
  let end = before ? items.filter((it) => compare(it, before) < 0).length : items.length;
  end = Math.max(start, end);
  if (fromEnd) start = Math.max(start, end - size);
  else end = Math.min(end, start + size);
  const edges = items.slice(start, end).map((item) => ({ ...toEdge(item), cursor: encode(item) }));
  return {
    nodes: edges.map((edge) => edge.node),
    edges,
    totalCount: items.length,
    pageInfo: {
      hasPreviousPage: start > 0,
      hasNextPage: end < items.length,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** What names an item in a list: the keys of the order, then what breaks ties. */
function itemOf(step, orderKeys) {
  const { link, other, side, listsLinks, eitherWay, isMember } = step;
  return {
    step,
    keys: orderKeys.map(({ key }) => key(step)),
    relation: listsLinks ? link.relation : null,
    incoming: Boolean((listsLinks || eitherWay) && side === 'IN'),
    kind: other.kind,
    id: other.id,
    ordinal: (isMember ? undefined : link?.ordinal) ?? 1,
  };
}

function pageSize(args, limits) {
  const max = limits.find((it) => it.max !== undefined)?.max ?? MAX_PAGE;
  for (const argument of ['first', 'last']) {
    const size = args[argument];
    if (size != null && size < 0) throw messages.negative(argument, size);
    if (size != null && size > max) throw messages.tooMany(argument, size, max);
  }
  if (args.first != null && args.last != null) throw messages.firstAndLast();
  const usual = limits.find((it) => it.default !== undefined)?.default ?? DEFAULT_PAGE;
  return args.first ?? args.last ?? Math.min(usual, max);
}

/** Keys that no key before them decides: the others are no part of a cursor either. */
function distinct(keys) {
  const first = (key) => keys.find((it) => it.of === key.of);
  const hidden = keys.find((key) => first(key).isImplied && !key.isImplied);
  if (hidden) throw messages.behindAmount(hidden.index, pathOf(hidden.element));
  return keys.filter((key) => first(key) === key);
}
