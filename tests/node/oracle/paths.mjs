// Where things are, seen from this folder.

import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The world that everything is run over. */
export const WORLD = at('../../worlds/toy');
/** The SDL of its API, as `corridor schema` prints it. */
export const SDL = at('../../worlds/toy/api.graphql');
/** The golden cases. */
export const CASES = at('../../cases/query');
