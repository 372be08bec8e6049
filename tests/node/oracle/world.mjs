// The facts of a world: entities and links, read from `seed/*.yaml` with an ordinary YAML
// library. An independent and naive second reading; the files are taken to be right, and to hold
// each fact once: records that Corridor would merge are none of this world's.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { fadedOn } from './attested.mjs';
import { compareDates, order } from './dates.mjs';
import { extentOfEntity, extentOfLink } from './extents.mjs';
import { readOntology } from './ontology.mjs';

const ENTITY_KEYS = ['name', 'names', 'summary', 'externalIds', 'sources'];
const LINK_KEYS = ['to', 'from', 'id', 'at', 'since', 'until', 'attested', 'status', 'evidence', 'disputed', 'note', 'sources'];

/** Reads a world from a folder with `schema/` and `seed/`. */
export function readWorld(folder) {
  const texts = (part, end) =>
    readdirSync(join(folder, part), { recursive: true })
      .filter((file) => file.endsWith(end) && file !== 'corridor.graphql')
      .sort()
      .map((file) => readFileSync(join(folder, part, file), 'utf8'));
  const ontology = readOntology(texts('schema', '.graphql').join('\n'));
  const world = { ontology, entities: new Map(), links: [] };
  for (const text of texts('seed', '.yaml')) {
    for (const [kind, records] of Object.entries(parse(text))) {
      for (const [id, record] of Object.entries(records)) {
        addEntity(world, ontology.kinds.get(kind), id, record);
      }
    }
  }
  nameEntities(world);
  nameLinks(world);
  placeInTime(world);
  return world;
}

function addEntity(world, kind, id, record) {
  const entity = {
    kind: kind.name,
    id,
    names: names(record),
    summary: typeof record.summary === 'string' ? { '': record.summary } : (record.summary ?? {}),
    externalIds: Object.entries(record.externalIds ?? {}).map(([scheme, value]) => ({ scheme, value })),
    sources: citations(record.sources),
    values: {},
    claims: [],
  };
  for (const property of kind.properties) {
    const written = record[property.key];
    if (written?.claims) {
      const claims = written.claims.map((it) => claim(property, it));
      entity.claims.push({ field: property.name, claims });
      entity.values[property.name] = claims.find((it) => it.preferred).value;
    } else {
      entity.values[property.name] = value(property, written);
    }
  }
  // A link under a field that follows its relation either way would not say which way it goes.
  const written = kind.relations.filter((it) => !it.eitherWay);
  for (const field of written) {
    for (const link of [record[field.key] ?? []].flat()) addLink(world, entity, field, link);
  }
  const known = [...ENTITY_KEYS, ...kind.properties.map((it) => it.key), ...written.map((it) => it.key)];
  const stray = Object.keys(record).find((key) => !known.includes(key));
  if (stray) throw new Error(`${id}: ${kind.name} has no key ${stray}`);
  if (world.entities.has(id)) throw new Error(`two entities have the id ${id}`);
  world.entities.set(id, entity);
}

function names(record) {
  const primary = { value: record.name, lang: null, script: null, kind: 'PRIMARY', since: null, until: null };
  const more = (record.names ?? []).map((it) => ({ ...primary, kind: 'ALIAS', ...it }));
  return [primary, ...more];
}

function citations(list = []) {
  return list.map((text) => {
    if (typeof text === 'object') return { locator: null, note: null, ...text };
    const hash = text.indexOf('#');
    const [source, locator] = hash < 0 ? [text, null] : [text.slice(0, hash), text.slice(hash + 1)];
    return { source, locator, note: null };
  });
}

function claim(property, it) {
  return {
    value: value(property, it.value),
    preferred: it.preferred ?? false,
    sources: citations(it.sources),
    note: it.note ?? null,
  };
}

/** A value as the API shows it: dates and ids are texts, an absent list is an empty one. */
function value(property, written = property.default) {
  if (written === undefined || written === null) return property.list ? [] : null;
  if (property.list) return [written].flat().map((item) => scalar(property, item));
  return scalar(property, written);
}

function scalar(property, written) {
  if (property.fields) return structured(property.fields, written);
  switch (property.type) {
    case 'String':
    case 'ID':
    case 'URL':
    case 'PartialDate':
    case 'Date':
      return String(written);
    case 'BigInt':
    case 'Decimal':
    case 'DateTime':
      // What YAML has read as a number may have lost digits, or the zeros at its end.
      if (typeof written !== 'string') throw new Error(`${property.name}: write ${written} in quotes`);
      return property.type === 'DateTime' ? instant(written) : written;
    default:
      return written;
  }
}

/** An instant as the API shows it: its own offset, no more digits of a second than it needs. */
function instant(written) {
  const [, clock, rest = '', offset] = /^(.{19})(\.\d+)?(.*)$/.exec(written);
  return clock + rest.replace(/\.?0+$/, '') + (offset === '+00:00' ? 'Z' : offset);
}

