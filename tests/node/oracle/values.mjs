// Random values for arguments: of the right type always, sensible mostly. A value is GraphQL
// text; now and then it is a variable, whose declaration and value are noted beside it.

import { GraphQLNonNull, getNamedType, getNullableType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import { encode } from './cursor.mjs';
import { datesOf, daysToAskOf } from './days.mjs';
import { exactValues } from './exact_values.mjs';
import { groupValues, isOfGroups } from './group_values.mjs';
import { linksOrder } from './link_orders.mjs';
import { isExact } from './scalars.mjs';

const URLS = ['https://velmora.example/', 'https://bridge.example/1', 'HTTPS://GAZETTE.EXAMPLE/2020?n=1', 'http://x.org'];
const TEXTS = ['a', 'o', 'lamp', 'Gul', 'ко', 'Şə', 'TIDE', '', 't\\b', 'minister', '"', '🌊', '0017', 'Velmora'];
const DATES = ['1980', '2019', '2019-05', '2019-05-03', '1961-04', '2000-02', '2018?', '1999-02~', '?', '2010-01-01'];
const NO_DAYS = ['2019', '2019-02-30', '2019-05-03?', 'soon', '?'];
const PATTERNS = ['^[a-m]', 'a.*o', '[0-9]', '\\s', '(', '[a', '*'];
const STATUSES = ['ACTUAL', '[ACTUAL]', '[ACTUAL, AGREED]', '[PLANNED, DISCUSSED]', '[]'];
const LANGUAGES = ['en', 'az', 'ru', 'ky', 'EN', 'xx', 'ru-RU', 'az-Latn-AZ', 'xx-ru'];

/** Places of filters and orders, which have more rules than their types tell. */
const PLACES = {
  PointWithin: [
    '{of: {latitude: 40.4, longitude: 49.8}, km: 300}',
    '{of: {latitude: -16, longitude: 180}, km: 1500}',
    '{box: {south: -30, west: 170, north: 45, east: -170}}',
    '{of: {latitude: 40, longitude: 50}, km: 3000, box: {south: 0, west: 45, north: 41, east: 75}}',
  ],
  PointDistance: ['{latitude: 40, longitude: 50}', '{latitude: -16, longitude: 179.5, direction: DESC}'],
};

/** Values of fields that have a syntax beside that of their scalar: good ones, and mistakes. */
const SYNTAXES = {
  'MoneyWhere.currency': [['"USD"', '"AZN"', '"EUR"', '"KGS"'], ['"dollars"', '"usd"', '""']],
  'PointWhere.latitude': [['40.4', '0', '-16.5', '90'], ['91', '-90.5']],
  'PointWhere.longitude': [['49.8', '0', '-170', '180'], ['190', '-180.5']],
};

/** Whether an argument says what is in view. */
export function isView(name) {
  return name === 'asOf' || name === 'during' || name === 'certain' || name === 'status';
}

/** Makes values for a world; `declare` notes a variable and gives its name. */
export function valueMaker(world, random, declare) {
  const ids = [...world.entities.keys(), ...world.links.slice(0, 12).map((it) => it.id)];
  // A document asks more of one entity than of others, and of days that count for it.
  const hero = random.pick([...world.entities.keys()]);
  const written = datesOf(world, [...world.entities.keys()]);
  const days = daysToAskOf(written);
  const heroDays = daysToAskOf(datesOf(world, [hero]));
  let target;
  // The range of days that a field with `from` and `to` asks of.
  let ends = { from: days.at(0), to: days.at(-1) };
  // Of two mistakes in one filter it is nobody's business which is named first.
  let mistakes = 1;
  // The values of the field whose operators are made.
  let syntax;
  const exactValue = exactValues(world, random, mistake);
  const groupKeys = groupValues(world, random, mistake);
  return { begin: groupKeys.begin, argument, viewArguments, isLookup, lookup };

  /** Whether a field of `Query` finds one entity by one of several keys. */
  function isLookup({ args }) {
    return args.some((it) => it.name === 'id' && !isNonNullType(it.type));
  }

  /** The arguments of a lookup: mostly one key that something has. */
  function lookup(definition) {
    const views = viewArguments();
    const keys = definition.args.filter((it) => !isView(it.name));
    target = getNamedType(definition.type).name;
    const names = mistake(0.1)
      ? Array.from({ length: random.below(4) }, () => random.pick(keys).name)
      : random.pick([['id'], ...(world.ontology.kinds.get(target)?.keys ?? [['externalId']])]);
    const chosen = keys.filter((it) => names.includes(it.name));
    const texts = chosen.map((it) => `${it.name}: ${variableOr(it.type, () => key(it, target))}`);
    const view = definition.args.filter((it) => views.includes(it.name));
    texts.push(...view.map((it) => `${it.name}: ${variableOr(it.type, () => value(it.type, it.name, 0))}`));
    return texts.length > 0 ? `(${texts.join(', ')})` : '';
  }

  function key({ type, name }, kind) {
    if (mistake(0.03)) return 'null';
    const entities = [...world.entities.values()];
    if (name === 'externalId') {
      const { scheme, value } = random.pick(entities.flatMap((it) => it.externalIds));
      const id = random.hits(0.8) ? value : 'nothing';
      return `{scheme: ${JSON.stringify(scheme)}, id: ${JSON.stringify(id)}}`;
    }
    const values = entities.filter((it) => it.kind === kind && it.values[name] != null).map((it) => it.values[name]);
    const isKnown = name !== 'id' && random.hits(0.8) && !(isExact(getNamedType(type).name) && random.hits(0.5));
    return isKnown ? JSON.stringify(random.pick(values)) : value(type, name, 0);
  }

  /**
   * A value for an argument of a field that returns `target`, perhaps a variable; undefined
   * leaves the argument out.
   */
  function argument({ type, name }, field) {
    if (name === 'from') ends = range();
    if (isOfGroups({ type, name })) return keys(type, name);
    if (!isView(name) && !isNonNullType(type) && !random.hits(field.isPageSize ? 0.55 : 0.3)) return undefined;
    target = field.target;
    return variableOr(type, () => value(type, name, 0));
  }

  /** Keys of groups, or what is summed up. */
  function keys(type, name) {
    if (random.hits(name.startsWith('by') ? 0.25 : 0.4)) return undefined;
    const count = random.pick([1, 1, 1, 2, 2, 3]);
    const elements = Array.from({ length: count }, () => groupKeys.element(getNamedType(type), name));
    const given = elements.filter((it) => it !== undefined);
    if (given.length === 0) return undefined;
    const text = given.length === 1 && random.hits(0.3) ? given[0] : `[${given.join(', ')}]`;
    // An order of groups rests on what is summed up, which is not to be absent.
    return random.hits(0.2) ? declare(new GraphQLNonNull(type), text, () => false) : text;
  }

  /** Which arguments of a view a field has: mostly none, seldom two that cannot stand together. */
  function viewArguments() {
    if (!random.hits(0.3)) return [];
    if (mistake(0.02)) return ['asOf', 'during'];
    const range = random.pick([['asOf'], ['asOf'], ['during'], []]);
    const status = random.hits(0.2) ? ['status'] : [];
    return random.hits(0.35) ? [...range, 'certain', ...status] : [...range, ...status];
  }

  /** A literal, or a variable of a type that fits there. */
  function variableOr(type, literal) {
    if (!random.hits(0.25)) return literal();
    const text = literal();
    if (text.includes('$')) return text;
    return declare(type, text, mistake);
  }

  function value(type, name, depth) {
    if (isNonNullType(type)) return value(getNullableType(type), name, depth);
    if (isView(name) && depth === 0 && random.hits(0.07)) return 'null';
    if (name === 'status' && depth === 0) return random.pick(STATUSES);
    if (type.name === 'DateRange') return dateRange(type);
    if (type.name in PLACES) return random.pick(PLACES[type.name]);
    if (isListType(type)) return list(type, name, depth);
    if (isInputObjectType(type)) return object(type, depth);
    if (isEnumType(type)) return random.pick(type.getValues()).name;
    return scalar(type.name, name);
  }

  function list(type, name, depth) {
    // One value stands for a list of one.
    if (random.hits(0.2)) return value(type.ofType, name, depth);
    const count = depth > 2 ? 1 : random.below(3) + (name === 'ids' ? 1 : 0);
    return `[${Array.from({ length: count }, () => value(type.ofType, name, depth)).join(', ')}]`;
  }

  function object(type, depth) {
    if (type.name === 'AggregateGroupOrder') return groupKeys.order(type);
    if (type.name.endsWith('LinksOrder')) return linksOrder(type, { random, mistake, depth, value });
    // Measures are not computed again here.
    const fields = Object.values(type.getFields()).filter((it) => it.name !== 'metrics');
    const isOrder = type.name.endsWith('Order');
    const simple = fields.filter((it) => !isInputObjectType(getNamedType(it.type)) || depth < 4);
    const flat = simple.filter((it) => !/^(AND|OR|NOT)$/.test(it.name) || random.hits(0.3));
    const choices = flat.length > 0 ? flat : fields.filter((it) => !isInputObjectType(getNamedType(it.type)));
    const count = isOrder ? (random.hits(0.03) ? random.below(3) : 1) : random.hits(0.1) ? 0 : random.hits(0.8) ? 1 : 2;
    const chosen = new Map();
    // Keys of links have most to say, and are few among others.
    const ofLinks = isOrder ? choices.filter((it) => getNamedType(it.type).name.endsWith('LinksOrder')) : [];
    for (let i = 0; i < count && choices.length > 0; i += 1) {
      const field = random.pick(ofLinks.length > 0 && random.hits(0.3) ? ofLinks : choices);
      chosen.set(field.name, member(type, field, depth));
    }
    return `{${[...chosen].map(([name, text]) => `${name}: ${text}`).join(', ')}}`;
  }

  /** A first and a last day, in this order but by mistake. */
  function range() {
    const [from, to] = [day(), day()].sort();
    return mistake(0.005) ? { from: to, to: from } : { from, to };
  }

  /** `{from: "2001-02-03", to: null}` */
  function dateRange(type) {
    const span = range();
    const given = Object.values(type.getFields()).map((field) => {
      const literal = random.hits(0.1) ? 'null' : JSON.stringify(span[field.name]);
      return `${field.name}: ${random.hits(0.1) ? declare(field.type, literal, mistake) : literal}`;
    });
    return `{${given.filter(() => random.hits(0.9)).join(', ')}}`;
  }

  /** A comparison of two fields with conditions of one type, or of the ends of a link. */
  function comparison(type) {
    const fields = Object.values(type.getFields());
    const ofType = (name) => fields.filter((it) => getNamedType(it.type).name === name).map((it) => it.name);
    const isOfLinks = 'since' in type.getFields();
    const alike = ['PartialDateFilter', 'IntFilter', 'FloatFilter'].map(ofType).filter((it) => it.length > 0);
    const ends = ['name', 'degree', 'id'].map((name) => [`from.${name}`, `to.${name}`]);
    const paths = random.pick(isOfLinks ? [...alike, ...ends] : alike);
    const operators = paths[0].endsWith('.id') ? ['eq', 'ne'] : ['eq', 'ne', 'lt', 'lte', 'gt', 'gte'];
    const [field, other] = [random.pick(paths), random.pick(paths)];
    return `{field: "${field}", ${random.pick(operators)}: "${other}"}`;
  }

  function member(type, field, depth) {
    if (getNamedType(field.type).name === 'FieldComparison') return comparison(type);
    if (!isNonNullType(field.type) && mistake(0.015)) return 'null';
    const literal = () => {
      const outer = syntax;
      syntax = SYNTAXES[`${type.name}.${field.name}`] ?? syntax;
      const text = value(field.type, field.name, depth + 1);
      syntax = outer;
      return text;
    };
    return random.hits(0.1) && !isInputObjectType(getNamedType(type)) ? declare(field.type, literal(), mistake) : literal();
  }

  function scalar(type, name) {
    const hasSyntax = type === 'Float' || /^(eq|ne|in|notIn)$/.test(name);
    if (syntax !== undefined && hasSyntax && type !== 'Boolean') {
      const [good, wrong] = syntax;
      return random.pick(mistake(0.05) ? wrong : good);
    }
    switch (type) {
      case 'Int':
        return integer(name);
      case 'BigInt':
      case 'Decimal':
      case 'DateTime':
        return exactValue(type);
      case 'Float':
        return random.pick(['0', '1.75', '2', '-1.5', '1e3', '0.25', '1.5e-7']);
      case 'Boolean':
        return random.hits(name === 'certain' ? 0.8 : 0.5) ? 'true' : 'false';
      case 'ID':
        return random.hits(0.1) ? random.pick(['17', '7', '"nobody"', '""']) : JSON.stringify(id(name));
      case 'PartialDate':
        return JSON.stringify(mistake(0.03) ? 'soon' : date(name));
      case 'Date':
        if (mistake(0.02)) return JSON.stringify(random.pick(NO_DAYS));
        if (name in ends) return JSON.stringify(ends[name]);
        if (isView(name)) return JSON.stringify(day());
        return JSON.stringify(random.pick(['2019-06-01', '2001-01-01', '2020-02-29']));
      case 'URL':
        return JSON.stringify(mistake(0.02) ? random.pick(TEXTS) : random.pick(URLS));
      default:
        return text(name);
    }
  }

  /** A date; one that nobody knows is before and after nothing. */
  function date(name) {
    const known = /^(before|after)$/.test(name) && !mistake(0.02);
    const dates = random.hits(0.5) ? DATES : written;
    return random.pick(known ? dates.filter((it) => it !== '?') : dates);
  }

  function day() {
    return random.pick(heroDays.length > 0 && random.hits(0.7) ? heroDays : days);
  }

  function mistake(probability) {
    if (mistakes === 0 || !random.hits(probability)) return false;
    mistakes -= 1;
    return true;
  }

  /** An id of the kind that the field returns, mostly. */
  function id(name) {
    const fitting = ids.filter((it) => world.entities.get(it)?.kind === target);
    if (target === 'MomentConnection' && !mistake(0.1))
      return random.hits(0.4) ? hero : random.pick([...world.entities.keys()]);
    const isHeros = target === world.entities.get(hero).kind || /^(Entity|Node)$/.test(target);
    if (isHeros && random.hits(0.7)) return hero;
    return random.pick(name === 'id' && fitting.length > 0 && random.hits(0.8) ? fitting : ids);
  }

  function integer(name) {
    if (name !== 'first' && name !== 'last')
      return random.pick(['0', '1', '2', '3', '88', '-3', '2147483647', '-2147483648']);
    if (random.hits(0.03)) return random.pick(['-1', '51', '1001', '-2147483648']);
    return String(random.below(5));
  }

  /** A cursor of a list without an order, now and then none at all. */
  function cursor() {
    if (random.hits(0.05)) return random.pick(['', 'nope', 'W10']);
    const entity = world.entities.get(random.pick([...world.entities.keys()]));
    const relation = target === 'LinkConnection' ? random.pick([...world.ontology.relations.keys()]) : null;
    const place = {
      keys: [],
      relation,
      incoming: relation !== null && random.hits(0.5),
      kind: entity.kind,
      id: entity.id,
    };
    return encode({ ...place, ordinal: 1 });
  }

  function text(name) {
    if (name === 'after' || name === 'before') return JSON.stringify(cursor());
    if (name === 'lang') return JSON.stringify(random.pick(LANGUAGES));
    if (name === 'field') return JSON.stringify(random.pick(['born', 'signedOn', 'name']));
    if (name === 'matches') return JSON.stringify(random.pick(mistake(0.1) ? PATTERNS.slice(4) : PATTERNS.slice(0, 4)));
    return JSON.stringify(random.pick(TEXTS));
  }
}
