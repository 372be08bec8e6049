// Checks of arguments that need no data: what is wrong with them is the error of the field,
// however many entities it finds.

import { getNamedType, getNullableType, isInputObjectType, isListType } from 'graphql';
import { interval, isFullDate } from './dates.mjs';
import { messages } from './messages.mjs';
import { checkOrderKey } from './order_checks.mjs';

/** The arguments that say which items are asked for: without one there are more. */
const CONDITIONS = ['where', 'kinds', 'relations', 'direction', 'field'];

/** Throws what is wrong with the arguments that a resolver was called with. */
export function checkArguments(args, info) {
  const { args: definitions } = info.parentType.getFields()[info.fieldName];
  const typeOf = (name) => definitions.find((it) => it.name === name)?.type;
  checkConditions(args);
  if (args.where) checkFilter(typeOf('where'), args.where);
  for (const key of args.orderBy ?? []) checkOrderKey(typeOf('orderBy'), key);
}

/** Throws if an argument that says which items are asked for is null. */
export function checkConditions(args) {
  const forgotten = CONDITIONS.find((name) => args[name] === null);
  if (forgotten) throw messages.nullCondition(forgotten, forgotten === 'where' ? ', or ask for all with `{}`' : '');
}

/** The days from a first to a last, as numbers; an end that is absent or null is open. */
export function daysBetween({ from, to }) {
  const days = {
    from: from == null ? -Infinity : fullDay('from', from),
    to: to == null ? Infinity : fullDay('to', to),
  };
  if (days.to < days.from) throw messages.reversedDays();
  return days;
}

/** The day of a `Date`, as a number. */
export function fullDay(argument, text) {
  const isDay = interval(String(text)) !== undefined && isFullDate(String(text));
  if (!isDay) throw messages.notFull(argument, text);
  return interval(text).earliest;
}

/** Throws what is wrong with a filter. */
export function checkFilter(type, value) {
  const list = getNullableType(type);
  if (isListType(list)) {
    for (const item of value) checkFilter(list.ofType, item);
    return;
  }
  const fields = getNamedType(type).getFields();
  if (getNamedType(type).name === 'DateRange') {
    daysBetween(value);
    return;
  }
  checkNulls(fields, value);
  if (getNamedType(type).name.endsWith('LinksCount')) checkCount(value);
  if (isOperators(getNamedType(type))) checkOperators(fields, value);
  for (const [name, inner] of Object.entries(value)) {
    if (isInputObjectType(getNamedType(fields[name].type))) checkFilter(fields[name].type, inner);
  }
}

/** No condition is null: a forgotten variable would turn it off. */
function checkNulls(fields, value) {
  const forgotten = Object.keys(value).find((name) => value[name] === null);
  if (!forgotten) return;
  const other = ['isNull', 'isEmpty'].find((name) => fields[name] && name !== forgotten);
  throw messages.nullCondition(forgotten, other ? `, or ask with \`${other}: true\`` : '');
}

/** Which links count says nothing of their number. */
function checkCount(value) {
  const names = Object.keys(value).filter((name) => value[name] !== undefined);
  if (names.length > 0 && names.every((name) => name === 'where' || name === 'distinct')) throw messages.emptyCount();
}

/** Whether a type holds operators on one value. */
function isOperators(type) {
  return type.name.endsWith('Filter') && !/(Links?|Citations|ExternalIds)Filter$/.test(type.name);
}

function checkOperators(fields, value) {
  for (const [name, operand] of Object.entries(value)) {
    if (name === 'matches') pattern(operand);
    if (getNamedType(fields[name].type).name === 'URL') {
      const wrong = [operand].flat().find((text) => !/^https?:\/\/[^\s/?#]/i.test(String(text)));
      if (wrong !== undefined) throw messages.badUrl(name, wrong);
    }
    if (!/^(Partial)?Date$/.test(getNamedType(fields[name].type).name)) continue;
    const wrong = [operand].flat().find((text) => interval(String(text)) === undefined);
    if (wrong !== undefined) throw messages.badDate(name, wrong);
    if (/^(before|after)$/.test(name) && operand === '?') throw messages.unknownDay(name);
  }
}

/** The one entry of an input object that has one; null entries do not count. */
export function only(key) {
  const entries = Object.entries(key).filter(([, value]) => value !== null && value !== undefined);
  return entries.length === 1 ? entries[0] : undefined;
}

/** A regular expression, or the error that it is none. */
export function pattern(text) {
  try {
    return new RegExp(text, 'u');
  } catch {
    throw messages.badPattern(text);
  }
}
