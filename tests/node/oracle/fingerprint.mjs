// What tells one order from others: a hash of the argument, whichever way it was written.

/** A value as one text: a list of one is its item, fields stand in the order of their names. */
export function written(value) {
  if (Array.isArray(value)) return value.length === 1 ? written(value[0]) : `[${value.map(written).join(',')}]`;
  if (value === null) return 'null';
  if (typeof value !== 'object') return JSON.stringify(String(value));
  const isGiven = ([name, inner]) => inner != null && !(name === 'direction' && inner === 'ASC');
  const fields = Object.entries(value).filter(isGiven);
  return `{${fields
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => `${name}:${written(inner)}`)
    .join(',')}}`;
}

/** The last 32 bits of FNV-1a with 64. */
export function fingerprint(value) {
  const step = (hash, byte) => BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return Number(BigInt.asUintN(32, Buffer.from(written(value)).reduce(step, 0xcbf29ce484222325n)));
}
