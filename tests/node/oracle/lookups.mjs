// One entity by its id or another key: `person(handle: "orvin")`, `entity(externalId: ...)`,
// `statement(year: 2023, page: 1)`.

import { checkExact } from './arguments.mjs';
import { messages } from './messages.mjs';
import { exact, isExact } from './scalars.mjs';
import { isView } from './views.mjs';

/** The entity that the arguments name, or null; throws if they are not exactly one key. */
export function sought(world, args, kind) {
  const given = Object.keys(args).filter((name) => !isView(name));
  const field = kind?.singular ?? 'entity';
  const keys = [['id'], ...(kind ? kind.keys : [['externalId']])];
  const isNull = given.find((name) => args[name] === null);
  if (isNull && keys.length === 1) throw messages.nullId();
  if (isNull) throw messages.notOneKey(field, keys, `\`${isNull}\` is null; leave out what is not known`);
  if (given.length === 0) throw messages.notOneKey(field, keys, 'none is given');
  const asked = keys.find((key) => key.length === given.length && key.every((name) => given.includes(name)));
  if (asked === undefined) {
    // In the order of their definitions, as the error names them.
    const names = [...new Set(keys.flat())].filter((name) => given.includes(name)).map((name) => `\`${name}\``);
    const fault = names.length === 1 ? `${names[0]} is given alone` : `given are ${names.join(' and ')}`;
    throw messages.notOneKey(field, keys, fault);
  }
  const [name] = asked;
  const all = [...world.entities.values()].filter((it) => !kind || it.kind === kind.name);
  if (name === 'id') return () => all.find((it) => it.id === args.id);
  if (name === 'externalId') return () => withExternalId(all, args.externalId);
  const values = new Map(asked.map((property) => [property, valueOf(kind, property, args[property])]));
  return () => all.find((it) => asked.every((property) => valueOf(kind, property, it.values[property]) === values.get(property)));
}

/** What stands for a value of a key: exact numbers by what they mean, all others as they are. */
function valueOf(kind, name, value) {
  const { type } = kind.properties.find((it) => it.name === name);
  if (!isExact(type) || value === null) return value;
  checkExact(name, type, value);
  return exact(type, value);
}

function withExternalId(all, { scheme, id }) {
  const found = all
    .filter((it) => it.externalIds.some((one) => one.scheme === scheme && one.value === id))
    .sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.id < b.id ? -1 : 1));
  if (found.length > 1) throw messages.ambiguous(scheme, id, found.map((it) => it.id));
  return found[0];
}
