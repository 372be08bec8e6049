// Relay connections: order a list, cut a page out of it, name the places in it.
//
// A cursor names the item itself, so it stays good when the list around it changes; it is
// good for the list that it came from, in the order that it came in.

import { compareValues } from "./filters.mjs";
import { messages } from "./messages.mjs";
import { degree } from "./walk.mjs";

const DEFAULT_PAGE = 100;
const MAX_PAGE = 1000;

/**
 * A page of items that stand in their order already.
 *
 * `key` names an item for its cursor; `limits` are the `@limit`s that hold, the nearest first.
 */
export function page(items, args, key, limits) {
  const size = pageSize(args, limits);
  const place = (argument) => {
    if (args[argument] == null) return undefined;
    const index = items.findIndex((item) => cursor(key(item)) === args[argument]);
    if (index < 0) throw messages.badCursor(argument);
    return index;
  };
  const after = place("after");
  const before = place("before");
  let start = after === undefined ? 0 : after + 1;
  let end = Math.max(start, before ?? items.length);
  if (args.last == null) end = Math.min(end, start + size);
  else start = Math.max(start, end - size);
  const edges = items.slice(start, end).map((item) => ({ ...item, cursor: cursor(key(item)) }));
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

function cursor(key) {
  return Buffer.from(`v1:${key}`).toString("base64url");
}

function pageSize({ first, last }, limits) {
  if (first != null && last != null) throw messages.firstAndLast();
  const max = limits.find((it) => it.max !== undefined)?.max ?? MAX_PAGE;
  const [argument, size] = last != null ? ["last", last] : ["first", first];
  if (size == null) return Math.min(limits.find((it) => it.default !== undefined)?.default ?? DEFAULT_PAGE, max);
  if (size < 0) throw messages.negative(argument, size);
  if (size > max) throw messages.tooMany(argument, size, max);
  return size;
}

/** Entities in the order of `orderBy`; ties keep the order that they come in. */
export function sortEntities(world, entities, orderBy) {
  return sortBy(entities, orderBy, (key) => entityKey(world, key));
}

/** Steps over links in the order of `orderBy`, whose items are `{ node }` or `{ edge }`. */
export function sortSteps(world, steps, orderBy) {
  return sortBy(steps, orderBy, (item) => {
    const [side, key] = only(item);
    if (side === "edge") return { value: (step) => linkKey(world, step.link, key), direction: only(key)[1] };
    const { value, direction } = entityKey(world, key);
    return { value: (step) => value(step.other), direction };
  });
}

function sortBy(items, orderBy, keyOf) {
  const keys = (orderBy ?? []).map(keyOf);
  return [...items].sort((a, b) => {
    for (const { value, direction } of keys) {
      const [x, y] = [value(a), value(b)];
      const compared = compareValues(x.type, x.value, y.value, direction, x.enumValues);
      if (compared) return compared;
    }
    return 0;
  });
}

function entityKey(world, key) {
  const [name, direction] = only(key);
  const value = (entity) => {
    if (name === "id") return { type: "ID", value: entity.id };
    if (name === "name") return { type: "String", value: entity.names[0].value };
    if (name === "degree") return { type: "Int", value: degree(world, entity) };
    const property = world.ontology.kinds.get(entity.kind).properties.find((it) => it.name === name);
    return { type: property.type, value: entity.values[name], enumValues: world.ontology.enums.get(property.type) };
  };
  return { value, direction };
}

function linkKey(world, link, key) {
  const [name] = only(key);
  const property = world.ontology.relations.get(link.relation).properties.find((it) => it.name === name);
  if (!property) return { type: "PartialDate", value: link[name] };
  return { type: property.type, value: link.values[name], enumValues: world.ontology.enums.get(property.type) };
}

/** The one entry of an input object that is to have one. */
function only(key) {
  const entries = Object.entries(key).filter(([, value]) => value !== null && value !== undefined);
  if (entries.length !== 1) throw messages.orderKeys();
  return entries[0];
}
