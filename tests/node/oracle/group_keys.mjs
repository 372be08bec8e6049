// Keys of groups: how the values of a key are read from an item of a list, what tells them apart
// and in which order they stand. A second reading of "Groups" in docs/queries.md.

import { only } from './arguments.mjs';
import { lastAttested } from './attested.mjs';
import { compareKeys } from './cursor.mjs';
import { order } from './dates.mjs';
import { comparisonKey } from './fold.mjs';
import { endOf } from './lists.mjs';
import { messages } from './messages.mjs';
import { exact, isExact, microsecondsOf } from './scalars.mjs';
import { isCertain } from './views.mjs';
import { degree, linksBy, referredIn } from './walk.mjs';

/**
 * A value of a key: what it is shown as, what is the `same` for all of its spellings, and by what
 * it is ordered.
 *
 * @typedef {{ shown: any, same: any, sort: { type: string, value: any }, tie?: string, entity?: object }} KeyValue
 * @typedef {{ label: string, values: (step: object) => KeyValue[] }} Key
 */

/** The values of enums, in their order. */
const ENUMS = {
  status: ['ACTUAL', 'AGREED', 'PLANNED', 'DISCUSSED'],
  evidence: ['OFFICIAL', 'CORROBORATED', 'REPORTED', 'INFERRED', 'DISPUTED'],
  direction: ['OUT', 'IN', 'BOTH'],
  certainty: ['CERTAIN', 'POSSIBLE'],
};

/** The keys of `by` and `byEdge` of a list. */
export function groupKeys(world, list, { by, byEdge }) {
  for (const [index, element] of (by ?? []).entries()) pathTo(element, `by[${index}]`);
  for (const [index, element] of (byEdge ?? []).entries()) pathTo(element, `byEdge[${index}]`);
  const ofItems = (by ?? []).map((element) => (list.ofLinks ? linkKey(world, list, element) : nodeKey(world, list.kinds, element, otherOf)));
  const ofLinks = (byEdge ?? []).map((element) => linkKey(world, list, element));
  return [...ofItems, ...ofLinks.map((key) => ({ ...key, label: `edge.${key.label}` }))];
}

/** The one field of an element, and its value. */
export function onlyOf(element, path, error) {
  if (only(element) === undefined) throw error(path, element);
  return only(element);
}

/** The names of an element, down to the part of the value. */
export function pathTo(element, path) {
  if (typeof element === 'string') return [element];
  const [name, inner] = onlyOf(element, path, messages.groupKeys);
  return [name, ...pathTo(inner, `${path}.${name}`)];
}

const otherOf = ({ other }) => [other];

/** A key of entities, to which `from` leads. */
function nodeKey(world, kinds, element, from) {
  const [name, inner] = only(element);
  const each = (read) => (step) => from(step).flatMap(read);
  const below = (of, further) => {
    const key = nodeKey(world, of, inner, each(further));
    return { ...key, label: `${name}.${key.label}` };
  };
  switch (name) {
    case 'id':
      return { label: name, values: each((it) => [idValue(it)]) };
    case 'kind':
      return { label: name, values: each((it) => [textValue(it.kind, it.kind)]) };
    case 'name':
      return { label: name, values: each((it) => [textValue(it.names[0].value)]) };
    case 'degree':
      return { label: name, values: each((it) => [plain('Int', degree(world, it))]) };
    case 'sources':
      return below(['Source'], (it) => it.sources.map(({ source }) => world.entities.get(source)));
  }
  const owners = kinds.map((it) => world.ontology.kinds.get(it));
  const property = owners.flatMap((it) => it.properties).find((it) => it.name === name);
  if (property) {
    const { label, read } = propertyKey(property, inner);
    return { label, values: each((it) => read(it.values[name])) };
  }
  const { kinds: ends } = endOf(world.ontology, owners.flatMap((it) => it.relations).find((it) => it.name === name));
  return below(ends, (it) => linksBy(world, it, name).map(({ other }) => other));
}

