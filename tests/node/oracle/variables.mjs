// Declares variables for random documents: odd but valid ones. Literals are given as
// variables in all the ways in which a client may give them.

import {
  Kind,
  getNamedType,
  getNullableType,
  isNonNullType,
  isInputObjectType,
  isListType,
  parseValue,
  valueFromASTUntyped,
  visit,
} from 'graphql';

/** Of a number that JSON would round, its text. */
function withAllDigits(node) {
  return Number.isSafeInteger(Number(node.value)) ? undefined : { ...node, kind: Kind.STRING };
}

/** The variables of one document. */
export function variableSet(random) {
  const declarations = [];
  const values = {};
  return { values, declare, condition, usedIn };

  /** The declarations of the variables in a text. Others stood in parts that were thrown away. */
  function usedIn(text) {
    const names = new Set(text.match(/\$\w+/g));
    for (const name of Object.keys(values)) if (!names.has(`$${name}`)) delete values[name];
    return declarations.filter((it) => names.has(it.split(':')[0]));
  }

  /**
   * Declares a variable that stands where `type` is asked for and means `literal`; `mistake` says
   * whether it may be a null that is an error.
   */
  function declare(type, literal, mistake) {
    const name = `v${declarations.length}`;
    const json = odd(type, valueFromASTUntyped(visit(parseValue(literal), { IntValue: withAllDigits })));
    const nullable = String(getNullableType(type));
    if (!isNonNullType(type)) {
      optional(name, type, nullable, literal, json, mistake);
    } else if (random.hits(0.4) && literal !== 'null') {
      // With a default, a variable that may be null stands where null is not allowed.
      declarations.push(`$${name}: ${nullable} = ${literal}`);
      if (random.hits(0.5)) values[name] = mistake(0.12) ? null : json;
    } else {
      declarations.push(`$${name}: ${type}`);
      values[name] = json;
    }
    return `$${name}`;
  }

  function optional(name, type, nullable, literal, json, mistake) {
    const form = random.below(9);
    if (form === 0)
      declarations.push(`$${name}: ${nullable}`); // absent
    else if (form === 1)
      declarations.push(`$${name}: ${nullable} = ${literal}`); // by default
    else if (form === 2 && !isInputObjectType(getNamedType(type)) && mistake(0.7)) declarations.push(`$${name}: ${nullable} = null`);
    else {
      declarations.push(`$${name}: ${nullable}${form === 3 && json !== null ? '!' : ''}`);
      values[name] = json;
    }
  }

  /**
   * A variable for `@skip` or `@include`; a document has a handful of them, used again. Never
   * null: Corridor refuses such a request as a whole, where graphql-js fails each field.
   */
  function condition() {
    const known = declarations.filter((it) => it.includes(': Boolean') && it.startsWith('$c'));
    if (known.length >= 4 || (known.length > 0 && random.hits(0.5))) return random.pick(known).split(':')[0];
    const name = `c${declarations.length}`;
    const form = random.below(5);
    const value = random.hits(0.5);
    if (form === 0) declarations.push(`$${name}: Boolean = ${value}`);
    else if (form === 1) declarations.push(`$${name}: Boolean! = ${value}`);
    else declarations.push(`$${name}: Boolean${form === 2 ? ' = true' : '!'}`);
    if (form > 2 || (form === 2 && random.hits(0.8))) values[name] = value;
    return `$${name}`;
  }

  /** The same value in another form that means it: one for a list of one, a number for an id. */
  function odd(type, value) {
    const named = getNamedType(type).name;
    if (named === 'ID' && typeof value === 'string' && /^[1-9]\d{0,8}$/.test(value)) return Number(value);
    if (Array.isArray(value) && value.length === 1 && isListType(getNullableType(type)) && random.hits(0.5))
      return value[0];
    return value;
  }
}
