// Keeps documents well inside the limits that a server has by default, so that what is
// compared is answers and not limits.

import { Kind } from 'graphql';

/** A server reads 8,000 tokens, of which none is shorter than a letter and what parts it from the next. */
const MOST_TEXT = 14_000;
const MOST = { fields: 1_500, aliases: 75, directives: 80, depth: 22 };

/** Whether the operations of a document are small enough, their fragments spread. */
export function isModest(document) {
  const fragments = new Map(
    document.definitions.filter((it) => it.kind === Kind.FRAGMENT_DEFINITION).map((it) => [it.name.value, it]),
  );
  const known = new Map();
  if (document.loc.source.body.length > MOST_TEXT) return false;
  const total = { fields: 0, aliases: 0, directives: 0, depth: 0 };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) add(total, measure(definition.selectionSet));
  }
  return Object.keys(MOST).every((what) => total[what] <= MOST[what]);

  function measure(selectionSet) {
    const sum = { fields: 0, aliases: 0, directives: 0, depth: 0 };
    for (const selection of selectionSet?.selections ?? []) {
      const isField = selection.kind === Kind.FIELD;
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD ? fragment(selection.name.value) : measure(selection.selectionSet);
      add(sum, {
        fields: inner.fields + (isField ? 1 : 0),
        aliases: inner.aliases + (selection.alias ? 1 : 0),
        directives: inner.directives + selection.directives.length,
        depth: inner.depth + (isField ? 1 : 0),
      });
    }
    return sum;
  }

  function fragment(name) {
    if (!known.has(name)) known.set(name, measure(fragments.get(name)?.selectionSet));
    return known.get(name);
  }
}

function add(sum, part) {
  sum.fields += part.fields;
  sum.aliases += part.aliases;
  sum.directives += part.directives;
  sum.depth = Math.max(sum.depth, part.depth);
}
