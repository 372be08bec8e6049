// What every field of the API answers, as functions over the world. All of them are
// synchronous and throw what goes wrong, so that null propagation, paths, locations and the
// order of errors are graphql-js's own.

import { totalsOf } from './aggregates.mjs';
import { checkArguments, checkConditions } from './arguments.mjs';
import { lastAttested } from './attested.mjs';
import { matchesAnyLink, matchesEntity, matchesStep } from './filters.mjs';
import { listOf } from './lists.mjs';
import { sought } from './lookups.mjs';
import { messages } from './messages.mjs';
import { nearest } from './nearest.mjs';
import { checkPage, page } from './pages.mjs';
import { changes, conflicts, supports, timeline } from './records.mjs';
import { allOfHistory, inView, isCertain, under } from './views.mjs';
import { allLinksOf, degree, linksOf, referredIn } from './walk.mjs';
import { order } from './dates.mjs';

/** The root value: fields that graphql-js calls with `(args, context)`. */
export function rootValue(facts) {
  const world = allOfHistory(facts);
  const { ontology } = world;
  const root = {
    node: (args) => nodeById(under(world, args), args.id),
    nodes: (args) => nodesById(under(world, args), args.ids),
    entity: (args) => lookup(world, args),
    entities: (args, _, info) => connection(world, args, info),
    conflicts: (args) => conflicts(world, args, conflictObject),
    changes: (args) => changes(world, args, (world, moment, thing) => ({ ...moment, ...thingParts(world, thing) })),
    timeline: (args) => timeline(world, args, (world, moment, thing) => ({ ...moment, ...thingParts(world, thing) })),
    ontology: () => describe(world),
  };
  for (const kind of ontology.kinds.values()) {
    root[kind.singular] = (args) => lookup(world, args, kind);
    root[kind.plural] = (args, _, info) => connection(world, args, info);
  }
  for (const it of ontology.interfaces.values()) {
    if (it.hasRoot) root[it.plural] = (args, _, info) => connection(world, args, info);
  }
  return root;
}

function lookup(world, args, kind) {
  const find = sought(world, args, kind);
  const below = under(world, args);
  const entity = find();
  return entity ? entityObject(below, entity) : null;
}

/** By its id an entity or a link is found whenever it was: time decides what is below it. */
function entityById(world, id, kind) {
  const entity = world.entities.get(id);
  return entity && (!kind || entity.kind === kind) ? entityObject(world, entity) : null;
}

function nodeById(world, id) {
  const link = world.whole.links.find((it) => it.id === id);
  return entityById(world, id) ?? (link ? linkObject(world, link) : null);
}

function nodesById(world, ids) {
  return ids.map((id) => nodeById(world, id));
}

/** The list of a field and the world that it is of, once its arguments are found to be right. */
function listed(above, args, info) {
  const list = listOf(above, info.parentType.name, info.fieldName);
  checkArguments(args, info);
  checkPage(above, args, list);
  return { list, world: under(above, args) };
}

/** The connection of a list: a page of it, and what is summed up over all pages. */
function connected(world, steps, args, list, toEdge) {
  return { ...page(world, steps, args, list, toEdge), ...totalsOf(world, list, steps, groupPages(world, list, args)) };
}

/** What a group of a list shows: the entity of a key, its entities, and its links if it is one of links; in the order of the list. */
function groupPages(world, list, { orderBy }) {
  const inner = listOf(world, 'AggregateGroup');
  const inOrder = (steps, args, of, toEdge) => ({
    ...page(world, steps, { ...args, orderBy }, { ...list, limits: [] }, toEdge),
    ...totalsOf(world, of, steps, groupPages(world, of, {})),
  });
  return {
    entity: (entity) => (entity ? entityObject(world, entity) : null),
    members: (steps, args) =>
      inOrder(firstSteps(world, steps, list, orderBy), args, { ...inner, ofLinks: false }, ({ other }) => ({
        node: entityObject(world, other),
      })),
    links: (steps, args) => inOrder(inOrderOfLinks(steps), args, inner, (step) => linkEdge(world, step)),
  };
}

/** The first step to each entity in an order, by kind, then id of the entity. */
function firstSteps(world, steps, list, orderBy) {
  const all = { ...list, limits: [{ default: Infinity, max: Infinity }] };
  const { nodes } = page(world, steps, { orderBy }, all, (step) => ({ node: step }));
  return nodes
    .filter((step, at) => nodes.findIndex((it) => it.other === step.other) === at)
    .map((step) => ({ ...step, listsLinks: false, eitherWay: false, isMember: true }))
    .sort((a, b) => order(a.other.kind, b.other.kind) || order(a.other.id, b.other.id));
}

