// Arguments over a limit: a server refuses the whole request, also where no entity is found at
// which the field would be asked. So the document is walked over all types that it can meet.

import {
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isObjectType,
  Kind,
  typeFromAST,
} from 'graphql';
import { checkGroups } from './aggregates.mjs';
import { checkArguments, checkConditions, daysBetween } from './arguments.mjs';
import { listOf } from './lists.mjs';
import { checkPage, windowOf } from './pages.mjs';

/** The errors of the arguments that are over a limit, each at its value, in the order of the document. */
export function outOfBounds(world, schema, document, operationName, inputs) {
  const operation = getOperationAST(document, operationName);
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], inputs ?? {});
  if (!coerced) return [];
  const fragments = new Map(
    document.definitions.filter((it) => it.kind === Kind.FRAGMENT_DEFINITION).map((it) => [it.name.value, it]),
  );
  const seen = new Map();
  const errors = new Map();
  walk(schema.getQueryType(), [operation.selectionSet]);
  return [...errors.values()].sort((a, b) => a.nodes[0].loc.start - b.nodes[0].loc.start);

  function walk(type, sets) {
    const known = seen.get(type) ?? [];
    if (known.some((it) => it.length === sets.length && it.every((set, at) => set === sets[at]))) return;
    seen.set(type, [...known, sets]);
    for (const fields of collect(type, sets).values()) {
      const definition = type.getFields()[fields[0].name.value];
      if (definition === undefined) continue;
      check(type, definition, fields[0]);
      const inner = getNamedType(definition.type);
      const types = isAbstractType(inner) ? schema.getPossibleTypes(inner) : [inner].filter(isObjectType);
      for (const possible of types) walk(possible, fields.map((it) => it.selectionSet));
    }
  }

  /** The fields of a type by response key; none where a condition is null, which is an error of its own. */
  function collect(type, sets) {
    const groups = new Map();
    try {
      for (const set of sets) add(groups, type, set, new Set());
    } catch {
      return new Map();
    }
    return groups;
  }

  function add(groups, type, set, spread) {
    for (const selection of set.selections) {
      if (getDirectiveValues(GraphQLSkipDirective, selection, coerced)?.if === true) continue;
      if (getDirectiveValues(GraphQLIncludeDirective, selection, coerced)?.if === false) continue;
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        groups.set(key, [...(groups.get(key) ?? []), selection]);
        continue;
      }
      const name = selection.kind === Kind.FRAGMENT_SPREAD ? selection.name.value : undefined;
      if (spread.has(name)) continue;
      if (name !== undefined) spread.add(name);
      const fragment = name === undefined ? selection : fragments.get(name);
      if (applies(fragment.typeCondition, type)) add(groups, type, fragment.selectionSet, spread);
    }
  }

  function applies(condition, type) {
    if (!condition) return true;
    const wanted = typeFromAST(schema, condition);
    return wanted === type || (isAbstractType(wanted) && schema.isSubType(wanted, type));
  }

  function check(type, definition, node) {
    if (!definition.args.some((it) => it.name === 'first')) return;
    try {
      checkField(type, definition.name, getArgumentValues(definition, node, coerced));
    } catch (error) {
      if (error.extensions?.limit === undefined) return;
      const { value } = node.arguments.find((it) => error.message.startsWith(`\`${it.name.value}\``));
      errors.set(value, new GraphQLError(error.message, { nodes: [value], extensions: error.extensions }));
    }
  }

  function checkField(type, name, args) {
    if (name === 'groups') return checkGroups(args);
    if (name === 'conflicts') return windowOf(args, [], 1);
    if (name === 'supports' || name === 'changes' || name === 'timeline') {
      checkConditions(args);
      if (name !== 'supports') daysBetween(args);
      return windowOf(args, [], name === 'supports' ? 2 : 4);
    }
    checkArguments(args, { parentType: type, fieldName: name });
    return checkPage(world, args, listOf(world, type.name, name));
  }
}
