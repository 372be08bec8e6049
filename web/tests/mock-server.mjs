/**
 * Serves the built page and a made-up answer to any query, so that the page can be worked on without Corridor:
 * `npm run build && npm run mock`, then open the address that it prints.
 *
 * The schema is the real one (`docs/api.graphql`), the values are placeholders of the right type. The headers are those
 * that the page is meant to be served with.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  buildSchema,
  getNamedType,
  getNullableType,
  graphql,
  isAbstractType,
  isEnumType,
  isListType,
  isObjectType,
} from 'graphql';
import { PAGE_POLICY } from './page-policy.mjs';

const DIST = new URL('../dist/', import.meta.url);
const NAMES = ['Samir Sharifov', 'Bakyt Torobaev'];
/** @type {Record<string, unknown>} */
const SCALARS = {
  Int: 1,
  Float: 0.5,
  Boolean: true,
  ID: 'jic-meeting-6',
  PartialDate: '2025-12-08',
  Date: '2025-12-08',
};
/** @type {Record<string, string>} */
const MEDIA_TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
};

/** The API's definition, as the server prints it. */
export function apiDefinition() {
  return readFileSync(new URL('../../docs/api.graphql', import.meta.url), 'utf8');
}

/**
 * A value for a field that nothing is known of but its type.
 * @type {import('graphql').GraphQLFieldResolver<any, unknown>}
 */
function mockField(source, _args, _context, info) {
  // What lies under the second element of a list bears the second name.
  const index = source?.index ?? 0;
  const type = getNullableType(info.returnType);
  const named = getNamedType(type);
  if (info.fieldName === 'name' && named.name === 'String') return NAMES[index];
  if (isListType(type)) return NAMES.map((_, position) => mockValue(named, position, info.schema));
  return mockValue(named, index, info.schema);
}

/**
 * @param {import('graphql').GraphQLNamedType} type
 * @param {number} index
 * @param {import('graphql').GraphQLSchema} schema
 */
function mockValue(type, index, schema) {
  if (isEnumType(type)) return type.getValues()[0]?.value;
  if (isObjectType(type)) return { __typename: type.name, index };
  if (isAbstractType(type)) return { __typename: schema.getPossibleTypes(type)[0]?.name, index };
  return type.name in SCALARS ? SCALARS[type.name] : 'text';
}

/** @param {string} path */
function asset(path) {
  const file = new URL(`.${path}`, DIST);
  const type = MEDIA_TYPES[extname(path)];
  if (!file.href.startsWith(DIST.href) || !existsSync(file) || !type) return undefined;
  return {
    body: readFileSync(file),
    headers: { 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' },
  };
}

function page() {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': PAGE_POLICY,
    'cache-control': 'no-cache',
  };
  return { body: readFileSync(new URL('graphiql.html', DIST)), headers };
}

/**
 * @param {import('graphql').GraphQLSchema} schema
 * @param {import('node:http').IncomingMessage} request
 */
async function answer(schema, request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  const { query, variables, operationName } = JSON.parse(text);
  const result = await graphql({
    schema,
    source: query,
    variableValues: variables,
    operationName,
    fieldResolver: mockField,
  });
  return {
    body: JSON.stringify(result),
    headers: { 'content-type': 'application/graphql-response+json; charset=utf-8' },
  };
}

/** Starts the server on a free port of this machine, or on the given one. */
export async function startMock(port = 0) {
  const schema = buildSchema(apiDefinition());
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://mock');
    const isQuery = pathname === '/graphql' && request.method === 'POST';
    const found = isQuery ? await answer(schema, request) : pathname === '/graphql' ? page() : asset(pathname);
    response.writeHead(found ? 200 : 404, { 'x-content-type-options': 'nosniff', ...found?.headers });
    response.end(found?.body ?? `nothing at ${pathname}`);
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the mock server has no port');
  return { url: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { url } = await startMock(8001);
  console.log(`${url}/graphql`);
}