/** Steps in the order of `links`: by relation, outgoing before incoming; none if they have no links. */
function inOrderOfLinks(steps) {
  return steps
    .filter(({ link }) => link)
    // In a list of one direction there is nothing to tell apart.
    .map((step) => ({ ...step, listsLinks: true, side: step.listsLinks || step.eitherWay ? step.side : 'OUT' }))
    .sort((a, b) => order(a.link.relation, b.link.relation) || order(a.side === 'IN', b.side === 'IN'));
}

function connection(above, args, info) {
  const { list, world } = listed(above, args, info);
  const kinds = list.kinds.filter((kind) => !args.kinds || args.kinds.includes(kind));
  const steps = [...world.entities.values()]
    .filter((it) => kinds.includes(it.kind) && inView(world, it) && matchesEntity(world, it, args.where))
    .sort((a, b) => order(a.kind, b.kind) || order(a.id, b.id))
    .map((other) => ({ other }));
  return connected(world, steps, args, list, ({ other }) => ({ node: entityObject(world, other) }));
}

/** An entity as graphql-js's default resolver reads it. */
function entityObject(world, entity) {
  const kind = world.ontology.kinds.get(entity.kind);
  const object = {
    __typename: entity.kind,
    id: entity.id,
    kind: entity.kind,
    name: ({ lang }) => nameIn(entity, lang),
    names: entity.names,
    summary: ({ lang }) => summaryIn(entity, lang),
    externalIds: entity.externalIds,
    sources: () => citationObjects(world, entity.sources),
    claims: (args) => (checkConditions(args), claimsOn(world, entity, args.field)),
    links: (args, _, info) => linkConnection(world, entity, args, info),
    degree: (args) => (checkConditions(args), degree(under(world, args), entity, asked(args))),
    ...entity.values,
  };
  if (entity.kind === 'Source') object.supports = (args) => supports(world, entity, args, supportEdge);
  for (const field of kind.relations) {
    object[field.name] = field.many
      ? (args, _, info) => relationConnection(world, entity, field, args, info)
      : (args) => toOne(under(world, args), entity, field);
  }
  return object;
}

function toOne(world, entity, field) {
  const [step] = linksOf(world, entity, field);
  return step ? entityObject(world, step.other) : null;
}

function relationConnection(above, entity, field, args, info) {
  const { list, world } = listed(above, args, info);
  const { eitherWay, direction } = field;
  const steps = linksOf(world, entity, field)
    .filter((step) => matchesStep(world, step, args.where))
    .map((step) => ({ ...step, eitherWay }));
  return connected(world, steps, args, list, ({ link, other, side }) => ({
    ...linkParts(world, link),
    direction: eitherWay ? side : direction,
    node: entityObject(world, other),
  }));
}

function linkConnection(above, entity, args, info) {
  const { list, world } = listed(above, args, info);
  const steps = allLinksOf(world, entity, asked(args))
    .filter((step) => matchesAnyLink(world, step, args.where))
    .map((step) => ({ ...step, listsLinks: true }));
  return connected(world, steps, args, list, (step) => linkEdge(world, step));
}

/** The edge of a link that leads to another entity; one from an entity to itself leads from it. */
function linkEdge(world, { link, other }) {
  const { symmetric } = world.ontology.relations.get(link.relation);
  const side = link.to === other.id ? 'OUT' : 'IN';
  return { direction: symmetric ? 'BOTH' : side, node: linkObject(world, link) };
}

/** Arguments of `links` and `degree`, where null asks nothing. */
function asked({ relations, kinds, direction }) {
  return { relations: relations ?? undefined, kinds: kinds ?? undefined, direction: direction ?? 'BOTH' };
}

/** What an edge and a `Link` have in common. */
function linkParts(world, link) {
  const { id, at, since, until, attested, status, evidence, disputed, note } = link;
  return {
    ...link.values,
    ...Object.fromEntries(
      Object.entries(link.references).map(([name]) => [name, (args) => referred(under(world, args), link, name)]),
    ),
    id,
    at,
    since,
    until,
    attested,
    lastAttested: lastAttested(world, link),
    certainty: isCertain(world, link) ? 'CERTAIN' : 'POSSIBLE',
    status,
    evidence,
    disputed,
    note,
    sources: () => citationObjects(world, link.sources),
  };
}

/** The entity that a property of a link refers to, if it is in view. */
function referred(world, link, name) {
  const entity = referredIn(world, link, name);
  return entity ? entityObject(world, entity) : null;
}

