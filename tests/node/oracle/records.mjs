// Lists of entities and links together, and of what is said of them: what rests on a source,
// where sources disagree, what began and ended when.

import { checkConditions, daysBetween } from './arguments.mjs';
import { canLie, compareDates, interval, mustLie, order } from './dates.mjs';
import { timesOf } from './disputes.mjs';
import { isDoubted } from './extents.mjs';
import { messages } from './messages.mjs';
import { cut, windowOf } from './pages.mjs';
import { exact, isExact } from './scalars.mjs';
import { inView, under } from './views.mjs';

/** What a date says, in the order in which it counts on one day. */
const CHANGES = ['BEGAN', 'HAPPENED', 'ATTESTED', 'ENDED'];

/** A page of what cites a source; `toEdge` gets an entity or a link, and where it does. */
export function supports(above, source, args, toEdge) {
  checkConditions(args);
  const place = windowOf(args, [], 2);
  const world = under(above, args);
  const places = (thing) => placesOf(thing).filter((it) => it.source === source.id);
  const items = thingsOf(world)
    .filter((thing) => inScope(thing, args) && inView(world, thing.entity ?? thing.link) && places(thing).length > 0)
    .map((thing) => thingItem(world, thing, []));
  return cut(items, place, compareThings, ({ thing }) => toEdge(world, thing, places(thing)));
}

/** How many entities and links in view cite a source. */
export function supportCount(world, source) {
  const cites = (thing) => placesOf(thing).some((it) => it.source === source.id);
  return thingsOf(world).filter((thing) => cites(thing) && inView(world, thing.entity ?? thing.link)).length;
}

/** Where something cites: itself, or in the claims on a property. */
function placesOf({ entity, link }) {
  const own = (entity ?? link).sources.map((it) => ({ ...it, field: null }));
  const claimed = (entity?.claims ?? []).flatMap(({ field, claims }) =>
    claims.flatMap((claim) => claim.sources.map((it) => ({ ...it, field }))),
  );
  return [...own, ...claimed];
}

/** A page of the properties on which claims differ, by the entity's id, then the property. */
export function conflicts(above, args, toNode) {
  const place = windowOf(args, [], 1);
  const world = under(above, args);
  const items = [...world.entities.values()]
    .filter((entity) => inView(world, entity))
    .flatMap((entity) => entity.claims.map((set) => ({ entity, set })))
    .filter(({ entity, set }) => differ(world.ontology.kinds.get(entity.kind), set))
    .map(({ entity, set }) => ({
      ...thingItem(world, { entity }, []),
      keys: [{ type: 'String', value: set.field }],
      entity,
      set,
    }))
    .sort((a, b) => order(a.id, b.id) || order(a.set.field, b.set.field));
  const compare = (item, cursor) => order(item.id, cursor.id) || order(item.set.field, cursor.keys[0]);
  return cut(items, place, compare, ({ entity, set }) => ({ node: toNode(world, entity, set) }));
}

/** Whether claims say different things: two of them cannot both be right. */
function differ({ properties }, { field, claims }) {
  const property = properties.find((it) => it.name === field);
  return claims.some((one, at) => claims.slice(at + 1).some((other) => contradict(property, one.value, other.value)));
}

/** Whether two values of a property cannot both be right. Dates can if there is a day that both can be. */
function contradict(property, one, other) {
  const { type, list, fields } = property;
  if (list) return one.length !== other.length || one.some((it, at) => contradict({ ...property, list: false }, it, other[at]));
  if (fields) {
    const shared = fields.filter(({ name }) => one[name] !== undefined && other[name] !== undefined);
    return shared.some((field) => contradict(field, one[field.name], other[field.name]));
  }
  if (isExact(type)) return exact(type, one) !== exact(type, other);
  if (!/^(Partial)?Date$/.test(type)) return JSON.stringify(one) !== JSON.stringify(other);
  const [a, b] = [interval(one), interval(other)];
  return a.earliest > b.latest || b.earliest > a.latest;
}

/** A page of what began, happened and ended in some days. */
export function changes(world, args, toNode) {
  const listed = () =>
    thingsOf(world)
      .flatMap(datesOf)
      .filter((it) => it.change !== 'ATTESTED');
  return moments(world, listed, args, toNode);
}

/** A page of all dates of some entities and of the links that touch them. */
export function timeline(world, args, toNode) {
  const listed = () => {
    const unknown = args.ids.toSorted().find((id) => !world.entities.has(id));
    if (unknown !== undefined) throw messages.noEntity(unknown);
    const touches = ({ entity, link }) =>
      entity ? args.ids.includes(entity.id) : args.ids.includes(link.from) || args.ids.includes(link.to);
    return thingsOf(world).filter(touches).flatMap(datesOf);
  };
  return moments(world, listed, args, toNode);
}

