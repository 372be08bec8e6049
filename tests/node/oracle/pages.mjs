// Relay connections: order a list and cut a page out of it.

import { only } from './arguments.mjs';
import { compareKeys, compareToCursor, decode, encode } from './cursor.mjs';
import { comparisonKey } from './fold.mjs';
import { messages } from './messages.mjs';
import { distance } from './points.mjs';
import { degree, linksOf, referredIn } from './walk.mjs';

const DEFAULT_PAGE = 100;
const MAX_PAGE = 1000;

/**
 * A page of items that stand in the order of the graph. An item is a step: a link and the
 * entity at its other end, either of which may be absent.
 *
 * `toEdge` makes the edge of an item; `limits` are the `@limit`s that hold, the nearest first.
 */
export function page(world, steps, args, limits, toEdge) {
  const orderKeys = orderOf(world, args);
  const directions = orderKeys.map((it) => it.direction);
  const place = windowOf(args, limits, orderKeys.length);
  const items = steps
    .map((step) => itemOf(step, orderKeys))
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
export function checkPage(world, args, limits) {
  windowOf(args, limits, orderOf(world, args).length);
}

function orderOf(world, args) {
  return distinct((args.orderBy ?? []).flatMap((it) => keysOf(world, it)));
}

/** What the arguments of a page ask for, in a list whose cursors have so many keys. */
export function windowOf(args, limits, count) {
  const size = pageSize(args, limits);
  const [after, before] = ['after', 'before'].map((argument) =>
    args[argument] == null ? undefined : decode(args[argument], count, argument),
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
  const { link, other, side, listsLinks } = step;
  return {
    step,
    keys: orderKeys.map(({ key }) => key(step)),
    relation: listsLinks ? link.relation : null,
    incoming: Boolean(listsLinks && side === 'IN'),
    kind: other.kind,
    id: other.id,
    ordinal: link?.ordinal ?? 1,
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
  return keys.filter((key, at) => keys.findIndex((it) => it.of === key.of) === at);
}

/** One element of `orderBy`: how to read its keys from a step, and which way each goes. */
function keysOf(world, element) {
  const [name, inner] = only(element);
  if (name === 'edge') {
    const [field, direction] = only(inner);
    const fields = fieldsOf(world.ontology.relations, field);
    if (fields) return valueKeysOf(fields, direction, `edge.${field}`, ({ link }) => link.values[field]);
    if (typeof direction !== 'string') return referredKeysOf(world, field, direction);
    return [{ of: `edge.${field}`, direction, key: ({ link }) => linkKey(world, link, field) }];
  }
  const keys = nodeKeysOf(world, ...(name === 'node' ? only(inner) : [name, inner]));
  return keys.map(({ of, direction, key }) => ({ of, direction, key: ({ other }) => key(other) }));
}

/** The fields of a structured property of that name, among those of all owners. */
function fieldsOf(owners, name) {
  return [...owners.values()].flatMap((it) => it.properties).find((it) => it.name === name)?.fields;
}

/** The keys of a structured value: an amount stands behind its currency, which goes from A to Z. */
function valueKeysOf(fields, inner, of, read) {
  const [name, direction] = only(inner);
  if (name === 'distanceFrom') {
    const key = (item) => ({ type: 'Float', value: read(item) ? distance(direction, read(item)) : null });
    return [{ of: `${of}.${JSON.stringify(direction)}`, direction: direction.direction ?? 'ASC', key }];
  }
  const field = fields.find((it) => it.name === name);
  const below = (item) => read(item)?.[name] ?? null;
  if (field.fields) return valueKeysOf(field.fields, direction, `${of}.${name}`, below);
  const key = { of: `${of}.${name}`, direction, key: (item) => comparable(field.type, below(item)) };
  const isAmount = name === 'amount' && fields.some((it) => it.name === 'currency');
  return isAmount ? [...valueKeysOf(fields, { currency: 'ASC' }, of, read), key] : [key];
}

/** The keys of the entity that a property of links refers to. */
function referredKeysOf(world, field, inner) {
  const of = ({ of, direction, key }) => ({
    of: `edge.${field}.${of}`,
    direction,
    key: ({ link }) => {
      const entity = referredIn(world, link, field);
      return entity ? key(entity) : { type: 'Int', value: null };
    },
  });
  return nodeKeysOf(world, ...only(inner)).map(of);
}

/** The keys of an entity: its own, the number of its links, or those of what a to-one relation leads to. */
function nodeKeysOf(world, field, inner) {
  if (typeof inner === 'string') {
    return [{ of: field, direction: inner, key: (entity) => entityKey(world, entity, field) }];
  }
  const fields = fieldsOf(world.ontology.kinds, field);
  if (fields) return valueKeysOf(fields, inner, field, (entity) => entity.values[field] ?? null);
  const [name, below] = only(inner);
  const linksBy = (entity) => {
    const relation = world.ontology.kinds.get(entity.kind).relations.find((it) => it.name === field);
    return linksOf(world, entity, relation);
  };
  if (name === 'count') {
    const key = (entity) => ({ type: 'Int', value: linksBy(entity).length });
    return [{ of: `${field}.count`, direction: below, key }];
  }
  const through = ({ of, direction, key }) => ({
    of: `${field}.${of}`,
    direction,
    key: (entity) => {
      const [step] = linksBy(entity);
      return step ? key(step.other) : { type: 'Int', value: null };
    },
  });
  return nodeKeysOf(world, name, below).map(through);
}

function entityKey(world, entity, field) {
  if (field === 'id') return { type: 'id', value: entity.id };
  if (field === 'name') return { type: 'id', value: comparisonKey(entity.names[0].value) };
  if (field === 'degree') return { type: 'Int', value: degree(world, entity) };
  const property = world.ontology.kinds.get(entity.kind).properties.find((it) => it.name === field);
  return comparable(property.type, entity.values[field]);
}

function linkKey(world, link, field) {
  const property = world.ontology.relations.get(link.relation).properties.find((it) => it.name === field);
  return property ? comparable(property.type, link.values[field]) : comparable('PartialDate', link[field]);
}

/** Texts are ordered folded; ids, enums and truth values by the JSON that stands for them. */
function comparable(type, value) {
  if (value === null || ['Int', 'Float', 'Decimal', 'PartialDate', 'Date'].includes(type)) return { type, value };
  return { type, value: type === 'String' || type === 'URL' ? comparisonKey(value) : JSON.stringify(value) };
}
