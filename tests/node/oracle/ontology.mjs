// Type definitions: kinds, properties and relation fields, read from `schema/*.graphql`
// with graphql-js's parser. The definitions are taken to be valid.

import { Kind, parse, print, valueFromASTUntyped } from 'graphql';

/** What Corridor brings itself. */
const BUILT_IN = `
  "A document that facts come from."
  type Source @node {
    "The publisher of the document."
    publisher: String
    "The date of publication."
    published: PartialDate
    "The address at which the document can be read."
    url: URL
    "The language of the document, as a BCP 47 tag."
    lang: String
  }
  "An amount of money in a currency."
  type Money @value {
    amount: Decimal!
    currency: String!
  }
  "A point on the earth, in degrees of WGS 84."
  type Point @value {
    latitude: Float!
    longitude: Float!
  }
`;

/** The types of values beside enums and structured values; a property of links of any other type refers to an entity. */
const SCALARS = [
  ...['String', 'ID', 'Int', 'Float', 'BigInt', 'Decimal', 'Boolean'],
  ...['PartialDate', 'Date', 'DateTime', 'URL', 'JSON'],
];

/** The ontology of the text of all definitions. */
export function readOntology(text) {
  const definitions = parse(text).definitions.concat(parse(BUILT_IN).definitions);
  const byName = new Map(definitions.map((it) => [it.name.value, it]));
  const ofKind = (kind) => definitions.filter((it) => it.kind === kind);
  const objects = ofKind(Kind.OBJECT_TYPE_DEFINITION);
  const ontology = {
    enums: new Map(ofKind(Kind.ENUM_TYPE_DEFINITION).map((it) => [it.name.value, it.values.map((v) => v.name.value)])),
    values: new Map(),
    linkProperties: new Map(),
    references: new Map(),
    kinds: new Map(),
    interfaces: new Map(),
    relations: new Map(),
  };
  for (const it of objects.filter((it) => argumentsOf(it, 'value'))) {
    ontology.values.set(it.name.value, it.fields.map(property));
  }
  for (const it of objects.filter((it) => argumentsOf(it, 'relationshipProperties'))) {
    const isValue = ({ type }) => ontology.enums.has(type) || ontology.values.has(type) || SCALARS.includes(type);
    const fields = it.fields.map((field) => property(field));
    ontology.linkProperties.set(it.name.value, fields.filter(isValue));
    ontology.references.set(
      it.name.value,
      fields.filter((field) => !isValue(field)),
    );
  }
  const abstract = ofKind(Kind.INTERFACE_TYPE_DEFINITION);
  for (const it of abstract) ontology.interfaces.set(it.name.value, type(it));
  for (const it of objects.filter((it) => argumentsOf(it, 'node'))) {
    ontology.kinds.set(it.name.value, type(it));
  }
  giveFields(ontology);
  for (const kind of ontology.kinds.values()) inheritDescriptions(ontology, kind);
  ontology.members = members(ontology, byName);
  addRelations(ontology);
  return ontology;
}

/** Gives the properties that hold structured values the fields of these. */
function giveFields({ kinds, interfaces, linkProperties, values }) {
  const owners = [...kinds.values(), ...interfaces.values()].map((it) => it.properties);
  for (const property of [...owners, ...linkProperties.values(), ...values.values()].flat()) {
    property.fields = values.get(property.type);
  }
}

function type(it) {
  const name = it.name.value;
  const { plural, key, name: template } = argumentsOf(it, 'node') ?? {};
  const isRelation = (field) => argumentsOf(field, 'relationship') !== undefined;
  return {
    name,
    singular: name[0].toLowerCase() + name.slice(1),
    plural: plural ?? `${name[0].toLowerCase()}${name.slice(1)}s`,
    hasRoot: argumentsOf(it, 'node') !== undefined,
    interfaces: it.interfaces.map((parent) => parent.name.value),
    description: it.description?.value ?? null,
    limit: argumentsOf(it, 'limit') ?? {},
    temporal: temporal(it),
    properties: it.fields.filter((field) => !isRelation(field)).map(property),
    relations: it.fields.filter(isRelation).map(relationField),
    keys: keysOf(it, key),
    template,
  };
}

