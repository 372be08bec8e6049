// Random documents that are valid against the API: fragments on interfaces and unions,
// aliases, fields that merge, `@skip` and `@include`, introspection beside data, variables.
// What comes out may still break a rule of merging; the caller validates and draws again.

import {
  doTypesOverlap,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  parse,
  validate,
} from 'graphql';
import { LEFT_OUT } from './left_out.mjs';
import { chance } from './random.mjs';
import { isModest } from './size.mjs';
import { themeOf } from './themes.mjs';
import { valueMaker } from './values.mjs';
import { variableSet } from './variables.mjs';
import { isView } from './views.mjs';

const MOST_OBJECTS = 3_000;

/** A valid request: `{ query, variables, operationName }`. */
export function generate(oracle, seed) {
  for (let attempt = 0; ; attempt += 1) {
    const request = draw(oracle, seed, chance(seed * 1_000 + attempt));
    const document = parse(request.query);
    if (isModest(document) && validate(oracle.schema, document).length === 0) return request;
  }
}

function draw(oracle, seed, random) {
  const { schema, world, run } = oracle;
  const variables = variableSet(random);
  // Some documents ask many lists with many arguments, and little of each item: these have a theme.
  const theme = random.hits(0.7) ? themeOf(oracle, seed, random) : undefined;
  const values = valueMaker(world, random, variables.declare, theme);
  const state = {
    schema,
    world,
    run,
    random,
    variables,
    values,
    fragments: [],
    keys: new Map(),
    composites: composites(schema),
    theme,
    keen: theme !== undefined,
  };
  const body = selection(state, schema.getQueryType(), { depth: 0, objects: 1 });
  const fragments = state.fragments.map((it) => it.text).join('\n');
  const declarations = variables.usedIn(`${body} ${fragments}`);
  const header = declarations.length > 0 ? `(${declarations.join(', ')})` : '';
  const name = random.hits(0.3) || header ? ' Q' : '';
  const other = random.hits(0.1) && name ? 'query Other { __typename }\n' : '';
  const query = `${other}query${name}${header} ${body}\n${fragments}`;
  return { query, variables: variables.values, operationName: other || (name && random.hits(0.3)) ? 'Q' : undefined };
}

function composites(schema) {
  return Object.values(schema.getTypeMap()).filter((it) => isCompositeType(it) && !it.name.startsWith('__'));
}

/** `{ ... }` with at least one selection. `objects` bounds what pages may multiply up to. */
function selection(state, type, place) {
  const { random } = state;
  const parts = [];
  const spreads = isUnionType(type) ? 0.75 : state.keen ? 0.05 : 0.22;
  for (let count = partsOf(state, place); count > 0; count -= 1) {
    const part = random.hits(spreads) ? spread(state, type, place) : field(state, type, place);
    if (part) parts.push(part);
  }
  // A selection made once more merges with itself, below another set of fields.
  if (random.hits(0.12) && parts.length > 0) parts.push(random.pick(parts));
  if (parts.length === 0) parts.push('__typename');
  return `{ ${parts.join(' ')} }`;
}

/** The number of parts of a selection. */
function partsOf({ keen, random }, { depth }) {
  if (keen) return depth === 0 ? 3 + random.below(7) : 1 + random.below(2);
  return 1 + random.below(depth === 0 ? 4 : Math.max(1, 5 - Math.floor(depth / 2)));
}

function field(state, type, place) {
  const { random } = state;
  if (isUnionType(type) || random.hits(0.06)) return alias(state, '__typename', '') + directives(state);
  const asks = place.depth === 0 && random.hits(0.07);
  const found = asks ? introspection(state.schema) : candidates(state, type, place);
  const definition = (asks ? undefined : state.theme?.lead(type, found)) ?? random.pick(found);
  if (!definition) return undefined;
  const named = getNamedType(definition.type);
  const below = { depth: place.depth + 1, objects: place.objects };
  const args = argumentsOf(state, type, definition, below);
  if (args === undefined) return undefined;
  const head = alias(state, definition.name, args) + directives(state);
  if (!isCompositeType(named)) return head;
  const body = selection(state, named, below);
  return `${head} ${state.keen ? withIds(state, named, body) : body}`;
}

/** The selection of a list with the ids of its items: a number tells less of what was found. */
function withIds({ schema, random }, type, text) {
  const nodes = type.name.endsWith('Connection') && getNamedType(type.getFields().nodes.type);
  if (!nodes || !doTypesOverlap(schema, nodes, schema.getType('Node')) || random.hits(0.3)) return text;
  return text.replace(/ }$/, ' nodes { ... on Node { id } } }');
}

function candidates(state, type, place) {
  const fields = Object.values(type.getFields()).filter((it) => !LEFT_OUT.has(it.name));
  const leaves = fields.filter((it) => !isCompositeType(getNamedType(it.type)));
  return place.depth >= 9 || (place.depth > 1 && state.random.hits(0.35) && !(state.keen && place.depth < 5)) ? leaves : fields;
}

/** `__schema` and `__type`, which the root has beside its own fields. */
function introspection(schema) {
  return [
    { name: '__schema', type: schema.getType('__Schema'), args: [] },
    { name: '__type', type: schema.getType('__Type'), args: [], isTypeLookup: true },
  ];
}

