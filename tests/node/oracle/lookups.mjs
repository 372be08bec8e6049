// One entity by its id or another key: `person(handle: "orvin")`, `entity(externalId: ...)`.

import { isView } from './values.mjs';
import { messages } from './messages.mjs';

/** The entity that the arguments name, or null; throws if they are not exactly one key. */
export function sought(world, args, kind) {
  const given = Object.keys(args).filter((name) => !isView(name));
  const field = kind?.singular ?? 'entity';
  const keys = ['id', ...(kind ? kind.properties.filter((it) => it.unique).map((it) => it.name) : ['externalId'])];
  const isNull = given.find((name) => args[name] === null);
  if (isNull && keys.length === 1) throw messages.nullId();
  if (isNull) throw messages.notOneKey(field, keys, `\`${isNull}\` is null; leave out what is not known`);
  if (given.length === 0) throw messages.notOneKey(field, keys, 'none is given');
  if (given.length > 1) {
    throw messages.notOneKey(field, keys, `given are ${given.map((name) => `\`${name}\``).join(' and ')}`);
  }
  const [name] = given;
  const all = [...world.entities.values()].filter((it) => !kind || it.kind === kind.name);
  if (name === 'id') return () => all.find((it) => it.id === args.id);
  if (name !== 'externalId') return () => all.find((it) => it.values[name] === args[name]);
  return () => withExternalId(all, args.externalId);
}

function withExternalId(all, { scheme, id }) {
  const found = all
    .filter((it) => it.externalIds.some((one) => one.scheme === scheme && one.value === id))
    .sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.id < b.id ? -1 : 1));
  if (found.length > 1) throw messages.ambiguous(scheme, id, found.map((it) => it.id));
  return found[0];
}