/** The list is made after its arguments are checked: an id that nobody has is found last. */
function moments(above, listed, args, toNode) {
  const world = under(above, 'status' in args ? { status: args.status } : {});
  checkConditions(args);
  const days = daysBetween(args);
  const place = windowOf(args, [], 4);
  const isSure = ({ sure, thing }) => mustLie(sure, days) && !(thing.link && isDoubted(thing.link));
  const lies = args.certain ? isSure : ({ date }) => canLie(date, days);
  const items = listed()
    .filter((it) => lies(it) && inScope(it.thing, args) && inView(world, it.thing.entity ?? it.thing.link))
    .map((it) => ({ ...it, ...thingItem(world, it.thing, [it.date, it.change]) }))
    .sort((a, b) => compareMoments(a, asMoment(asCursor(b))));
  const compare = (item, cursor) => compareMoments(item, asMoment(cursor));
  return cut(items, place, compare, ({ date, sure, change, thing }) => ({
    node: toNode(world, { date, change, certain: isSure({ sure, thing }) }, thing),
  }));
}

/** By the days that the date can mean, then change, then thing; its mark counts last. */
function compareMoments(item, moment) {
  const [a, b] = [item.date, moment.date].map(interval);
  return (
    order(a.earliest, b.earliest) ||
    order(a.latest, b.latest) ||
    order(CHANGES.indexOf(item.change), CHANGES.indexOf(moment.change)) ||
    compareThings(item, moment) ||
    order(a.mark, b.mark)
  );
}

/** The moment that a cursor names, whether it is there or not. */
function asMoment({ keys: [date, change, ...keys], ...thing }) {
  return { ...thing, keys, date, change };
}

/** What a cursor says of an item. */
function asCursor(item) {
  return { ...item, keys: item.keys.map((it) => it.value) };
}

/** The dates of an entity or a link that have a place in time. */
function datesOf(thing) {
  const dates = thing.entity ? lifetime(thing) : linkDates(thing.link);
  return dates
    .filter(([date]) => date !== null && date !== undefined && date !== '?')
    .map(([date, change, sure = date]) => ({ date, sure, change, thing }));
}

/** The earliest of its starts, and the latest of its ends. */
function lifetime({ entity, temporal }) {
  const dates = (names) => names.map((name) => entity.values[name]).filter((it) => it !== null);
  const latest = (a, b) =>
    order(interval(a).latest, interval(b).latest) || order(interval(a).earliest, interval(b).earliest);
  return [
    [dates(temporal.start).sort(compareDates).at(0), 'BEGAN'],
    [dates(temporal.end).sort(latest).at(-1), 'ENDED'],
  ];
}

/** The dates of a link, each as it is written and as it counts. */
function linkDates(link) {
  const sure = timesOf(link);
  const days = link.attested.map((day, at) => [day, 'ATTESTED', sure.attested[at]]);
  const seen = days.filter(([day], at) => link.attested.indexOf(day) === at);
  return [
    [link.at, 'HAPPENED', sure.at],
    [link.since, 'BEGAN', sure.since],
    ...seen,
    [link.until, 'ENDED', sure.until],
  ];
}

/** All entities, by kind, then id, then all links, by relation, then ends. */
function thingsOf(world) {
  const entities = [...world.entities.values()].map((entity) => ({
    entity,
    temporal: world.ontology.kinds.get(entity.kind).temporal,
  }));
  const links = world.links.map((link) => ({ link }));
  const items = [...entities, ...links].map((thing) => ({ ...thingItem(world, thing, []), thing }));
  return items.sort((a, b) => compareThings(a, asCursor(b))).map((it) => it.thing);
}

/** Who names kinds alone wants no links, who names relations alone no entities. */
function inScope({ entity, link }, { kinds, relations }) {
  if (kinds == null && relations == null) return true;
  return entity ? (kinds ?? []).includes(entity.kind) : (relations ?? []).includes(link.relation);
}

/** What a cursor says of an entity or a link: where it leads to stands in the last two keys. */
function thingItem(world, thing, values) {
  const { link } = thing;
  const [start, end] = link ? [world.entities.get(link.from), world.entities.get(link.to)] : [thing.entity, null];
  return {
    thing,
    keys: [...values, end?.kind ?? null, end?.id ?? null].map((value) => ({ type: 'String', value })),
    relation: link?.relation ?? null,
    incoming: false,
    kind: start.kind,
    id: start.id,
    ordinal: link?.ordinal ?? 1,
  };
}

function compareThings(item, cursor) {
  const [kind, id] = item.keys.slice(-2).map((it) => it.value);
  return (
    order(item.relation ?? '', cursor.relation ?? '') ||
    order(item.kind, cursor.kind) ||
    order(item.id, cursor.id) ||
    order(kind ?? '', cursor.keys.at(-2) ?? '') ||
    order(id ?? '', cursor.keys.at(-1) ?? '') ||
    order(item.ordinal, cursor.ordinal)
  );
}
