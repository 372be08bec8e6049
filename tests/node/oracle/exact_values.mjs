// Random BigInts, Decimals and DateTimes for conditions: those of the facts, the same ones written
// otherwise, and neighbours that differ in the last digit.

/** `1.5` is a mistake in variables alone. */
const MISTAKES = {
  BigInt: ['"1e3"', '"9223372036854775808"', '""', '1.5', '"-"'],
  Decimal: ['"1e3"', '"12,5"', '".5"', '1.5', '1.50', '2e3', '"12345678901234567890123456789012"'],
  DateTime: ['"2024-05-01"', '"soon"', '""', '7', '"2024-02-30T00:00:00Z"'],
};

const OTHERS = {
  BigInt: ['0', '-1', '88', '"9007199254740993"'],
  Decimal: ['"1.50"', '2', '"-3"', '"100.5"', '0', '"0.1000000000000000001"'],
  DateTime: ['"2024-05-01T06:00:00Z"', '"2025-01-01T00:00:00+14:00"', '"1970-01-01t00:00:00z"'],
};

/** Makes the literals of such types; `mistake` says now and then that one is to be wrong. */
export function exactValues(world, random, mistake) {
  const known = valuesOf(world);
  return (type) => {
    if (mistake(0.02)) return random.pick(MISTAKES[type]);
    const values = known[type];
    if (values.length === 0 || random.hits(0.15)) return random.pick(OTHERS[type]);
    return CHANGES[type](random.pick(values), random);
  };
}

const CHANGES = {
  BigInt(text, random) {
    const number = BigInt(text) + BigInt(random.pick([0, 0, 0, 1, -1]));
    const fits = BigInt.asIntN(64, number) === number ? String(number) : text;
    // A whole number needs no quotes, however many digits it has.
    return random.hits(0.4) ? fits : JSON.stringify(fits);
  },
  Decimal(text, random) {
    const [, sign, digits] = /^(-?)(.*)$/.exec(text);
    const point = digits.includes('.');
    const changed = random.pick([
      text,
      text,
      `${sign}${digits}${point ? '' : '.'}0`,
      `${sign}${digits}${point ? '' : '.'}1`,
      digits.replace(/\d$/, (last) => String((Number(last) + 1) % 10)),
      digits.replace(/0+$/, (zeros) => (point ? '' : zeros)).replace(/\.$/, ''),
    ]);
    return JSON.stringify(changed.replace(/\D/g, '').length > 28 ? text : changed);
  },
  DateTime(text, random) {
    if (random.hits(0.4)) return JSON.stringify(text);
    const [, clock, rest = ''] = /^(.{19})(?:\.(\d+))?/.exec(text);
    const written = `${clock}${rest && `.${rest}`}`;
    return JSON.stringify(written + random.pick(['Z', '+06:00', clock.startsWith('9999') ? 'Z' : '-00:30', text.slice(19 + (rest ? rest.length + 1 : 0))]));
  },
};

/** All values of each such type in the facts, of properties and of fields of structured values. */
function valuesOf({ ontology, entities, links }) {
  const found = { BigInt: [], Decimal: [], DateTime: [] };
  const collect = ({ type, fields }, value) => {
    for (const item of [value ?? []].flat()) {
      if (fields) fields.forEach((field) => collect(field, item[field.name]));
      else found[type]?.push(item);
    }
  };
  const all = (properties, values) => properties.forEach((it) => collect(it, values[it.name]));
  for (const { kind, values } of entities.values()) all(ontology.kinds.get(kind).properties, values);
  for (const { relation, values } of links) all(ontology.relations.get(relation).properties, values);
  return found;
}
