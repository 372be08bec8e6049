// Keys of all links of an entity by one relation: how many there are, or a value of the keys that
// each of them has.

import { only } from './arguments.mjs';
import { compareKeys } from './cursor.mjs';
import { matchesStep } from './filters.mjs';
import { written } from './fingerprint.mjs';
import { keysOf } from './keys.mjs';
import { meanOf, sumOf } from './sums.mjs';
import { linksBy } from './walk.mjs';

/** The values of links, of which a key names one. */
export const VALUES = ['count', 'min', 'max', 'sum', 'mean'];

/** The key that the links of an entity give, which lead to what a list holds: `{ max: { edge: { since: 'DESC' } }, where: { ... } }`. */
export function linksKeyOf(world, list, field, key) {
  const value = VALUES.find((name) => key[name] != null);
  const { where, distinct } = key;
  const stepsOf = (entity) => {
    const steps = linksBy(world, entity, field).filter((step) => matchesStep(world, step, where));
    return distinct ? steps.filter((step, at) => steps.findIndex((it) => it.other === step.other) === at) : steps;
  };
  const of = `${field}.${value}.${where ? written(where) : ''}.${distinct === true}`;
  if (value === 'count') {
    return { of, direction: key.count, key: (entity) => ({ type: 'Int', value: stepsOf(entity).length }) };
  }
  const one = keysOf(world, list, key[value]).at(-1);
  return {
    of: `${of}.${one.of}`,
    direction: one.direction,
    key: (entity) => valueOf(value, stepsOf(entity).map(one.key)),
  };
}

/** A value of some keys. An absent one counts for nothing, and neither does a date of which nothing is known. */
function valueOf(value, keys) {
  const isUnknown = (it) => it.value === null || (/^(Partial)?Date$/.test(it.type) && it.value === '?');
  const known = keys.filter((it) => !isUnknown(it));
  if (known.length === 0) return { type: 'Int', value: null };
  const less = (a, b) => compareKeys(a.type, a.value, b.value, 'ASC') < 0;
  if (value === 'min') return known.reduce((min, it) => (less(it, min) ? it : min));
  if (value === 'max') return known.reduce((max, it) => (less(max, it) ? it : max));
  return value === 'sum' ? sumOf(known) : meanOf(known);
}

/** The path of names to a key that names one at each level: `node`, `country`, `name`. */
export function pathOf(key) {
  if (typeof key !== 'object' || only(key) === undefined) return [];
  const [name, inner] = only(key);
  return [name, ...pathOf(inner)];
}
