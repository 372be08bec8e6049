// `where`: whether an entity or a link is like a filter asks. A filter that is absent or null
// asks nothing. The filter was checked before.

import { daysBetween, pattern } from './arguments.mjs';
import { lastAttested } from './attested.mjs';
import { besides, canLie, interval, mustLie } from './dates.mjs';
import { asDisputed, timesOf } from './disputes.mjs';
import { comparisonKey, fold, foldWithSigns, hasSigns } from './fold.mjs';
import { entityField, linkField } from './keys.mjs';
import { keys } from './names.mjs';
import { liesWithin } from './points.mjs';
import { digitsOf, exact, isExact, isNumber } from './scalars.mjs';
import { isCertain } from './views.mjs';
import { degree, linksOf, referredIn } from './walk.mjs';

const LINK_FIELDS = {
  at: 'PartialDate',
  since: 'PartialDate',
  until: 'PartialDate',
  status: 'enum',
  evidence: 'enum',
  note: 'String',
};

/** Whether an entity is like a filter asks. */
export function matchesEntity(world, entity, where) {
  const kind = world.ontology.kinds.get(entity.kind);
  return holds(
    where,
    (part) => matchesEntity(world, entity, part),
    (name, filter) => {
      if (name === 'id') return matchesValue('ID', entity.id, filter);
      if (name === 'kind') return matchesValue('enum', entity.kind, filter);
      if (name === 'name') return matchesName(entity.names[0], filter);
      if (name === 'names') return entity.names.some((it) => matchesName(it, filter));
      if (name === 'sources') return matchesCitations(world, entity.sources, filter);
      if (name === 'degree') return matchesValue('Int', degree(world, entity), filter);
      if (name === 'summary') return matchesSummary(Object.values(entity.summary), filter);
      if (name === 'externalIds') return quantified(entity.externalIds, matchesExternalId, filter);
      if (name === 'on') return matchesKind(world, entity, filter);
      if (name === 'compare') return filter.every((it) => compares(it, (path) => entityField(world, entity, path)));
      const property = kind.properties.find((it) => it.name === name);
      if (property) return matchesProperty(property, entity.values[name], filter);
      const field = kind.relations.find((it) => it.name === name);
      const steps = linksOf(world, entity, field);
      return field.many ? matchesLinks(world, steps, filter) : matchesLinkOfOne(world, steps, filter);
    },
  );
}

/** An entity is of one of the kinds that are named, and like what is asked of that kind. */
function matchesKind(world, entity, kinds) {
  return given(kinds).some(([kind, where]) => entity.kind === kind && matchesEntity(world, entity, where));
}

/** One of the summaries is as a filter asks, or an absent text if there is none. */
function matchesSummary(summaries, filter) {
  const texts = summaries.length > 0 ? summaries : [null];
  return texts.some((text) => matchesValue('String', text, filter));
}

function matchesExternalId(id, where) {
  return holds(
    where,
    (part) => matchesExternalId(id, part),
    (name, filter) => matchesValue('String', id[name], filter),
  );
}

/** Whether a link is like a filter asks; `direction` is its own, seen from the entity that has it. */
function matchesLink(world, link, where, direction) {
  const { properties } = world.ontology.relations.get(link.relation);
  const isDateOf = (name) => isDate(properties.find((it) => it.name === name)?.type);
  const values = asDisputed(link.values, link.disputed, isDateOf);
  return holds(
    where,
    (part) => matchesLink(world, link, part, direction),
    (name, filter) => {
      if (name === 'sources') return matchesCitations(world, link.sources, filter);
      if (name === 'direction') return matchesValue('enum', direction, filter);
      if (name === 'lastAttested') return matchesValue('PartialDate', lastAttested(world, link), filter);
      if (name === 'certainty') return matchesValue('enum', isCertain(world, link) ? 'CERTAIN' : 'POSSIBLE', filter);
      if (name in link.references) return matchesReferred(world, referredIn(world, link, name), filter);
      if (name === 'compare') return filter.every((it) => compares(it, (path) => linkField(world, link, path)));
      const property = properties.find((it) => it.name === name);
      if (property) return matchesProperty(property, values[name], filter);
      return matchesValue(LINK_FIELDS[name], { ...link, ...timesOf(link) }[name], filter);
    },
  );
}

/** Whether one field, which is read by its path, is to others as is asked. */
function compares({ field, ...operators }, read) {
  const { type, value } = read(field);
  return given(operators).every(([operator, path]) => {
    const other = read(path);
    if (value === null || other.value === null) return operator === 'ne';
    const [as, a, b] = isNumber(type) ? ['Int', digitsOf(type, value), digitsOf(other.type, other.value)] : [type, value, other.value];
    return operator === 'ne' ? !equal(as, a, b) : OPERATORS[operator](as, a, b);
  });
}

