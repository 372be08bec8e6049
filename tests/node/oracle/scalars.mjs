// The scalars that GraphQL does not bring: how they are checked on their way in.

import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped } from "graphql";
import { interval, isFullDate } from "./dates.mjs";
import { scalarMessages } from "./messages.mjs";

/** Gives the scalars of a schema that was built from SDL their behavior. */
export function addScalars(schema) {
  text(schema.getType("PartialDate"), (it) => interval(it) !== undefined, scalarMessages.notPartialDate);
  text(schema.getType("Date"), isFullDate, scalarMessages.notDate);
  text(schema.getType("URL"), () => true);
  const json = schema.getType("JSON");
  json.parseLiteral = (node, variables) => valueFromASTUntyped(node, variables);
}

function text(scalar, isValid, message) {
  if (!(scalar instanceof GraphQLScalarType)) return;
  scalar.parseValue = (value) => {
    if (typeof value !== "string") throw new GraphQLError(scalarMessages.notText(scalar.name));
    if (!isValid(value)) throw new GraphQLError(message(value));
    return value;
  };
  scalar.parseLiteral = (node) => {
    if (node.kind !== Kind.STRING) throw new GraphQLError(scalarMessages.notText(scalar.name), { nodes: node });
    return scalar.parseValue(node.value);
  };
}
