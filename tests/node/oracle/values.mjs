// Random values for arguments: of the right type always, sensible mostly. A value is GraphQL
// text; now and then it is a variable, whose declaration and value are noted beside it.

import { GraphQLNonNull, getNamedType, isNonNullType } from 'graphql';
import { groupValues, isOfGroups } from './group_values.mjs';
import { inputs } from './inputs.mjs';
import { literals } from './literals.mjs';
import { isExact } from './scalars.mjs';
import { isView } from './views.mjs';

/** Makes values for a world; `declare` notes a variable and gives its name. */
export function valueMaker(world, random, declare, theme) {
  // Of two mistakes in one document it is nobody's business which is named first.
  let mistakes = random.hits(0.25) ? 1 : 0;
  const of = literals(world, random, mistake);
  const groupKeys = groupValues(world, random, mistake, theme);
  const value = inputs({ random, mistake, declare, literals: of, groupKeys, theme });
  return { begin, mistake, argument, viewArguments, isLookup, lookup };

  /** The arguments of a field begin that leads to a type. */
  function begin(target) {
    of.begin(target);
    groupKeys.begin();
  }

  /** Whether a field of `Query` finds one entity by one of several keys. */
  function isLookup({ args }) {
    return args.some((it) => it.name === 'id' && !isNonNullType(it.type));
  }

  /** The arguments of a lookup: mostly one key that something has. */
  function lookup(definition) {
    const views = viewArguments();
    const keys = definition.args.filter((it) => !isView(it.name));
    const target = getNamedType(definition.type).name;
    begin(target);
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

  /** A value for an argument, perhaps a variable; undefined leaves it out, as is mostly done with what nobody wants. */
  function argument({ type, name }, isNeeded, keen) {
    if (name === 'from') of.newEnds();
    if (isOfGroups({ type, name })) return keys(type, name, isNeeded);
    const isWanted = isNeeded || random.hits(name === 'first' ? 0.55 : keen && /^(where|orderBy)$/.test(name) ? 0.65 : 0.3);
    if (!isView(name) && !isNonNullType(type) && !isWanted) return undefined;
    return variableOr(type, () => value(type, name, 0));
  }

  /** Keys of groups, or what is summed up. */
  function keys(type, name, isNeeded) {
    if (!isNeeded && random.hits(name.startsWith('by') ? 0.25 : 0.4)) return undefined;
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

  function mistake(probability) {
    if (mistakes === 0 || !random.hits(probability)) return false;
    mistakes -= 1;
    return true;
  }
}