/** Whether a link and what it leads to are like `{ node, edge, AND, OR, NOT }`. */
export function matchesStep(world, step, where) {
  return holds(
    where,
    (part) => matchesStep(world, step, part),
    (name, filter) =>
      name === 'node'
        ? matchesEntity(world, step.other, filter)
        : matchesLink(world, step.link, filter, step.direction),
  );
}

/** Whether a link of any relation and its ends are like a filter of `links` asks. */
export function matchesAnyLink(world, step, where) {
  const { link, other, direction } = step;
  return holds(
    where,
    (part) => matchesAnyLink(world, step, part),
    (name, filter) => {
      if (name === 'relation') return matchesValue('enum', link.relation, filter);
      if (name === 'other') return matchesEntity(world, other, filter);
      if (name === 'from' || name === 'to') return matchesEntity(world, world.entities.get(link[name]), filter);
      return matchesLink(world, link, { [name]: filter }, direction);
    },
  );
}

function matchesLinks(world, steps, filter) {
  const isLike = (step, where) => matchesStep(world, step, where);
  const { count, ...rest } = filter ?? {};
  return quantified(steps, isLike, rest) && (count == null || matchesCount(world, steps, count));
}

/** Whether so many links are like one that a number asks for; to one entity they may count once. */
function matchesCount(world, steps, { where, distinct, ...compared }) {
  const like = steps.filter((step) => matchesStep(world, step, where));
  const ends = new Set(like.map((step) => step.other.id));
  return matchesValue('Int', distinct ? ends.size : like.length, compared);
}

/** A relation to one entity: there is none, or one that is like what is asked. */
function matchesLinkOfOne(world, steps, { isNull, ...where }) {
  if (isNull != null && isNull !== (steps.length === 0)) return false;
  return given(where).length === 0 || steps.some((step) => matchesStep(world, step, where));
}

/** A property that refers to an entity: there is none in view, or one that is like what is asked. */
function matchesReferred(world, entity, { isNull, node }) {
  if (isNull != null && isNull !== (entity === null)) return false;
  return node == null || (entity !== null && matchesEntity(world, entity, node));
}

function matchesCitations(world, citations, filter) {
  return quantified(citations, (citation, where) => matchesCitation(world, citation, where), filter);
}

/** A citation is like a filter if it, and the source that it names, are. */
function matchesCitation(world, citation, where) {
  const source = world.entities.get(citation.source);
  return holds(
    where,
    (part) => matchesCitation(world, citation, part),
    (name, filter) => {
      if (name === 'locator' || name === 'note') return matchesValue('String', citation[name], filter);
      return matchesEntity(world, source, { [name]: filter });
    },
  );
}

/** Whether as many items as a filter asks are like it asks. */
function quantified(items, isLike, filter) {
  const count = (where) => items.filter((item) => isLike(item, where)).length;
  const quantifiers = {
    some: (where) => count(where) > 0,
    all: (where) => count(where) === items.length,
    none: (where) => count(where) === 0,
    single: (where) => count(where) === 1,
    count: (where) => matchesValue('Int', items.length, where),
  };
  return given(filter).every(([name, where]) => quantifiers[name](where));
}

function holds(where, again, test) {
  return given(where).every(([name, value]) => {
    if (name === 'AND') return value.every(again);
    if (name === 'OR') return value.some(again);
    if (name === 'NOT') return !again(value);
    return test(name, value);
  });
}

function given(input) {
  return Object.entries(input ?? {}).filter(([, value]) => value !== null && value !== undefined);
}

function matchesProperty(property, value, filter) {
  if (property.fields && property.list) {
    return quantified(value, (item, where) => matchesFields(property.fields, item, where), filter);
  }
  if (property.fields) return matchesFields(property.fields, value, filter);
  return property.list ? matchesList(property.type, value, filter) : matchesValue(property.type, value, filter);
}

/** The fields of an absent structured value are absent. */
function matchesFields(fields, value, where) {
  return holds(
    where,
    (part) => matchesFields(fields, value, part),
    (name, filter) => {
      if (name === 'isNull') return (value === null) === filter;
      if (name === 'within') return value !== null && liesWithin(value, filter);
      const field = fields.find((it) => it.name === name);
      return matchesProperty(field, value?.[name] ?? (field.list ? [] : null), filter);
    },
  );
}

/** Items of lists are equal as single values are, dates as they are written. */
function matchesList(type, items, filter) {
  const key = isDate(type) ? String : comparison(type);
  const has = (wanted) => items.some((it) => key(it) === key(wanted));
  const operators = {
    has,
    hasAny: (wanted) => wanted.some(has),
    hasAll: (wanted) => wanted.every(has),
    isEmpty: (empty) => (items.length === 0) === empty,
  };
  return given(filter).every(([name, wanted]) => operators[name](wanted));
}

