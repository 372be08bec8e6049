// The theme of a document: one shape that it is to have. Every choice prefers what is on the
// shortest way there, so that what only one kind has is asked as often as what all have.

import { getNamedType, isAbstractType, isCompositeType, isInputObjectType, isUnionType } from 'graphql';
import { asked, shapesOf } from './shapes.mjs';

const known = new WeakMap();

/** The theme of a seed: all shapes have their turn. */
export function themeOf(oracle, seed, random) {
  if (!known.has(oracle)) {
    const waysTo = reversed(oracle.schema);
    known.set(oracle, { shapes: [...shapesOf(oracle).all().values()], waysTo, steps: new Map() });
  }
  const { shapes, waysTo, steps: all } = known.get(oracle);
  const goal = random.pick(shapes[seed % shapes.length]);
  if (!all.has(goal.type)) all.set(goal.type, stepsTo(goal.type, waysTo));
  const steps = all.get(goal.type);
  return { lead, wants, valueAt };

  /** The field of some on the shortest way, mostly; undefined if none is on any, and now and then. */
  function lead(type, fields) {
    const far = fields.map((field) => ({ field, steps: stepsFrom(type, field) }));
    const least = Math.min(...far.map((it) => it.steps));
    if (least === Infinity || !random.hits(0.85)) return undefined;
    return random.pick(far.filter((it) => it.steps === least)).field;
  }

  function stepsFrom(type, field) {
    if (type === goal.type && field === goal.field) return -1;
    const ends = [field, ...(field.args ?? [])].map((it) => steps.get(getNamedType(it.type)) ?? Infinity);
    return Math.min(...ends);
  }

  /** Whether an argument is on the way. */
  function wants(type, field, argument) {
    if (type === goal.type && field === goal.field) return goal.argument === argument;
    const by = (it) => steps.get(getNamedType(it.type)) ?? Infinity;
    return by(argument) < Infinity && by(argument) <= by(field);
  }

  /** The value of the key that is the goal. */
  function valueAt(type, field) {
    return type === goal.type && field === goal.field && random.hits(0.9) ? goal.value : undefined;
  }
}

/** How many steps each type is away from a type, over fields, arguments and fragments. */
function stepsTo(goal, waysTo) {
  const steps = new Map([[goal, 0]]);
  for (const type of steps.keys()) {
    for (const before of waysTo.get(type) ?? []) if (!steps.has(before)) steps.set(before, steps.get(type) + 1);
  }
  return steps;
}

/** Of each type those that lead to it. */
function reversed(schema) {
  const ways = new Map();
  const note = (from, to) => ways.set(to, (ways.get(to) ?? new Set()).add(from));
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || !(isCompositeType(type) || isInputObjectType(type))) continue;
    if (isAbstractType(type)) schema.getPossibleTypes(type).forEach((it) => note(type, it));
    if (isUnionType(type)) continue;
    for (const field of asked(type)) {
      for (const end of [field, ...(field.args ?? [])]) note(type, getNamedType(end.type));
    }
  }
  return ways;
}
