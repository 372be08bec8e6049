// Keys: what entities and links are ordered by, and what `compare` compares.

import { only } from './arguments.mjs';
import { lastAttested } from './attested.mjs';
import { comparisonKey } from './fold.mjs';
import { linksKeyOf } from './links.mjs';
import { endOf } from './lists.mjs';
import { distance } from './points.mjs';
import { supportCount } from './records.mjs';
import { exact } from './scalars.mjs';
import { degree, linksBy, referredIn } from './walk.mjs';

/**
 * One element of `orderBy` of a list of entities of some `kinds`, perhaps by links of a `relation`:
 * how to read its keys from a step, and which way each goes.
 */
export function keysOf(world, list, element) {
  const [name, inner] = only(element);
  if (name === 'edge') return edgeKeysOf(world, list, ...only(inner));
  const keys = nodeKeysOf(world, list.kinds, ...(name === 'node' ? only(inner) : [name, inner]));
  return keys.map(({ key, ...it }) => ({ ...it, key: ({ other }) => key(other) }));
}

/** The keys of a link: its own, and those of entities that it connects or refers to. */
function edgeKeysOf(world, { relation }, field, inner) {
  const { relations, members } = world.ontology;
  const { properties = [], references = [] } = relations.get(relation) ?? {};
  const fields = properties.find((it) => it.name === field)?.fields;
  if (fields) return valueKeysOf(fields, inner, `edge.${field}`, ({ link }) => link.values[field]);
  const reference = references.find((it) => it.name === field);
  if (reference) return referredKeysOf(world, members.get(reference.type), field, inner);
  if (typeof inner !== 'string') return endKeysOf(world, field, inner);
  const key = ({ link }) => (field === 'relation' ? { type: 'id', value: link.relation } : linkKey(world, link, field));
  return [{ of: `edge.${field}`, direction: inner, key }];
}

/** The first of several kinds that has a property or a relation of that name, with both. */
function ownerOf({ ontology }, kinds, name) {
  const named = (list) => list.find((it) => it.name === name);
  const owners = kinds.map((it) => ontology.kinds.get(it));
  const { properties, relations } = owners.find((it) => named(it.properties) ?? named(it.relations));
  return { property: named(properties), relation: named(relations) };
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
  return nodeKeysOf(world, world.ontology.members.get('Entity'), ...only(inner)).map(of);
}

/** The keys of the entity that a property of links refers to. */
function referredKeysOf(world, kinds, field, inner) {
  const of = ({ of, key, ...it }) => ({
    ...it,
    of: `edge.${field}.${of}`,
    key: ({ link }) => {
      const entity = referredIn(world, link, field);
      return entity ? key(entity) : { type: 'Int', value: null };
    },
  });
  return nodeKeysOf(world, kinds, ...only(inner)).map(of);
}

/** The keys of an entity: its own, values of its links, or those of what a to-one relation leads to. */
function nodeKeysOf(world, kinds, field, inner) {
  if (typeof inner === 'string') {
    return [{ of: field, direction: inner, key: (entity) => entityKey(world, entity, field) }];
  }
  const { property, relation } = ownerOf(world, kinds, field);
  if (property) return valueKeysOf(property.fields, inner, field, (entity) => entity.values[field] ?? null);
  const end = endOf(world.ontology, relation);
  if (relation.many) return [linksKeyOf(world, end, field, inner)];
  const [name, below] = only(inner);
  const through = ({ of, key, ...it }) => ({
    ...it,
    of: `${field}.${of}`,
    key: (entity) => {
      const [step] = linksBy(world, entity, field);
      return step ? key(step.other) : { type: 'Int', value: null };
    },
  });
  return nodeKeysOf(world, end.kinds, name, below).map(through);
}

function entityKey(world, entity, field) {
  if (field === 'id') return { type: 'id', value: entity.id };
  if (field === 'name') return { type: 'id', value: comparisonKey(entity.names[0].value) };
  if (field === 'degree') return { type: 'Int', value: degree(world, entity) };
  if (field === 'supports' && entity.kind === 'Source') return { type: 'Int', value: supportCount(world, entity) };
  const property = world.ontology.kinds.get(entity.kind).properties.find((it) => it.name === field);
  return comparable(property.type, entity.values[field]);
}

function linkKey(world, link, field) {
  if (field === 'lastAttested') return comparable('PartialDate', lastAttested(world, link));
  const property = world.ontology.relations.get(link.relation).properties.find((it) => it.name === field);
  return property ? comparable(property.type, link.values[field]) : comparable('PartialDate', link[field]);
}

/** Texts are ordered folded, instants by their microseconds; ids, enums and truth values by the JSON that stands for them. */
function comparable(type, value) {
  if (value === null || ['Int', 'Float', 'BigInt', 'Decimal', 'PartialDate', 'Date'].includes(type)) return { type, value };
  if (type === 'DateTime') return { type: 'BigInt', value: String(exact(type, value)) };
  return { type, value: type === 'String' || type === 'URL' ? comparisonKey(value) : JSON.stringify(value) };
}

/** A field by its path, such as `country.name`, as an order names it: `{ country: { name: 'ASC' } }`. */
function asKey(path) {
  return only(path.split('.').reduceRight((below, step) => ({ [step]: below }), 'ASC'));
}

/** A field of an entity by its path: `born`, `capital.amount`, `country.name`, `posts.count`. */
export function entityField(world, entity, path) {
  return nodeKeysOf(world, [entity.kind], ...asKey(path)).at(-1).key(entity);
}

/** A field of a link by its path: `since`, `fee.amount`, one of its ends, `from.born`, or `report.published`. */
export function linkField(world, link, path) {
  const [end, ...rest] = path.split('.');
  if (rest.length === 0) return linkKey(world, link, path);
  const { properties } = world.ontology.relations.get(link.relation);
  const fields = properties.find((it) => it.name === end)?.fields;
  if (fields) return valueKeysOf(fields, asKey(path)[1], end, (it) => it.values[end]).at(-1).key(link);
  const entity = end in link.references ? referredIn(world, link, end) : world.entities.get(link[end]);
  return entity ? entityField(world, entity, rest.join('.')) : { type: 'Int', value: null };
}