/** A structured value: the fields that have one. */
function structured(fields, written) {
  const values = fields.map((field) => [field.name, value(field, written[field.key])]);
  return Object.fromEntries(values.filter(([, it]) => it !== null));
}

function addLink(world, entity, field, written) {
  const map = typeof written === 'object' ? written : { [field.direction === 'IN' ? 'from' : 'to']: String(written) };
  const other = map.to ?? map.from;
  const out = field.direction === 'BOTH' ? entity.id < other : field.direction === 'OUT';
  const [from, to] = out ? [entity.id, other] : [other, entity.id];
  const { properties, references } = world.ontology.relations.get(field.relation);
  const own = [...properties, ...references];
  const date = (text) => (text === undefined ? null : String(text));
  world.links.push({
    id: map.id ?? null,
    relation: field.relation,
    from,
    to,
    at: date(map.at),
    since: date(map.since),
    until: date(map.until),
    attested: (map.attested ?? []).map(String).sort(compareDates),
    status: map.status ?? 'ACTUAL',
    evidence: map.evidence ?? 'REPORTED',
    disputed: [map.disputed ?? []].flat().map((key) => own.find((it) => it.key === key)?.name ?? key).sort(),
    note: map.note ?? null,
    sources: citations(map.sources),
    values: Object.fromEntries(properties.map((it) => [it.name, value(it, map[it.key])])),
    references: Object.fromEntries(references.map((it) => [it.name, map[it.key] ?? null])),
  });
  const known = [...LINK_KEYS, ...own.map((it) => it.key)];
  const stray = Object.keys(map).find((key) => !known.includes(key));
  if (stray) throw new Error(`${entity.id}: ${field.relation} has no key ${stray}`);
}

/** Gives those that have no name of their own the one that their kind makes of parts. */
function nameEntities(world) {
  for (const entity of world.entities.values()) entity.names[0].value ??= madeName(world, entity);
}

/** `{airline} {number}`: values of properties, and names of what relations lead to. */
function madeName(world, entity) {
  const { template, properties, relations } = world.ontology.kinds.get(entity.kind);
  return template.replace(/\{(\w+)\}/g, (_, name) => {
    if (properties.some((it) => it.name === name)) return String(entity.values[name]);
    const { relation, direction } = relations.find((it) => it.name === name);
    const [near, far] = direction === 'IN' ? ['to', 'from'] : ['from', 'to'];
    const link = world.links.find((it) => it.relation === relation && it[near] === entity.id);
    const other = world.entities.get(link[far]);
    return other.names[0].value ?? madeName(world, other);
  });
}

/** Orders parallel links by time and gives those without an id their default one. */
function nameLinks(world) {
  for (const link of world.links) {
    const referred = Object.values(link.references).filter((id) => id !== null);
    for (const end of [link.from, link.to, ...referred]) {
      if (!world.entities.has(end)) throw new Error(`no entity has the id ${end}`);
    }
  }
  world.links.sort(
    (a, b) =>
      order(a.relation, b.relation) ||
      order(a.from, b.from) ||
      order(a.to, b.to) ||
      compareTimes(a, b) ||
      order(a.id ?? '', b.id ?? ''),
  );
  const given = new Set([...world.entities.keys(), ...world.links.flatMap((it) => it.id ?? [])]);
  const part = (id) => id.replaceAll('~', '%7E');
  const seen = new Map();
  for (const link of world.links) {
    const base = `${part(link.from)}~${link.relation}~${part(link.to)}`;
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    link.ordinal = count;
    const plain = count === 1 ? base : `${base}~${count}`;
    link.id ??= given.has(plain) ? `${base}~%${count}` : plain;
  }
}

/** Notes of every fact when it holds. */
function placeInTime(world) {
  for (const entity of world.entities.values()) {
    entity.extent = extentOfEntity(world.ontology.kinds.get(entity.kind), entity.values);
  }
  for (const link of world.links) {
    link.extent = extentOfLink(
      link,
      [link.from, link.to].map((id) => world.entities.get(id).extent),
      fadedOn(world, link),
    );
  }
}

/** The order of parallel links: by `at`, `since`, `until` and `attested`, what is absent first. */
export function compareTimes(a, b) {
  const days = (link) => [link.at, link.since, link.until, ...link.attested];
  const [ours, theirs] = [days(a), days(b)];
  const compared = ours.map((day, at) => compareOptional(day, theirs[at] ?? null));
  return compared.find((it) => it !== 0) ?? order(ours.length, theirs.length);
}

function compareOptional(a, b) {
  return a === null || b === null ? order(a !== null, b !== null) : compareDates(a, b);
}
