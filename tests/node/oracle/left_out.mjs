// What random documents do not ask, and why.

/** Fields whose answers are of no two servers the same, too large, or held against a table of their own. */
export const LEFT_OUT = new Set([
  'match',
  // Graph questions: tests/it/graph.rs and src/algo hold them against slow definitions.
  'connected',
  'shortestPath',
  'paths',
  'subgraph',
  'connect',
  'commonConnections',
  'similar',
  // Measures: tests/it/measures.rs holds them against the library, which is held against NetworkX.
  'metrics',
  'rank',
  'communities',
  'components',
  'brokers',
  'ancestors',
  'descendants',
  'service',
  // Ranked by an index that is not made again here; tests/it/search.rs says what it finds.
  'search',
  'directives',
  'types',
  'specifiedByURL',
  'subscriptionType',
  'mutationType',
]);
