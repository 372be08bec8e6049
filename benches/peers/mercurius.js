// Mercurius with its compiler of queries switched on: node mercurius.js SEED PORT

import Fastify from 'fastify';
import mercurius from 'mercurius';
import { load } from './graph.js';
import { resolvers, typeDefs } from './schema.js';

const [folder, port] = process.argv.slice(2);
const app = Fastify();
app.register(mercurius, { schema: typeDefs, resolvers: resolvers(load(folder)), jit: 1 });
await app.listen({ host: '127.0.0.1', port: Number(port) });
