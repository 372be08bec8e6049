// The judge: graphql-js over the world. Parses, validates and executes a request, and
// answers as GraphQL over HTTP has it: a refused request has no `data`.

import { readFileSync } from 'node:fs';
import { buildSchema, execute, getOperationAST, Kind, parse, validate, valueFromASTUntyped } from 'graphql';
import { outOfBounds } from './bounds.mjs';
import { rootValue } from './resolvers.mjs';
import { isExact } from './scalars.mjs';
import { readWorld } from './world.mjs';

/** The oracle of a world folder and the file with the API's SDL. */
export function openOracle(folder, sdlFile) {
  const world = readWorld(folder);
  const schema = buildSchema(readFileSync(sdlFile, 'utf8'));
  keepDigits(schema);
  const root = rootValue(world);
  return { world, schema, run: (request) => run(world, schema, root, request) };
}

/** A number of a document keeps its digits where a number of JavaScript could lose some. */
function keepDigits(schema) {
  for (const type of Object.values(schema.getTypeMap()).filter((it) => isExact(it.name))) {
    type.parseLiteral = (node, variables) =>
      losesDigits(node) ? node.value : valueFromASTUntyped(node, variables);
  }
}

function losesDigits({ kind, value }) {
  return kind === Kind.FLOAT || (kind === Kind.INT && !Number.isSafeInteger(Number(value)));
}

function run(world, schema, root, { query, variables, operationName }) {
  let document;
  try {
    document = parse(query);
  } catch (error) {
    return { refused: 'syntax', errors: [error.toJSON()] };
  }
  const errors = validate(schema, document);
  if (errors.length > 0) return { refused: 'validation', errors: errors.map((it) => it.toJSON()) };
  if (getOperationAST(document, operationName)?.operation !== 'query') {
    const result = execute({ schema, document, rootValue: root, operationName });
    return { refused: 'operation', errors: result.errors.map((it) => it.toJSON()) };
  }
  const over = outOfBounds(world, schema, document, operationName, variables);
  if (over.length > 0) return { refused: 'bounds', errors: over.map((it) => it.toJSON()) };
  const result = execute({ schema, document, rootValue: root, variableValues: variables, operationName });
  if (!('data' in result)) return { refused: 'variables', errors: result.errors.map((it) => it.toJSON()) };
  // Through JSON, so that what is compared is what a client sees.
  return JSON.parse(JSON.stringify(result));
}