/** Names are compared by all their keys; an order is that of the folds alone. */
function matchesName(name, filter) {
  const ours = keys(name.value, name.lang);
  const key = comparisonKey(name.value);
  const isSigned = (text, folded) => comparisonKey(text) !== folded;
  const shares = (wanted) =>
    isSigned(name.value, ours[0]) || isSigned(wanted, fold(wanted))
      ? key === comparisonKey(wanted)
      : keys(wanted).some((it) => ours.includes(it));
  const hasPart = (test) => (wanted) =>
    keys(wanted).some((key, index) => (index === 0 || key.length >= 4) && ours.some((own) => test(own, key)));
  const operators = {
    eq: shares,
    ne: (wanted) => !shares(wanted),
    in: (wanted) => wanted.some(shares),
    notIn: (wanted) => !wanted.some(shares),
    contains: hasPart((own, key) => own.includes(key)),
    startsWith: hasPart((own, key) => own.startsWith(key)),
    endsWith: hasPart((own, key) => own.endsWith(key)),
  };
  return given(filter).every(([operator, wanted]) =>
    operators[operator] && !isOfSigns(operator, wanted)
      ? operators[operator](wanted)
      : matchesValue('String', name.value, { [operator]: wanted }),
  );
}

function matchesValue(type, value, filter) {
  const when = Object.fromEntries(given(filter).filter(([name]) => name in LIES));
  if (!lies(canLie, value, when)) return false;
  return given(filter).every(([name, wanted]) => {
    if (name in LIES) return true;
    if (name === 'exact') return matchesValue('exact', value, wanted);
    if (name === 'isNull') return (value === null) === wanted;
    if (name === 'ne') return value === null || !equal(type, value, wanted);
    if (name === 'notIn') return value === null || !wanted.some((it) => equal(type, value, it));
    if (name === 'possibly') return lies(canLie, value, wanted);
    if (name === 'certainly') return lies(mustLie, value, wanted);
    if (value === null) return false;
    return OPERATORS[name](type, value, wanted);
  });
}

/** The days in which a date is to lie. */
const LIES = {
  before: (date) => ({ from: -Infinity, to: besides(interval(date).earliest, -1) }),
  after: (date) => ({ from: besides(interval(date).latest, 1), to: Infinity }),
  during: (range) => daysBetween(range),
};

/** Whether a date lies where all operators say, on one day; what is absent is nowhere in time. */
function lies(test, value, wanted) {
  const ranges = given(wanted).map(([name, days]) => LIES[name](days));
  if (ranges.length === 0) return true;
  const from = Math.max(...ranges.map((it) => it.from));
  const to = Math.min(...ranges.map((it) => it.to));
  return value !== null && from <= to && test(value, { from, to });
}

const PARTS = ['contains', 'startsWith', 'endsWith'];

/** Whether a part is asked for that is sought with its signs. */
function isOfSigns(operator, wanted) {
  return PARTS.includes(operator) && hasSigns(wanted);
}

function part(test) {
  return (type, value, wanted) => {
    const isText = type === 'String' || type === 'URL';
    const compared = isText && hasSigns(wanted) ? foldWithSigns : comparison(type);
    return test(compared(value), compared(wanted));
  };
}

const OPERATORS = {
  eq: equal,
  in: (type, value, wanted) => wanted.some((it) => equal(type, value, it)),
  contains: part((value, wanted) => value.includes(wanted)),
  startsWith: part((value, wanted) => value.startsWith(wanted)),
  endsWith: part((value, wanted) => value.endsWith(wanted)),
  matches: (_, value, wanted) => pattern(wanted).test(value),
  lt: (type, value, wanted) => bounds(type, value).latest < bounds(type, wanted).earliest,
  lte: (type, value, wanted) => bounds(type, value).latest <= bounds(type, wanted).latest,
  gt: (type, value, wanted) => bounds(type, value).earliest > bounds(type, wanted).latest,
  gte: (type, value, wanted) => bounds(type, value).earliest >= bounds(type, wanted).earliest,
};

/** Equal texts have one comparison key; equal dates mean the same days, however sure. */
function equal(type, value, wanted) {
  if (!isDate(type)) return comparison(type)(value) === comparison(type)(wanted);
  const [a, b] = [interval(value), interval(String(wanted))];
  return a.earliest === b.earliest && a.latest === b.latest;
}

/** What stands for a value when it is compared: texts by their key, exact numbers with all digits, all others as they are. */
function comparison(type) {
  if (isExact(type)) return (value) => exact(type, value);
  return type === 'String' || type === 'URL' ? comparisonKey : (value) => value;
}

/** A partial date is the days that it can mean; any other value a point. */
function bounds(type, value) {
  if (isDate(type)) return interval(String(value));
  const point = comparison(type)(value);
  return { earliest: point, latest: point };
}

function isDate(type) {
  return type === 'PartialDate' || type === 'Date';
}
