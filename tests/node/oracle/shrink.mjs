// Makes a failing document small: takes out selections, arguments, directives and fragments
// one after the other, as long as it still fails; of a text that does not parse, tokens.

import { Kind, parse, print, stripIgnoredCharacters, visit } from 'graphql';
import { tokensOf } from './mutate.mjs';

const MOST_TRIES = 400;

/** The smallest request found for which `fails` still answers true. */
export async function shrink(request, fails) {
  let best = request;
  let tries = 0;
  // In lines where it fails so too, else in one: some failures are of columns.
  const inLines = { ...request, query: print(parse(request.query)) };
  const layout = (await fails(inLines)) ? print : (document) => stripIgnoredCharacters(print(document));
  for (let progress = true; progress && tries < MOST_TRIES; ) {
    progress = false;
    for (let at = 0; tries < MOST_TRIES; at += 1) {
      const smaller = without(best, at, layout);
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

/** The same for a document that does not parse: tokens are taken out, with the groups behind them. */
export async function shrinkText(request, fails) {
  const tokens = tokensOf(request.query).map((it) => it.text);
  for (let before = -1; before !== tokens.length; ) {
    before = tokens.length;
    for (let at = 0; at < tokens.length; at += 1) {
      // Up to four groups at once: `a : b { c }` goes only as a whole.
      let end = at;
      for (let groups = 0; groups < 4 && end >= at; groups += 1) {
        end = endOfGroup(tokens, end);
        const smaller = { ...request, query: tokens.toSpliced(at, end - at).join(' ') };
        if (end <= at || !(await fails(smaller))) continue;
        tokens.splice(at, end - at);
        end = at;
        groups = -1;
      }
    }
  }
  return { ...request, query: tokens.join(' ') };
}

/** Behind a token, and behind the bracketed groups that follow it. */
function endOfGroup(tokens, start) {
  let depth = 0;
  let end = start;
  while (end < tokens.length) {
    if (/^[{([]$/.test(tokens[end])) depth += 1;
    if (/^[})\]]$/.test(tokens[end])) depth -= 1;
    if (depth < 0) return start;
    end += 1;
    if (depth === 0 && !/^[{([]$/.test(tokens[end] ?? '')) return end;
  }
  return start;
}

/** The request without the part at a position; undefined behind the last one. */
function without(request, position, layout) {
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
  return found ? tidy(request, document, layout) : undefined;
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
function tidy(request, document, layout) {
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
    query: layout({ ...document, definitions: kept }),
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
