/**
 * Sends a GraphQL request and hands back the response.
 *
 * GraphiQL's own fetcher also carries subscriptions and multipart streams; this page needs neither, and wants two
 * things that one lacks: the media types of GraphQL over HTTP in `Accept`, and an error that says what was wrong when
 * the answer is not a GraphQL response at all (a proxy's HTML page, a server that has stopped).
 */
import type { Fetcher } from '@graphiql/toolkit';
import type { ExecutionResult } from 'graphql';

const ACCEPT = 'application/graphql-response+json, application/json';
const EXCERPT_LENGTH = 300;

export function createFetcher(url: string): Fetcher {
  return async ({ query, variables, operationName }, options) => {
    const headers = new Headers({ accept: ACCEPT, 'content-type': 'application/json' });
    for (const [name, value] of Object.entries(options?.headers ?? {})) {
      headers.set(name, String(value));
    }
    const body = JSON.stringify({ query, variables, operationName });
    return readResult(url, await post(url, headers, body));
  };
}

async function post(url: string, headers: Headers, body: string): Promise<Response> {
  try {
    return await fetch(url, { method: 'POST', headers, body });
  } catch (cause) {
    // The browser's own message ("Failed to fetch") names neither the address nor a remedy.
    throw new Error(`No answer from POST ${url}. Is the server running?`, { cause });
  }
}

async function readResult(url: string, response: Response): Promise<ExecutionResult> {
  const text = await response.text();
  try {
    const result: unknown = JSON.parse(text);
    if (isResult(result)) return result;
  } catch {
    // Not JSON: reported below, like JSON of another shape.
  }
  const type = response.headers.get('content-type') ?? 'no content type';
  throw new Error(
    `POST ${url} answered ${response.status} (${type}), which is not a GraphQL response: ${text.slice(0, EXCERPT_LENGTH)}`,
  );
}

function isResult(value: unknown): value is ExecutionResult {
  return typeof value === 'object' && value !== null && ('data' in value || 'errors' in value);
}
