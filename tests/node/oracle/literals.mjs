// Random literals of scalars: those of the facts mostly, and days on which something changes.

import { encode } from './cursor.mjs';
import { datesOf, daysToAskOf } from './days.mjs';
import { exactValues } from './exact_values.mjs';
import { isView } from './views.mjs';

const URLS = ['https://velmora.example/', 'https://bridge.example/1', 'HTTPS://GAZETTE.EXAMPLE/2020?n=1', 'http://x.org'];
const TEXTS = ['a', 'o', 'lamp', 'Gul', 'ко', 'Şə', 'TIDE', '', 't\\b', 'minister', '"', '🌊', '0017', 'Velmora'];
const DATES = ['1980', '2019', '2019-05', '2019-05-03', '1961-04', '2000-02', '2018?', '1999-02~', '?', '2010-01-01'];
const NO_DAYS = ['2019', '2019-02-30', '2019-05-03?', 'soon', '?'];
const PATTERNS = ['^[a-m]', 'a.*o', '[0-9]', '\\s', '(', '[a', '*'];
const LANGUAGES = ['en', 'az', 'ru', 'ky', 'EN', 'xx', 'ru-RU', 'az-Latn-AZ', 'ru_RU', 'xx-ru'];

/** Values of fields that have a syntax beside that of their scalar: good ones, and mistakes. */
const SYNTAXES = {
  'MoneyWhere.currency': [['"USD"', '"AZN"', '"EUR"', '"KGS"'], ['"dollars"', '"usd"', '""']],
  'PointWhere.latitude': [['40.4', '0', '-16.5', '90'], ['91', '-90.5']],
  'PointWhere.longitude': [['49.8', '0', '-170', '180'], ['190', '-180.5']],
};

const known = new WeakMap();

/** All dates of a world, and the days to ask of. */
function datesIn(world) {
  if (!known.has(world)) {
    const written = datesOf(world, [...world.entities.keys()]);
    known.set(world, { written, days: daysToAskOf(written) });
  }
  return known.get(world);
}

/** Makes literals for a world; `mistake` says now and then that one is to be wrong. */
export function literals(world, random, mistake) {
  const all = [...world.entities.values()];
  const ids = [...world.entities.keys(), ...world.links.slice(0, 12).map((it) => it.id)];
  // A document asks more of one entity than of others, and of days that count for it.
  const hero = random.pick(all);
  const { written, days } = datesIn(world);
  const heroDays = daysToAskOf(datesOf(world, [hero.id]));
  const texts = [...TEXTS, ...all.flatMap((it) => it.names.map((name) => name.value)), ...hero.externalIds.map((it) => it.value)];
  const exactValue = exactValues(world, random, mistake);
  // What the field leads to whose arguments are made, and the range of days that it asks of.
  let target;
  let ends = { from: days.at(0), to: days.at(-1) };
  // The values of the field whose operators are made.
  let syntax;
  return { begin, range, newEnds, inSyntax, scalar };

  /** The arguments of a field begin that leads to a type. */
  function begin(type) {
    target = type;
  }

  function newEnds() {
    ends = range();
  }

  /** What a field of an input type holds: in the syntax of the field, if it has one. */
  function inSyntax(field, make) {
    const outer = syntax;
    syntax = SYNTAXES[field] ?? syntax;
    const text = make();
    syntax = outer;
    return text;
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
        return random.pick(['0', '1.75', '2', '-1.5', '1e3', '0.25', '1.5e-7', '100', '0.1', '51.5']);
      case 'Boolean':
        return random.hits(name === 'certain' ? 0.8 : 0.5) ? 'true' : 'false';
      case 'ID':
        return random.hits(0.1) ? random.pick(['17', '7', '"nobody"', '""']) : JSON.stringify(id(name));
      case 'PartialDate':
        return JSON.stringify(mistake(0.03) ? 'soon' : date(name));
      case 'Date':
        return JSON.stringify(fullDate(name));
      case 'URL':
        return JSON.stringify(mistake(0.02) ? random.pick(TEXTS) : random.pick(URLS));
      default:
        return text(name);
    }
  }

  /** A first and a last day, in this order but by mistake. */
  function range() {
    const [from, to] = [day(), day()].sort();
    return mistake(0.005) ? { from: to, to: from } : { from, to };
  }

  function fullDate(name) {
    if (mistake(0.02)) return random.pick(NO_DAYS);
    if (name in ends) return ends[name];
    return isView(name) || random.hits(0.5) ? day() : random.pick(['2019-06-01', '2001-01-01', '2020-02-29']);
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

  /** An id of the kind that the field returns, mostly. */
  function id(name) {
    const fitting = ids.filter((it) => world.entities.get(it)?.kind === target);
    if (target === 'MomentConnection' && !mistake(0.1)) return (random.hits(0.4) ? hero : random.pick(all)).id;
    const isHeros = target === hero.kind || /^(Entity|Node)$/.test(target);
    if (isHeros && random.hits(0.7)) return hero.id;
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
    const entity = random.pick(all);
    const relation = target === 'LinkConnection' ? random.pick([...world.ontology.relations.keys()]) : null;
    const incoming = relation !== null && random.hits(0.5);
    return encode({ keys: [], relation, incoming, kind: entity.kind, id: entity.id, ordinal: 1 });
  }

  function text(name) {
    if (name === 'after' || name === 'before') return JSON.stringify(cursor());
    if (name === 'lang') return JSON.stringify(random.pick(LANGUAGES));
    if (name === 'field') return JSON.stringify(random.pick(['born', 'signedOn', 'name', 'balance', 'touched', 'address']));
    if (name === 'matches') return JSON.stringify(random.pick(mistake(0.1) ? PATTERNS.slice(4) : PATTERNS.slice(0, 4)));
    const isPart = /^(contains|startsWith|endsWith)$/.test(name);
    return JSON.stringify(random.pick(isPart ? TEXTS : texts));
  }
}
