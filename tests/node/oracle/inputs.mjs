// Random input objects: filters of any depth, orders, ranges of days. Fields are drawn by their
// shape, so that the one relation of a kind comes as often as its many properties.

import { getNamedType, getNullableType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import { comparison } from './comparisons.mjs';
import { linksOrder } from './link_orders.mjs';
import { isView } from './views.mjs';

const DEEPEST = 8;
const STATUSES = ['ACTUAL', '[ACTUAL]', '[ACTUAL, AGREED]', '[PLANNED, DISCUSSED]', '[]'];

/** Places of filters and orders, which have more rules than their types tell. */
const PLACES = {
  PointWithin: [
    '{of: {latitude: 40.4, longitude: 49.8}, km: 300}',
    '{of: {latitude: -16, longitude: 180}, km: 1500}',
    '{box: {south: -30, west: 170, north: 45, east: -170}}',
    '{of: {latitude: 40, longitude: 50}, km: 3000, box: {south: 0, west: 45, north: 41, east: 75}}',
  ],
  PointDistance: ['{latitude: 40, longitude: 50}', '{latitude: -16, longitude: 179.5, direction: DESC}', '{longitude: 70, latitude: -33, direction: ASC}'],
};

/** Fields of filters that have a shape of their own, whatever their type. */
const OWN_SHAPE =
  /^(AND|OR|NOT|id|kind|name|names|summary|externalIds|sources|degree|on|compare|node|edge|some|all|none|single|count|where)$/;

/** Makes input objects, of `literals`; `declare` notes a variable. */
export function inputs({ random, mistake, declare, literals, groupKeys, theme }) {
  return value;

  /** The text of a value of a type, for an argument or a field of that name. */
  function value(type, name, depth) {
    if (isNonNullType(type)) return value(getNullableType(type), name, depth);
    if (isView(name) && depth === 0 && random.hits(0.07)) return 'null';
    if (name === 'status' && depth === 0) return random.pick(STATUSES);
    if (type.name === 'DateRange') return dateRange(type);
    if (type.name in PLACES) return random.pick(PLACES[type.name]);
    if (isListType(type)) return list(type, name, depth);
    if (isInputObjectType(type)) return object(type, depth);
    if (isEnumType(type)) return random.pick(type.getValues()).name;
    return literals.scalar(type.name, name);
  }

  function list(type, name, depth) {
    // One value stands for a list of one.
    if (random.hits(0.2)) return value(type.ofType, name, depth);
    const count = depth > 4 ? 1 : random.below(3) + (name === 'ids' ? 1 : 0);
    return `[${Array.from({ length: count }, () => value(type.ofType, name, depth)).join(', ')}]`;
  }

  function object(type, depth) {
    if (type.name === 'AggregateGroupOrder') return groupKeys.order(type);
    if (type.name.endsWith('LinksOrder')) return linksOrder(type, { random, mistake, depth, value, theme });
    if (type.name.endsWith('LinksCount')) return linksCount(type, depth);
    // Measures are not computed again here.
    const fields = Object.values(type.getFields()).filter((it) => it.name !== 'metrics');
    const isOrder = type.name.endsWith('Order');
    const count = isOrder ? (random.hits(0.01) ? random.below(3) : 1) : random.pick([...Array(16).fill(1), 0, 2, 2, 3]);
    const chosen = new Map();
    for (let at = 0; at < count; at += 1) {
      const led = depth < DEEPEST ? theme?.lead(type, fields) : undefined;
      const field = led ?? (isOrder ? orderKey(fields, depth) : condition(fields, depth));
      chosen.set(field.name, member(type, field, depth));
    }
    return `{${[...chosen].map(([name, text]) => `${name}: ${text}`).join(', ')}}`;
  }

  /** A condition: the deeper, the more seldom one that leads on. */
  function condition(fields, depth) {
    const leading = fields.filter(leadsOn);
    const ends = fields.filter((it) => !leadsOn(it));
    const isEnd = leading.length === 0 || (ends.length > 0 && (depth >= DEEPEST || random.hits(0.35 + depth * 0.07)));
    return byShape(isEnd ? ends : depth < DEEPEST ? leading : leading.filter((it) => !/^(AND|OR|NOT)$/.test(it.name)));
  }

  /** A key of an order. Keys of links have most to say, and are few among others. */
  function orderKey(fields, depth) {
    const ofLinks = fields.filter((it) => getNamedType(it.type).name.endsWith('LinksOrder'));
    if (ofLinks.length > 0 && depth < 5 && random.hits(0.3)) return random.pick(ofLinks);
    const ends = fields.filter((it) => !isInputObjectType(getNamedType(it.type)) || it.name === 'distanceFrom');
    return byShape(ends.length > 0 && (depth >= 5 || random.hits(0.3)) ? ends : fields.filter((it) => !ofLinks.includes(it)));
  }

  function byShape(fields) {
    const shapes = new Map();
    for (const it of fields) {
      const shape = OWN_SHAPE.test(it.name) ? it.name : familyOf(getNamedType(it.type));
      shapes.set(shape, [...(shapes.get(shape) ?? []), it]);
    }
    return random.pick(random.pick([...shapes.values()]));
  }

  /** `{where: {...}, distinct: true, gte: 2}` */
  function linksCount(type, depth) {
    const { where, distinct, metrics, ...operators } = type.getFields();
    const operator = theme?.lead(type, Object.values(operators)) ?? random.pick(Object.values(operators));
    const parts = [`${operator.name}: ${operator.name === 'in' || operator.name === 'notIn' ? '[0, 1, 3]' : random.below(4)}`];
    if (random.hits(0.6)) parts.unshift(`where: ${value(where.type, 'where', depth + 1)}`);
    if (random.hits(0.4)) parts.push(`distinct: ${random.hits(0.8)}`);
    if (mistake(0.02)) parts.pop();
    return `{${parts.join(', ')}}`;
  }

  /** `{from: "2001-02-03", to: null}` */
  function dateRange(type) {
    const span = literals.range();
    const given = Object.values(type.getFields()).map((field) => {
      const literal = random.hits(0.1) ? 'null' : JSON.stringify(span[field.name]);
      return `${field.name}: ${random.hits(0.1) ? declare(field.type, literal, mistake) : literal}`;
    });
    return `{${given.filter(() => random.hits(0.9)).join(', ')}}`;
  }

  function member(type, field, depth) {
    if (getNamedType(field.type).name === 'FieldComparison') return comparison(type, random);
    if (!isNonNullType(field.type) && mistake(0.005)) return 'null';
    const key = theme?.valueAt(type, field);
    if (key !== undefined) return key;
    const text = literals.inSyntax(`${type.name}.${field.name}`, () => value(field.type, field.name, depth + 1));
    const isWhole = !text.includes('$') && random.hits(0.1);
    return isWhole ? declare(field.type, text, mistake) : text;
  }
}

/** Whether a condition holds others: of links, of entities, of all of several conditions. */
function leadsOn({ name, type }) {
  const named = getNamedType(type);
  if (!isInputObjectType(named) || name === 'compare' || named.name in PLACES || named.name === 'DateRange') return false;
  return !isOperators(named);
}

function isOperators({ name }) {
  return name === 'WhenFilter' || (name.endsWith('Filter') && !/(Links?|Citations|ExternalIds)Filter$/.test(name));
}

/** Types that exist for each kind, pair, enum and so on are of one family. */
function familyOf({ name }) {
  return /(LinksFilter|LinkFilter|LinksOrder|LinkOrder|Where|Order)$/.exec(name)?.[0] ?? name;
}
