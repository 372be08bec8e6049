// The oracle behind HTTP, to try the tools out and to look at its answers:
// `node server.mjs [port]`. Not a server for anything else.

import { createServer } from 'node:http';
import { argv } from 'node:process';
import { openOracle } from './oracle.mjs';
import { SDL, WORLD } from './paths.mjs';

/** Serves an oracle on a port of its own; `change` may alter answers, to test the comparison. */
export async function serve(oracle, { port = 0, change = (answer) => answer } = {}) {
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { refused, ...answer } = oracle.run(JSON.parse(Buffer.concat(chunks).toString()));
    response.writeHead(refused ? 400 : 200, { 'content-type': 'application/graphql-response+json' });
    response.end(JSON.stringify(change(answer)));
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/graphql`, close: () => server.close() };
}

if (import.meta.filename === argv[1]) {
  const { url } = await serve(openOracle(WORLD, SDL), { port: Number(argv[2] ?? 0) });
  console.log(url);
}
