// Random keys of groups, and what is summed up: `by: [{country: {name: VALUE}}]`,
// `of: [{cost: {amount: VALUE}}]`.

import { getNamedType, isInputObjectType } from 'graphql';

const NUMBERS = /^(Int|Float|BigInt|Decimal)$/;
const TIMES = /^(PartialDate|Date|DateTime)$/;
const OF_LINKS = ['at', 'since', 'until'];

/** Makes the elements of `by` and `of`; `mistake` says now and then that one is to be wrong. */
export function groupValues({ ontology }, random, mistake, theme) {
  // What `orderBy` of the same field can order by: the first value that is summed up.
  let first;
  return { begin, element, order };

  /** A field with such arguments begins. */
  function begin() {
    first = undefined;
  }

  /** An element of an argument of that name. */
  function element(type, argument) {
    if (!argument.startsWith('of')) return key(type, 0);
    if (mistake(0.01)) return key(type, 2);
    const summed = random.pick(summable(type));
    if (summed === undefined) return undefined;
    first ??= summed.type;
    return summed.text;
  }

  /** A key: one field, the deeper the more seldom one that leads on. */
  function key(type, depth) {
    if (mistake(0.01)) return '{}';
    const fields = Object.values(type.getFields());
    const ends = fields.filter((it) => !isInputObjectType(it.type));
    const leading = fields.filter((it) => isInputObjectType(it.type));
    const isEnd = leading.length === 0 || (ends.length > 0 && random.hits(0.45 + depth * 0.2));
    const led = depth < 4 ? theme?.lead(type, fields) : undefined;
    const field = led ?? random.pick(isEnd ? ends : leading);
    if (isInputObjectType(field.type)) return `{${field.name}: ${key(field.type, depth + 1)}}`;
    return `{${field.name}: ${theme?.valueAt(type, field) ?? random.pick(field.type.getValues()).name}}`;
  }

  /** A key of the order of the groups. */
  function order(type) {
    const names = Object.keys(type.getFields());
    const isKnown = (it) => first !== undefined || !/^(min|max|sum|mean)$/.test(it);
    const fits = (it) => isKnown(it) && (NUMBERS.test(first) || !/^(sum|mean)$/.test(it));
    const possible = mistake(0.02) ? names : names.filter(fits);
    const led = theme?.lead(type, Object.values(type.getFields()))?.name;
    const name = possible.includes(led) ? led : random.pick(possible);
    return `{${name}: ${theme?.valueAt(type, type.getFields()[name]) ?? random.pick(['ASC', 'DESC'])}}`;
  }

  /** The numbers and dates that a type of keys names. */
  function summable(type) {
    const owner = type.name.replace(/Value$/, '');
    const properties = ownersOf(owner).flatMap((it) => propertiesOf(it));
    const names = Object.keys(type.getFields());
    const times = OF_LINKS.filter((it) => names.includes(it)).map((name) => ({ name, type: 'PartialDate' }));
    const degree = names.includes('degree') && !names.includes('relation') ? [{ name: 'degree', type: 'Int' }] : [];
    return [...properties.filter((it) => names.includes(it.name)), ...times, ...degree].flatMap(leaves);
  }

  function ownersOf(name) {
    const { kinds, interfaces, linkProperties } = ontology;
    return [kinds.get(name) ?? interfaces.get(name) ?? linkProperties.get(name) ?? []];
  }
}

function propertiesOf(owner) {
  return Array.isArray(owner) ? owner : owner.properties;
}

/** The numbers and dates of a property, each as it is asked for. */
function leaves({ name, type, fields }) {
  const inside = (fields ?? []).flatMap(leaves).map((it) => ({ ...it, text: `{${name}: ${it.text}}` }));
  return NUMBERS.test(type) || TIMES.test(type) ? [{ type, text: `{${name}: VALUE}` }] : inside;
}

/** Whether an argument has keys of groups. */
export function isOfGroups({ name, type }) {
  return /^(by|of)(Edge)?$/.test(name) && getNamedType(type).name.endsWith('Value');
}
