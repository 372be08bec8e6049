// Checks of arguments that need no data: what is wrong with them is the error of the field,
// however many entities it finds.

import { getNamedType, getNullableType, isInputObjectType, isListType } from 'graphql';
import { interval, isFullDate } from './dates.mjs';
import { messages } from './messages.mjs';
import { checkOrderKey } from './order_checks.mjs';
import { isExact, isOfExact } from './scalars.mjs';

/** The arguments that say which items are asked for: without one there are more. */
const CONDITIONS = ['where', 'kinds', 'relations', 'direction', 'field'];

/** Throws what is wrong with the arguments that a resolver was called with. */
export function checkArguments(args, info) {
  const { args: definitions } = info.parentType.getFields()[info.fieldName];
  const typeOf = (name) => definitions.find((it) => it.name === name)?.type;
  checkConditions(args);
  if (args.where) checkFilter(typeOf('where'), args.where, 'where');
  for (const [index, key] of (args.orderBy ?? []).entries()) checkOrderKey(typeOf('orderBy'), key, `orderBy[${index}]`);
}

/** Throws if an argument that says which items are asked for is null. */
export function checkConditions(args) {
  const forgotten = CONDITIONS.find((name) => args[name] === null);
  if (forgotten) throw messages.nullCondition(forgotten, forgotten === 'where' ? ', or ask for all with `{}`' : '');
}

/** The days from a first to a last, as numbers; an end that is absent or null is open. */
export function daysBetween({ from, to }, path) {
  const end = (name) => (path === undefined ? name : `${path}.${name}`);
  const days = {
    from: from == null ? -Infinity : fullDay(end('from'), from),
    to: to == null ? Infinity : fullDay(end('to'), to),
  };
  if (days.to < days.from) throw messages.reversedDays(path);
  return days;
}

/** The day of a `Date`, as a number. */
export function fullDay(path, text) {
  const isDay = typeof text === 'string' && isFullDate(text);
  if (!isDay) throw messages.notFull(path, text);
  return interval(text).earliest;
}

/** Fields whose values have a syntax that their scalar does not have. */
const SYNTAXES = {
  'MoneyWhere.currency': (path, text) => {
    if (!/^[A-Z]{3}$/.test(text)) throw messages.badCurrency(path, text);
  },
  'PointWhere.latitude': (path, degrees) => checkDegrees(path, 'latitude', degrees, 90),
  'PointWhere.longitude': (path, degrees) => checkDegrees(path, 'longitude', degrees, 180),
};

function checkDegrees(path, what, degrees, most) {
  if (Math.abs(degrees) > most) throw messages.badDegrees(path, what, degrees, most);
}

/** Throws what is wrong with a filter; `check` is that of a field whose values have a syntax of their own. */
export function checkFilter(type, value, path, check) {
  const list = getNullableType(type);
  if (isListType(list)) {
    for (const [index, item] of value.entries()) checkFilter(list.ofType, item, `${path}[${index}]`);
    return;
  }
  const named = getNamedType(type);
  const fields = named.getFields();
  if (named.name === 'DateRange') {
    daysBetween(value, path);
    return;
  }
  checkNulls(fields, value, path);
  if (isOperators(named)) checkOperators(fields, value, path, check);
  for (const [name, inner] of Object.entries(value)) {
    const syntax = SYNTAXES[`${named.name}.${name}`] ?? check;
    const isInput = isInputObjectType(getNamedType(fields[name].type));
    if (isInput) checkFilter(fields[name].type, inner, `${path}.${name}`, syntax);
  }
  if (named.name.endsWith('LinksCount')) checkCount(value, path);
}

/** No condition is null: a forgotten variable would turn it off. */
function checkNulls(fields, value, path) {
  const forgotten = Object.keys(value).find((name) => value[name] === null);
  if (!forgotten) return;
  const other = ['isNull', 'isEmpty'].find((name) => fields[name] && name !== forgotten);
  throw messages.nullCondition(`${path}.${forgotten}`, other ? `, or ask with \`${other}: true\`` : '');
}

/** Which links count says nothing of their number. */
function checkCount(value, path) {
  const names = Object.keys(value).filter((name) => value[name] !== undefined);
  const isOfNothing = names.length > 0 && names.every((name) => name === 'where' || name === 'distinct');
  if (isOfNothing) throw messages.emptyCount(path);
}

/** Whether a type holds operators on one value. */
function isOperators(type) {
  return type.name.endsWith('Filter') && !/(Links?|Citations|ExternalIds)Filter$/.test(type.name);
}

/** Operators that compare with whole values, and not with parts of texts. */
const OF_WHOLE_VALUES = /^(eq|ne|in|notIn|has|hasAny|hasAll)$/;

function checkOperators(fields, value, path, check) {
  for (const [name, operand] of Object.entries(value)) {
    const type = getNamedType(fields[name].type).name;
    const at = `${path}.${name}`;
    if (name === 'matches') pattern(operand, at);
    for (const [place, item] of itemsAt(operand, at)) {
      if (type === 'URL' && typeof item !== 'string' && !Number.isInteger(item)) throw messages.notText(place);
      if (type === 'URL' && !/^https?:\/\/[^\s/?#]/i.test(String(item))) throw messages.badUrl(place, item);
      if (check && (type === 'Float' || OF_WHOLE_VALUES.test(name))) check(place, item);
      if (isExact(type)) checkExact(place, type, item);
      if (!/^(Partial)?Date$/.test(type)) continue;
      if (interval(String(item)) === undefined) throw messages.badDate(place, item);
      if (/^(before|after)$/.test(name) && item === '?') throw messages.unknownDay(place);
    }
  }
}

/** Throws unless a value is one of a scalar that is compared exactly. */
export function checkExact(path, type, value) {
  if (!isOfExact(type, value)) throw messages.notExact(path, type, value);
}

/** The values of an operator, each with its path. */
function itemsAt(operand, path) {
  return Array.isArray(operand) ? operand.map((item, index) => [`${path}[${index}]`, item]) : [[path, operand]];
}

/** The one entry of an input object that has one; null entries do not count. */
export function only(key) {
  const entries = Object.entries(key).filter(([, value]) => value !== null && value !== undefined);
  return entries.length === 1 ? entries[0] : undefined;
}

/** A regular expression, or the error that it is none. */
export function pattern(text, path) {
  try {
    return new RegExp(text, 'u');
  } catch {
    throw messages.badPattern(path, text);
  }
}