/** What tells entities of a kind apart: lists of names of properties, those that are unique alone first. */
function keysOf(it, together) {
  const alone = it.fields.filter((field) => argumentsOf(field, 'unique')).map((field) => [field.name.value]);
  return together ? [...alone, [together].flat()] : alone;
}

/** The names of the properties that start and end a kind; none where it is always there. */
function temporal(it) {
  const { start = [], end = [] } = argumentsOf(it, 'temporal') ?? {};
  return { start: [start].flat(), end: [end].flat() };
}

/** A field says of itself what its interface says of it, unless it says something else. */
function inheritDescriptions(ontology, kind) {
  for (const field of [...kind.properties, ...kind.relations]) {
    const theirs = kind.interfaces
      .map((name) => ontology.interfaces.get(name))
      .flatMap((it) => [...it.properties, ...it.relations])
      .filter((it) => it.name === field.name);
    field.description ??= theirs.find((it) => it.description !== null)?.description ?? null;
  }
}

function property(field) {
  const alias = argumentsOf(field, 'alias');
  const named = unwrap(field.type);
  return {
    name: field.name.value,
    key: alias?.property ?? field.name.value,
    description: field.description?.value ?? null,
    sdl: print(field.type),
    type: named.name,
    list: named.list,
    default: argumentsOf(field, 'default')?.value,
  };
}

function relationField(field) {
  const { type: relation, direction, properties } = argumentsOf(field, 'relationship');
  const named = unwrap(field.type);
  return {
    name: field.name.value,
    key: argumentsOf(field, 'alias')?.property ?? field.name.value,
    description: field.description?.value ?? null,
    relation,
    direction,
    properties,
    target: named.name,
    many: named.list,
    limit: argumentsOf(field, 'limit') ?? {},
    fades: argumentsOf(field, 'temporal')?.fades,
  };
}

/** The arguments of a directive as plain values; undefined where it is not applied. */
function argumentsOf(node, directive) {
  const applied = node.directives.find((it) => it.name.value === directive);
  if (!applied) return undefined;
  return Object.fromEntries(applied.arguments.map((it) => [it.name.value, valueFromASTUntyped(it.value)]));
}

function unwrap(type) {
  if (type.kind === Kind.NAMED_TYPE) return { name: type.name.value, list: false };
  return { ...unwrap(type.type), list: type.kind === Kind.LIST_TYPE || unwrap(type.type).list };
}

/** The kinds that each type name can stand for. */
function members(ontology, byName) {
  const kinds = [...ontology.kinds.values()];
  const found = new Map(kinds.map((kind) => [kind.name, [kind.name]]));
  for (const name of ontology.interfaces.keys()) {
    found.set(
      name,
      kinds.filter((kind) => kind.interfaces.includes(name)).map((kind) => kind.name),
    );
  }
  for (const it of byName.values()) {
    if (it.kind === Kind.UNION_TYPE_DEFINITION)
      found.set(
        it.name.value,
        it.types.map((t) => t.name.value),
      );
  }
  return found.set(
    'Entity',
    kinds.map((kind) => kind.name),
  );
}

function addRelations(ontology) {
  const fields = [...ontology.kinds.values()].flatMap((kind) => kind.relations);
  const directed = new Set(fields.filter((it) => it.direction !== 'BOTH').map((it) => it.relation));
  for (const kind of ontology.kinds.values()) {
    for (const field of kind.relations) {
      field.eitherWay = field.direction === 'BOTH' && directed.has(field.relation);
      const relation = ontology.relations.get(field.relation) ?? {
        name: field.relation,
        symmetric: !directed.has(field.relation),
        properties: ontology.linkProperties.get(field.properties) ?? [],
        references: ontology.references.get(field.properties) ?? [],
        from: new Set(),
        to: new Set(),
      };
      const targets = ontology.members.get(field.target);
      const [near, far] = field.direction === 'IN' ? [relation.to, relation.from] : [relation.from, relation.to];
      relation.fades ??= field.fades;
      if (!field.eitherWay) {
        near.add(kind.name);
        for (const target of targets) far.add(target);
      }
      ontology.relations.set(field.relation, relation);
    }
  }
}
