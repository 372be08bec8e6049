// `aggregate` and `groups` of a list, as docs/queries.md has them: all items of the list are read,
// put into their groups, and added up.

import { GraphQLError } from 'graphql';
import { only } from './arguments.mjs';
import { lastAttested } from './attested.mjs';
import { compareKeys } from './cursor.mjs';
import { order } from './dates.mjs';
import { compareValues, groupKeys, items, offsetOf, onlyOf, pathTo, shownOf } from './group_keys.mjs';
import { messages } from './messages.mjs';
import { isNumber } from './scalars.mjs';
import { exactTotal, floatTotal } from './sums.mjs';
import { degree } from './walk.mjs';

const DEFAULT_GROUPS = 100;
const MOST_GROUPS = 1_000;

/** The two fields of a connection; `pages` makes the pages of members and links of a group. */
export function totalsOf(world, list, steps, pages) {
  return {
    aggregate: (args) => aggregate(steps, summedOf(world, list, args)),
    groups: (args, _, info) => groups(world, list, steps, args, pages, info),
  };
}

/** Throws what is wrong with the number of groups that a request asks for, at its value. */
export function checkGroups({ first }, info) {
  if (first == null) return;
  if (first < 0) {
    const { message, extensions } = messages.negative('first', first);
    const argument = info?.fieldNodes[0].arguments.find((it) => it.name.value === 'first');
    throw new GraphQLError(message, { nodes: argument && [argument.value], extensions });
  }
  if (first > MOST_GROUPS) throw messages.tooManyGroups(first, MOST_GROUPS);
}

function groups(world, list, steps, args, pages, info) {
  const keys = groupKeys(world, list, args);
  const fields = summedOf(world, list, args);
  checkOrder(args.orderBy ?? [], fields);
  checkGroups(args, info);
  const found = grouped(steps, keys);
  const compare = orderOf(args.orderBy ?? [], fields);
  const nodes = found.sort(compare).slice(0, args.first ?? DEFAULT_GROUPS);
  return { nodes: nodes.map((it) => groupObject(it, keys, fields, pages)), totalCount: found.length };
}

/** Throws where groups are ordered by what nothing has. */
function checkOrder(orderBy, [first]) {
  for (const [index, element] of orderBy.entries()) {
    const [name] = onlyOf(element, `orderBy[${index}]`, messages.orderKeys);
    if (!/^(min|max|sum|mean)$/.test(name)) continue;
    if (first === undefined) throw messages.orderOfNothing(`orderBy[${index}].${name}`);
    if (/^(sum|mean)$/.test(name) && !isNumber(first.type)) throw messages.noSum(`orderBy[${index}].${name}`, first.label, name);
  }
}

function groupObject({ values, steps }, keys, fields, pages) {
  const shown = values.map((value, at) => ({ by: keys[at].label, value: value?.shown ?? null, entity: () => pages.entity(value?.entity) }));
  return {
    keys: shown,
    count: steps.length,
    aggregate: aggregate(steps, fields),
    members: (args) => pages.members(steps, args),
    links: (args) => pages.links(steps, args),
  };
}

/** The entities among some items, each once, by kind, then id. */
function distinct(steps) {
  const entities = [...new Set(steps.map(({ other }) => other))];
  return entities.sort((a, b) => order(a.kind, b.kind) || order(a.id, b.id));
}

/** The items in the groups of all combinations of their values. */
function grouped(steps, keys) {
  const found = new Map();
  const shown = keys.map(() => new Map());
  for (const step of steps) {
    const combinations = keys.reduce(
      (before, key, at) => before.flatMap((some) => different(key.values(step), shown[at]).map((it) => [...some, it])),
      [[]],
    );
    for (const values of combinations) {
      const name = JSON.stringify(values.map((it) => [typeof it, String(it)]));
      if (!found.has(name)) found.set(name, { sames: values, steps: [] });
      found.get(name).steps.push(step);
    }
  }
  const valuesOf = (sames) => sames.map((it, at) => (it === null ? null : shown[at].get(it)));
  return [...found.values()].map(({ sames, ...group }) => ({ ...group, values: valuesOf(sames) }));
}

/** What tells the values of an item apart, each once; null if there is none. Notes how each is shown. */
function different(values, shown) {
  for (const it of values) shown.set(it.same, shown.has(it.same) ? shownOf(shown.get(it.same), it) : it);
  const found = [...new Set(values.map((it) => it.same))];
  return found.length > 0 ? found : [null];
}

/** How two groups stand to each other. */
function orderOf(orderBy, fields) {
  const asked = orderBy.map(only);
  const elements = asked.length > 0 ? asked : [['count', 'DESC']];
  const byKeys = (a, b, direction) =>
    a.values.map((value, at) => compareValues(value, b.values[at], direction)).find((it) => it !== 0) ?? 0;
  const directed = (compared, direction) => (direction === 'DESC' ? -compared : compared);
  const compared = {
    count: (a, b, direction) => directed(a.steps.length - b.steps.length, direction),
    distinctNodes: (a, b, direction) => directed(distinct(a.steps).length - distinct(b.steps).length, direction),
    keys: byKeys,
  };
  const ofSum = (name) => (a, b, direction) => {
    const [x, y] = [a, b].map(({ steps }) => sumsOf(steps, fields[0])[0]);
    const [one, other] = [x, y].map((it) => it?.orders[name] ?? null);
    if (one === null || other === null) return order(one === null, other === null);
    return order(x.currency ?? '', y.currency ?? '') || directed(compareKeys(one.type, one.value, other.value, 'ASC'), direction);
  };
  return (a, b) => {
    for (const [name, direction] of elements) {
      const by = compared[name] ?? ofSum(name);
      const found = by(a, b, direction);
      if (found !== 0) return found;
    }
    return byKeys(a, b, 'ASC');
  };
}