/** A key of links. */
function linkKey(world, list, element) {
  const [name, inner] = only(element);
  const { properties = [], references = [] } = world.ontology.relations.get(list.relation) ?? {};
  const below = (kinds, from) => {
    const key = nodeKey(world, kinds, inner, from);
    return { ...key, label: `${name}.${key.label}` };
  };
  const property = properties.find((it) => it.name === name);
  if (property) {
    const { label, read } = propertyKey(property, inner);
    return { label, values: ({ link }) => read(link.values[name]) };
  }
  const reference = references.find((it) => it.name === name);
  const { members } = world.ontology;
  if (reference) return below(members.get(reference.type), ({ link }) => [referredIn(world, link, name) ?? []].flat());
  if (name === 'sources') return below(['Source'], ({ link }) => link.sources.map((it) => world.entities.get(it.source)));
  if (name === 'other') return below(members.get('Entity'), otherOf);
  if (name === 'from' || name === 'to') return below(members.get('Entity'), ({ link }) => [world.entities.get(link[name])]);
  if (name === 'relation') return { label: name, values: ({ link }) => [textValue(link.relation, link.relation)] };
  if (name in ENUMS) {
    const rank = (it) => ({ ...plain('Int', ENUMS[name].indexOf(it)), shown: it });
    const enums = {
      direction: ({ direction }) => direction,
      certainty: ({ link }) => (isCertain(world, link) ? 'CERTAIN' : 'POSSIBLE'),
    };
    const read = enums[name] ?? (({ link }) => link[name]);
    return { label: name, values: (step) => [rank(read(step))] };
  }
  const { label, read } = propertyKey({ name, type: 'PartialDate' }, inner);
  const dateOf = (link) => (name === 'lastAttested' ? lastAttested(world, link) : link[name]);
  return { label, values: ({ link }) => read(dateOf(link)) };
}

/** A property, or a field of a structured one: its name, and how to read its values. */
function propertyKey({ name, type, fields }, inner) {
  if (fields) {
    const [field, below] = only(inner);
    const { label, read } = propertyKey(fields.find((it) => it.name === field), below);
    return { label: `${name}.${label}`, read: (value) => items(value).flatMap((it) => read(it[field])) };
  }
  const label = inner === 'VALUE' ? name : `${name}.${inner}`;
  return { label, read: (value) => items(value).flatMap((it) => partOf(type, inner, it)) };
}

/** The values of a property: none, one, or those of a list. */
export function items(value) {
  return [value ?? []].flat();
}

/** The part of a value that counts: one, or none where a date has no such part. */
function partOf(type, part, value) {
  if (part === 'VALUE') return [wholeValue(type, value)];
  const text = type === 'DateTime' ? inUtc(value) : value.replace(/[?~]$/, '');
  const [, year, month] = /^(-?\d{4})(?:-(\d{2}))?/.exec(text) ?? [];
  if (year === undefined || (part === 'MONTH' && month === undefined)) return [];
  const ordinal = Number(year) * 12 + (part === 'MONTH' ? Number(month) : 0);
  return [{ ...plain('Int', ordinal), shown: part === 'YEAR' ? year : `${year}-${month}` }];
}

/** The year and the month of an instant in UTC. */
function inUtc(text) {
  const date = new Date(Number(microsecondsOf(text) / 1000n));
  // Division rounds towards 1970.
  if (microsecondsOf(text) < 0n && microsecondsOf(text) % 1000n !== 0n) date.setTime(date.getTime() - 1);
  const year = date.getUTCFullYear();
  const digits = String(Math.abs(year)).padStart(4, '0');
  return `${year < 0 ? '-' : ''}${digits}-${String(date.getUTCMonth() + 1).padStart(2, '0')}`;
}

function wholeValue(type, value) {
  if (type === 'String' || type === 'URL') return textValue(value);
  if (isExact(type)) return { ...plain(type, value), same: exact(type, value) };
  if (/^(Int|Float|(Partial)?Date)$/.test(type)) return plain(type, value);
  return { ...plain('id', JSON.stringify(value)), shown: value };
}

function plain(type, value) {
  return { shown: value, same: value, sort: { type, value } };
}

/** A text: those that are alike when they are folded stand beside each other. */
function textValue(text, key = comparisonKey(text)) {
  return { shown: text, same: text, sort: { type: 'id', value: key }, tie: JSON.stringify(text) };
}

/** An entity, ordered by its name. */
function idValue(entity) {
  const { kind, id, names } = entity;
  return { ...textValue(id, comparisonKey(names[0].value)), tie: JSON.stringify([kind, id]), entity };
}

/** What is shown for two spellings of one value: of an instant the one with the smaller offset, else the first. */
export function shownOf(one, other) {
  const isLater = one.sort.type === 'DateTime' && offsetOf(other.shown) < offsetOf(one.shown);
  return isLater ? other : one;
}

/** Minutes that local time is ahead of UTC. */
export function offsetOf(instant) {
  const [, sign, hours, minutes] = /([-+])(\d{2}):(\d{2})$/.exec(instant) ?? [];
  return sign === undefined ? 0 : Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes));
}

/** The order of two values of a key; null comes last, whichever way it goes. */
export function compareValues(a, b, direction) {
  if (a === null || b === null) return order(a === null, b === null);
  const compared = compareKeys(a.sort.type, a.sort.value, b.sort.value, direction);
  // Where dates mean the same days, what is not sure comes later.
  return compared || order(a.tie ?? '', b.tie ?? '');
}
