// Checks of orders: each key names one field, numbers are added up, amounts are of one currency.

import { getNamedType, isInputObjectType } from 'graphql';
import { checkFilter, only } from './arguments.mjs';
import { comparisonKey } from './fold.mjs';
import { pathOf, VALUES } from './links.mjs';
import { messages } from './messages.mjs';

/** A key names one field, at each level: `{ edge: { since: ASC } }`. */
export function checkOrderKey(type, key, path) {
  if (only(key) === undefined) throw messages.orderKeys(path, key);
  const [name, inner] = only(key);
  const { type: innerType } = getNamedType(type).getFields()[name];
  const at = `${path}.${name}`;
  if (getNamedType(innerType).name.endsWith('LinksOrder')) checkLinksKey(getNamedType(innerType), name, inner, at);
  else if (isInputObjectType(getNamedType(innerType)) && name !== 'distanceFrom') checkOrderKey(innerType, inner, at);
}

/** A key of links names one value of them. */
function checkLinksKey(type, field, key, at) {
  const values = VALUES.filter((name) => key[name] != null);
  if (values.length !== 1) throw messages.linksKey(at, field, values);
  const forgotten = Object.keys(key).find((name) => /^(where|distinct)$/.test(name) && key[name] === null);
  if (forgotten) throw messages.nullCondition(`${at}.${forgotten}`, '');
  const { where: conditions, ...orders } = type.getFields();
  if (key.where) checkFilter(conditions.type, key.where, `${at}.where`);
  const [value] = values;
  if (value === 'count') return;
  const inner = key[value];
  checkOrderKey(orders[value].type, inner, `${at}.${value}`);
  const path = pathOf(inner);
  if (key.distinct && path[0] === 'edge') throw messages.distinctEdge(`${at}.distinct`, path);
  const { ty, condition } = keyType(getNamedType(conditions.type), inner);
  if (ty === 'amount' && !leavesOne(key.where, condition)) throw messages.severalCurrencies(`${at}.${value}`, value, path, condition);
  if (!/^(sum|mean)$/.test(value) || ty === 'amount' || ty === 'number') return;
  throw messages.notNumber(`${at}.${value}`, path, ty);
}

/** What a key is, and the path of a condition on its currency if it is an amount. */
function keyType(conditions, key) {
  const [side, inner] = only(key);
  return typeOf(getNamedType(conditions.getFields()[side].type), inner, [side], side === 'node');
}

function typeOf(conditions, key, path, isOfEntity) {
  const [name, inner] = only(key);
  if (name === 'distanceFrom') return { ty: 'number' };
  const type = getNamedType(conditions.getFields()[name].type);
  if (typeof inner === 'string') {
    if (conditions.name === 'MoneyWhere' && name === 'amount') return { ty: 'amount', condition: [...path, 'currency'] };
    return { ty: isOfEntity && name === 'id' ? 'an id' : words(type.name) };
  }
  if (type.name.endsWith('LinksFilter')) return linksType(type, inner);
  const fields = type.getFields();
  const leadsOn = 'node' in fields && type.name.endsWith('Filter');
  if (leadsOn) return typeOf(getNamedType(fields.node.type), inner, [...path, name, 'node'], true);
  return typeOf(type, inner, [...path, name], false);
}

function linksType(type, key) {
  const value = VALUES.find((it) => key[it] != null);
  if (!/^(min|max)$/.test(value)) return { ty: 'number' };
  const { ty } = keyType(getNamedType(type.getFields().some.type), key[value]);
  return { ty: ty === 'amount' ? 'number' : ty };
}

/** What the values are that a filter is for. */
function words(filter) {
  const known = {
    StringFilter: 'a text',
    URLFilter: 'a text',
    IDFilter: 'an ID',
    BooleanFilter: 'a Boolean',
    PartialDateFilter: 'a date',
    DateFilter: 'a date',
    DateTimeFilter: 'a DateTime',
  };
  if (/^(Int|Float|BigInt|Decimal)Filter$/.test(filter)) return 'number';
  return known[filter] ?? `a value of ${filter.replace(/Filter$/, '')}`;
}

/** Whether a condition leaves one text at a path, whatever else it asks. */
function leavesOne(where, [name, ...rest]) {
  if (where == null) return false;
  if ((where.AND ?? []).some((part) => leavesOne(part, [name, ...rest]))) return true;
  const inner = where[name];
  if (rest.length > 0) return leavesOne(inner, rest);
  const texts = [inner?.eq != null ? [inner.eq] : undefined, inner?.in];
  return texts.some((list) => list && new Set(list.map(comparisonKey)).size === 1);
}