function aggregate(steps, fields) {
  return {
    count: steps.length,
    distinctNodes: distinct(steps).length,
    values: fields.flatMap((field) => sumsOf(steps, field).map(({ orders, ...it }) => it)),
  };
}

/** What `of` and `ofEdge` name: the values of each item, with their type. */
function summedOf(world, list, { of, ofEdge }) {
  const read = (argument, elements, side) =>
    (elements ?? []).map((element, index) => summed(world, list, element, side, `${argument}[${index}]`));
  const ofItems = read('of', of, list.ofLinks ? 'link' : 'node');
  const ofLinks = read('ofEdge', ofEdge, 'link');
  return [...ofItems, ...ofLinks.map((it) => ({ ...it, label: `edge.${it.label}` }))];
}

function summed(world, { kinds, relation }, element, side, at) {
  const path = pathTo(element, at);
  const [name, inner] = only(element);
  if (side === 'node' && name === 'degree') {
    return { label: name, type: 'Int', values: ({ other }) => [{ value: degree(world, other) }] };
  }
  const { ontology } = world;
  const properties =
    side === 'node'
      ? kinds.flatMap((it) => ontology.kinds.get(it).properties)
      : (ontology.relations.get(relation)?.properties ?? []);
  const property = properties.find((it) => it.name === name);
  const read = side === 'node' ? ({ other }) => other.values[name] : ({ link }) => (property ? link.values[name] : link[name]);
  const isAttested = side === 'link' && name === 'lastAttested' && !property;
  const isTime = isAttested || (side === 'link' && ['at', 'since', 'until'].includes(name));
  if (path.at(-1) !== 'VALUE' || !(property ?? isTime)) throw messages.notSummed(at, path);
  const { values, ...field } = amounts(property ?? { name, type: 'PartialDate' }, inner);
  if (!isNumber(field.type) && !isDate(field.type) && field.type !== 'DateTime') throw messages.notSummed(at, path);
  return { ...field, values: (step) => values(isAttested ? lastAttested(world, step.link) : read(step)) };
}

/** The numbers or dates of a property or of a field of it, those of money with their currency. */
function amounts({ name, type, fields }, inner) {
  if (!fields) return { label: name, type, values: (it) => items(it).map((value) => ({ value })) };
  const [field, below] = only(inner);
  const found = amounts(fields.find((it) => it.name === field), below);
  const isAmount = type === 'Money' && field === 'amount';
  const ofItem = (it) => found.values(it[field]).map((value) => (isAmount ? { ...value, currency: it.currency } : value));
  const label = `${name}.${found.label}`;
  return { ...found, label, isMoney: isAmount || found.isMoney, values: (it) => items(it).flatMap(ofItem) };
}

const NOTHING = {
  ...{ min: null, exactMin: null, max: null, exactMax: null, sum: null, exactSum: null, mean: null },
  ...{ earliest: null, latest: null, earliestDateTime: null, latestDateTime: null },
};

/** The sums of a field: one, or of money one for each currency. */
function sumsOf(steps, { label, type, isMoney, values }) {
  const found = steps.flatMap(values).filter(({ value }) => value !== '?' || !isDate(type));
  const currencies = isMoney ? [...new Set(found.map((it) => it.currency))].sort() : [undefined];
  return currencies.map((currency) => {
    const all = found.filter((it) => it.currency === currency).map((it) => it.value);
    const sums = all.length > 0 ? totals(type, all) : { orders: {} };
    return { of: label, currency: currency ?? null, count: all.length, ...NOTHING, ...sums };
  });
}

/** The ends of some values, and their sum; `orders` has the keys by which groups are ordered. */
function totals(type, values) {
  const least = values.reduce((one, it) => (compareKeys(type, it, one, 'ASC') || preferred(type, it, one)) < 0 ? it : one);
  const most = values.reduce((one, it) => (compareKeys(type, it, one, 'DESC') || preferred(type, it, one)) < 0 ? it : one);
  const orders = { min: { type, value: least }, max: { type, value: most } };
  if (isDate(type)) return { earliest: least, latest: most, orders };
  if (type === 'DateTime') return { earliestDateTime: least, latestDateTime: most, orders };
  const ends = { min: Number(least), max: Number(most) };
  const { exactSum, exactMean, sum } = type === 'Float' ? { exactSum: null, sum: floatTotal(values) } : exactTotal(values);
  const exactEnds = type === 'Float' ? {} : { exactMin: String(least), exactMax: String(most) };
  // The mean of decimals is rounded once, and that of others is the quotient of two floating-point numbers.
  const mean = type === 'Decimal' ? Number(exactMean) : sum === null ? null : sum / values.length;
  if (sum !== null) orders.mean = type === 'Decimal' ? { type: 'Exact', value: exactMean } : { type: 'Float', value: mean };
  if (sum !== null) orders.sum = type === 'Float' ? { type: 'Float', value: sum } : { type: 'Exact', value: exactSum };
  return { ...ends, ...exactEnds, sum, exactSum, mean, orders };
}

/** Which of two equal values is shown: of instants the one with the smaller offset, of decimals the one with more digits. */
function preferred(type, one, other) {
  if (type === 'DateTime') return offsetOf(one) - offsetOf(other);
  return type === 'Decimal' ? other.length - one.length : 0;
}

function isDate(type) {
  return type === 'PartialDate' || type === 'Date';
}
