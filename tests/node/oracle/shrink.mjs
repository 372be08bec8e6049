// Makes a failing document small: takes out selections, arguments, directives and fragments
// one after the other, as long as it still fails.

import { Kind, parse, print, visit } from 'graphql';

const MOST_TRIES = 400;

/** The smallest request found for which `fails` still answers true. */
export async function shrink(request, fails) {
  let best = request;
  let tries = 0;
  for (let progress = true; progress && tries < MOST_TRIES; ) {
    progress = false;
    for (let at = 0; tries < MOST_TRIES; at += 1) {
      const smaller = without(best, at);
      if (smaller === undefined) break;
      tries += 1;
      if (!(await fails(smaller))) continue;
      best = smaller;
      progress = true;
      at -= 1;
    }
  }
  return best;
}

/** The request without the part at a position; undefined behind the last one. */
function without(request, position) {
  let count = 0;
  let found = false;
  const document = visit(parse(request.query), {
    enter(node, key, parent) {
      if (!removable(node, key, parent)) return undefined;
      count += 1;
      if (count - 1 !== position) return undefined;
      found = true;
      return null;
    },
  });
  return found ? tidy(request, document) : undefined;
}

function removable(node, key, parent) {
  switch (node.kind) {
    case Kind.FIELD:
    case Kind.INLINE_FRAGMENT:
    case Kind.FRAGMENT_SPREAD:
      return parent.length > 1;
    case Kind.OPERATION_DEFINITION:
      return parent.length > 1 && parent.filter((it) => it.kind === Kind.OPERATION_DEFINITION).length > 1;
    case Kind.ARGUMENT:
    case Kind.DIRECTIVE:
    case Kind.OBJECT_FIELD:
      return true;
    default:
      // An item of a list value.
      return Array.isArray(parent) && typeof key === 'number' && 'value' in node;
  }
}

/** Drops the fragments and variables that nothing uses any more. */
function tidy(request, document) {
  let definitions = document.definitions;
  for (let before = -1; before !== definitions.length; ) {
    before = definitions.length;
    const spreads = used(definitions, Kind.FRAGMENT_SPREAD);
    definitions = definitions.filter((it) => it.kind !== Kind.FRAGMENT_DEFINITION || spreads.has(it.name.value));
  }
  const variables = used(
    definitions.map((it) => ({ ...it, variableDefinitions: [] })),
    Kind.VARIABLE,
  );
  const kept = definitions.map((it) =>
    it.kind === Kind.OPERATION_DEFINITION
      ? { ...it, variableDefinitions: it.variableDefinitions.filter((one) => variables.has(one.variable.name.value)) }
      : it,
  );
  return {
    ...request,
    query: print({ ...document, definitions: kept }),
    variables: Object.fromEntries(Object.entries(request.variables ?? {}).filter(([name]) => variables.has(name))),
  };
}

function used(definitions, kind) {
  const names = new Set();
  for (const definition of definitions) {
    visit(definition, { enter: (node) => void (node.kind === kind && names.add(node.name.value)) });
  }
  return names;
}