function linkObject(world, link) {
  const said = [...Object.entries(link.values), ...Object.entries(link.references)];
  const properties = said.filter(([, value]) => value !== null);
  return {
    ...linkParts(world, link),
    __typename: 'Link',
    relation: link.relation,
    from: () => entityById(world, link.from),
    to: () => entityById(world, link.to),
    properties: Object.fromEntries(properties),
    references: () =>
      Object.keys(link.references).flatMap((property) => {
        const entity = referred(world, link, property);
        return entity ? [{ property, entity }] : [];
      }),
  };
}

/** Makes the edge to what cites a source, with where it does. */
function supportEdge(world, thing, citations) {
  const { entity, link } = thingParts(world, thing);
  return { node: entity ?? link, citations };
}

function thingParts(world, { entity, link }) {
  return { entity: entity ? entityObject(world, entity) : null, link: link ? linkObject(world, link) : null };
}

function conflictObject(world, entity, { field, claims }) {
  return { entity: entityObject(world, entity), field, claims: claimObjects(world, claims) };
}

function citationObjects(world, citations) {
  return citations.map((it) => ({ ...it, source: () => entityById(world, it.source, 'Source') }));
}

function claimSets(world, entity) {
  return entity.claims.map(({ field, claims }) => ({ field, claims: claimObjects(world, claims) }));
}

/** All that is claimed of an entity, or of one property; one that no kind has is a slip. */
function claimsOn(world, entity, field) {
  if (field == null) return claimSets(world, entity);
  const named = (kind) => kind.properties.some((it) => it.name === field);
  const { kinds } = world.ontology;
  if (![...kinds.values()].some(named)) {
    const names = kinds.get(entity.kind).properties.map((it) => it.name);
    throw messages.noProperty(entity.kind, field, nearest(field, names));
  }
  return claimSets(world, entity).filter((it) => it.field === field);
}

function claimObjects(world, claims) {
  return claims.map((it) => ({ ...it, sources: () => citationObjects(world, it.sources) }));
}

const NAME_ORDER = ['PRIMARY', 'NATIVE', 'ALIAS', 'SHORT', 'FORMER'];

/** The name in the first language that there is one in, the primary one failing that. */
function nameIn(entity, languages) {
  for (const wanted of lookedUp(languages)) {
    const found = entity.names
      .filter((it) => speaks(it.lang, wanted))
      .sort((a, b) => NAME_ORDER.indexOf(a.kind) - NAME_ORDER.indexOf(b.kind));
    if (found.length > 0) return found[0].value;
  }
  return entity.names[0].value;
}

function summaryIn(entity, languages) {
  const summaries = Object.entries(entity.summary);
  for (const wanted of lookedUp(languages)) {
    const found = summaries.find(([lang]) => speaks(lang || null, wanted));
    if (found) return found[1];
  }
  return summaries[0]?.[1] ?? null;
}

/** The languages in their order, each with the shorter tags that stand in for it (RFC 4647, lookup). */
function lookedUp(languages) {
  return (languages ?? []).flatMap((written) => {
    const wanted = written.replaceAll('_', '-');
    const tags = [wanted];
    for (let parts = wanted.split('-'); parts.length > 1; ) {
      parts = parts.slice(0, -1);
      if (parts.length > 1 && parts.at(-1).length === 1) parts = parts.slice(0, -1);
      tags.push(parts.join('-'));
    }
    return tags;
  });
}

/** Whether a language tag is the wanted one or a narrower one of it: `en-GB` speaks `en`. */
function speaks(lang, wanted) {
  if (lang === null) return false;
  const [tag, prefix] = [lang.toLowerCase(), wanted.toLowerCase()];
  return tag === prefix || (tag.startsWith(prefix) && tag[prefix.length] === '-');
}

/** `ontology`: the kinds and relations, with counts. */
function describe(world) {
  const { ontology } = world;
  const byName = (map) => [...map.values()].sort((a, b) => order(a.name, b.name));
  const properties = (list) => list.map(({ name, sdl, description }) => ({ name, type: sdl, description }));
  return {
    kinds: byName(ontology.kinds).map((kind) => ({
      kind: kind.name,
      description: kind.description,
      plural: kind.plural,
      count: [...world.entities.values()].filter((it) => it.kind === kind.name).length,
      properties: properties(kind.properties),
      relations: kind.relations.map(({ name, relation, direction, target, description }) => ({
        name,
        relation,
        direction,
        target,
        description,
      })),
    })),
    relations: byName(ontology.relations).map((relation) => ({
      relation: relation.name,
      symmetric: relation.symmetric,
      count: world.links.filter((it) => it.relation === relation.name).length,
      from: [...relation.from].sort(),
      to: [...relation.to].sort(),
      properties: properties([...relation.properties, ...relation.references]),
    })),
  };
}
