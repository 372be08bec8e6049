// Runs a shell command beside a Corridor server on a free port, whose address is in $SERVER:
//
//   node tests/node/with-server.mjs target/debug/corridor serve --seed seed -- 'curl $SERVER/livez'
//
// Ends the server with the command, and with the command's status. What the server wrote is
// shown only if something failed.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { argv, env, exit, stderr } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 60_000;

/** A port that nothing listens on now. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Waits until the server answers that it is ready. */
async function ready(address, server) {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end && server.exitCode === null && server.signalCode === null) {
    const response = await fetch(`${address}/readyz`).catch(() => undefined);
    if (response?.ok) return;
    await sleep(50);
  }
  throw new Error(server.exitCode === null ? 'the server does not get ready' : 'the server has ended');
}

const cut = argv.indexOf('--');
const [program, ...parameters] = argv.slice(2, cut);
if (cut < 0 || !program || argv.length !== cut + 2) {
  stderr.write("usage: with-server.mjs PROGRAM ARGUMENT... -- 'COMMAND'\n");
  exit(2);
}
const listen = `127.0.0.1:${await freePort()}`;
const address = `http://${listen}`;
const server = spawn(program, [...parameters, '--listen', listen], { stdio: ['ignore', 'pipe', 'pipe'] });
const said = [];
for (const stream of [server.stdout, server.stderr]) stream.on('data', (piece) => said.push(piece));
server.on('error', (error) => said.push(`${error}\n`));

let status = 1;
try {
  await ready(address, server);
  const command = spawn('bash', ['-euo', 'pipefail', '-c', argv[cut + 1]], {
    stdio: 'inherit',
    env: { ...env, SERVER: address },
  });
  [status] = await once(command, 'exit');
} catch (error) {
  stderr.write(`${error.message}\n`);
}
if (status !== 0) stderr.write(`what the server wrote:\n${Buffer.concat(said.map((it) => Buffer.from(it)))}`);
if (server.exitCode === null) {
  server.kill();
  await Promise.race([once(server, 'exit'), sleep(5_000).then(() => server.kill('SIGKILL'))]);
}
exit(status ?? 1);