/** `(a: 1, b: $v)`; undefined where the pages would multiply to too much. */
function argumentsOf(state, type, definition, below) {
  const { random, values } = state;
  if (definition.isTypeLookup) return `(name: ${JSON.stringify(random.pick(state.composites).name)})`;
  if (type.name === 'Query' && values.isLookup(definition)) return values.lookup(definition);
  const isPage = definition.args.some((it) => it.name === 'first');
  const target = getNamedType(definition.type).name;
  const texts = [];
  const views = values.viewArguments();
  values.begin(target);
  for (const it of definition.args) {
    if (isView(it.name) && !views.includes(it.name) && !state.theme?.wants(type, definition, it)) continue;
    if (it.name === 'last' && random.hits(state.theme?.wants(type, definition, it) ? 0.1 : 0.7)) continue;
    if (it.name === 'last' && texts.some((text) => text.startsWith('first:')) && random.hits(0.8)) continue;
    const isOrdered = texts.some((text) => text.startsWith('orderBy:'));
    if (/^(after|before)$/.test(it.name) && (random.hits(0.7) || (isOrdered && !values.mistake(0.1)))) {
      const cursor = random.hits(0.2) && cursorOf(state, type, definition, texts);
      if (cursor) texts.push(`${it.name}: ${JSON.stringify(cursor)}`);
      continue;
    }
    const text = values.argument(it, state.theme?.wants(type, definition, it), state.keen);
    if (text !== undefined) texts.push(`${it.name}: ${text}`);
  }
  if (isPage) below.objects *= texts.some((text) => /^(first|last): \d/.test(text)) ? 4 : 30;
  if (below.objects > MOST_OBJECTS) return undefined;
  return texts.length > 0 ? `(${texts.join(', ')})` : '';
}

/** A cursor that the list itself gives, in its filter and order. */
function cursorOf({ random, run, world }, type, definition, texts) {
  // The last digits of a distance are not the server's.
  if (texts.some((it) => it.includes('distanceFrom'))) return undefined;
  const args = texts
    .filter((it) => /^(where|orderBy|kinds|relations|direction|asOf|during|certain|status|ids|from|to):/.test(it))
    .join(', ');
  const list = `list: ${definition.name}${args && `(${args})`} { edges { cursor } }`;
  const id = random.pick([...world.entities.keys()]);
  const query = type.name === 'Query' ? `{ ${list} }` : `{ entity(id: "${id}") { ... on ${type.name} { ${list} } } }`;
  const { data } = run({ query });
  const edges = (data?.entity ?? data)?.list?.edges ?? [];
  return random.pick(edges)?.cursor;
}

/** A response key for a field: its name, unless that key means another field already. */
function alias(state, name, args) {
  const { random, keys } = state;
  const meaning = `${name}${args}`;
  const fits = (key) => !keys.has(key) || keys.get(key) === meaning;
  const wanted = random.hits(0.15) ? random.pick(['a', 'b', 'x', `${name}2`]) : name;
  let key = wanted;
  for (let at = 1; !fits(key); at += 1) key = `${wanted}_${at}`;
  keys.set(key, meaning);
  return key === name ? `${name}${args}` : `${key}: ${name}${args}`;
}

function directives(state) {
  const { random, variables } = state;
  if (!random.hits(0.12)) return '';
  const one = (name) => ` @${name}(if: ${random.hits(0.4) ? random.pick(['true', 'false']) : variables.condition()})`;
  const [first, second] = random.pick([
    ['skip', 'include'],
    ['include', 'skip'],
  ]);
  return one(first) + (random.hits(0.15) ? one(second) : '');
}

/** An inline fragment or a spread, on a type that the outer one can be. */
function spread(state, type, place) {
  const { random, schema } = state;
  if (type.name.startsWith('__')) return `... ${selection(state, type, { ...place, depth: place.depth + 1 })}`;
  const abstract = state.composites.filter((it) => isAbstractType(it) || isObjectType(it));
  const near = abstract.filter((it) => it !== type && doTypesOverlap(schema, type, it));
  const condition = near.length > 0 && random.hits(0.85) ? random.pick(near) : type;
  const known = state.fragments.filter((it) => it.objects >= place.objects && doTypesOverlap(schema, type, it.type));
  if (known.length > 0 && random.hits(0.35)) return `...${random.pick(known).name}${directives(state)}`;
  const inside = { depth: place.depth + 1, objects: place.objects };
  if (random.hits(0.25)) {
    // Written before it has a number, so that it can only spread those that are complete.
    const text = selection(state, condition, inside);
    const name = `F${state.fragments.length}`;
    state.fragments.push({
      name,
      type: condition,
      objects: place.objects,
      text: `fragment ${name} on ${condition.name} ${text}`,
    });
    return `...${name}${directives(state)}`;
  }
  const on = condition === type && random.hits(0.5) && !isInterfaceType(type) ? '' : ` on ${condition.name}`;
  return `...${on}${directives(state)} ${selection(state, condition, inside)}`;
}
