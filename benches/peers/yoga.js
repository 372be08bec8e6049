// GraphQL Yoga as its documentation shows, without logs and pages: node yoga.js SEED PORT

import { createServer } from 'node:http';
import { createSchema, createYoga } from 'graphql-yoga';
import { load } from './graph.js';
import { resolvers, typeDefs } from './schema.js';

const [folder, port] = process.argv.slice(2);
const schema = createSchema({ typeDefs, resolvers: resolvers(load(folder)) });
const yoga = createYoga({ schema, graphiql: false, landingPage: false, logging: false });
createServer(yoga).listen(Number(port), '127.0.0.1');
