// Keys: what entities and links are ordered by, and what `compare` compares.

import { only } from './arguments.mjs';
import { comparisonKey } from './fold.mjs';
import { isOfLinks, linksKeyOf } from './links.mjs';
import { distance } from './points.mjs';
import { degree, linksOf, referredIn } from './walk.mjs';

/** One element of `orderBy`: how to read its keys from a step, and which way each goes. */
export function keysOf(world, element) {
  const [name, inner] = only(element);
  if (name === 'edge') {
    const [field, direction] = only(inner);
    const fields = fieldsOf(world.ontology.relations, field);
    if (fields) return valueKeysOf(fields, direction, `edge.${field}`, ({ link }) => link.values[field]);
    if (field === 'relation') {
      const key = ({ link }) => ({ type: 'id', value: link.relation });
      return [{ of: 'edge.relation', direction, key }];
    }
    if (['from', 'to', 'other'].includes(field)) return endKeysOf(world, field, direction);
    if (typeof direction !== 'string') return referredKeysOf(world, field, direction);
    return [{ of: `edge.${field}`, direction, key: ({ link }) => linkKey(world, link, field) }];
  }
  const keys = nodeKeysOf(world, ...(name === 'node' ? only(inner) : [name, inner]));
  return keys.map(({ key, ...it }) => ({ ...it, key: ({ other }) => key(other) }));
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
  if (!isAmount) return [key];
  const currency = valueKeysOf(fields, { currency: 'ASC' }, of, read).map((it) => ({ ...it, isImplied: true }));
  return [...currency, key];
}

/** The keys of an entity that links of any relation connect: of `other` as it is seen from the one whose links are listed. */
function endKeysOf(world, end, inner) {
  const entity = ({ link, other }) => (end === 'other' ? other : world.entities.get(link[end]));
  const of = ({ of, key, ...it }) => ({ ...it, of: `edge.${end}.${of}`, key: (step) => key(entity(step)) });
  return nodeKeysOf(world, ...only(inner)).map(of);
}

/** The keys of the entity that a property of links refers to. */
function referredKeysOf(world, field, inner) {
  const of = ({ of, key, ...it }) => ({
    ...it,
    of: `edge.${field}.${of}`,
    key: ({ link }) => {
      const entity = referredIn(world, link, field);
      return entity ? key(entity) : { type: 'Int', value: null };
    },
  });
  return nodeKeysOf(world, ...only(inner)).map(of);
}

/** The keys of an entity: its own, values of its links, or those of what a to-one relation leads to. */
function nodeKeysOf(world, field, inner) {
  if (typeof inner === 'string') {
    return [{ of: field, direction: inner, key: (entity) => entityKey(world, entity, field) }];
  }
  const fields = fieldsOf(world.ontology.kinds, field);
  if (fields) return valueKeysOf(fields, inner, field, (entity) => entity.values[field] ?? null);
  if (isOfLinks(inner)) return [linksKeyOf(world, field, inner)];
  const [name, below] = only(inner);
  const linksBy = (entity) => {
    const relation = world.ontology.kinds.get(entity.kind).relations.find((it) => it.name === field);
    return linksOf(world, entity, relation);
  };
  const through = ({ of, key, ...it }) => ({
    ...it,
    of: `${field}.${of}`,
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

/** A field by its path, such as `country.name`, as an order names it: `{ country: { name: 'ASC' } }`. */
function asKey(path) {
  return only(path.split('.').reduceRight((below, step) => ({ [step]: below }), 'ASC'));
}

/** A field of an entity by its path: `born`, `capital.amount`, `country.name`, `posts.count`. */
export function entityField(world, entity, path) {
  return nodeKeysOf(world, ...asKey(path)).at(-1).key(entity);
}

/** A field of a link by its path: `since`, `fee.amount`, one of its ends, `from.born`, or `report.published`. */
export function linkField(world, link, path) {
  const [end, ...rest] = path.split('.');
  if (rest.length === 0) return linkKey(world, link, path);
  const fields = end === 'from' || end === 'to' ? undefined : fieldsOf(world.ontology.relations, end);
  if (fields) return valueKeysOf(fields, asKey(path)[1], end, (it) => it.values[end]).at(-1).key(link);
  const entity = end in link.references ? referredIn(world, link, end) : world.entities.get(link[end]);
  return entity ? entityField(world, entity, rest.join('.')) : { type: 'Int', value: null };
}
