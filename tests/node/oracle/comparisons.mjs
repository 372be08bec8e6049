// Random comparisons of two fields: `compare: {field: "capital.amount", lt: "debts.amount"}`.

import { getNamedType, isInputObjectType } from 'graphql';

/** What can be compared with each other, by the filter that a field has. */
const CLASSES = [
  [/^(Int|Float|BigInt|Decimal)Filter$/, 'number'],
  [/^(Partial)?DateFilter$/, 'date'],
  [/^DateTimeFilter$/, 'instant'],
  [/^(String|URL)Filter$/, 'text'],
  [/^BooleanFilter$/, 'truth'],
];

/** A comparison of two fields with conditions of one type, or of the ends of a link. */
export function comparison(type, random) {
  const byClass = new Map();
  for (const { path, of } of paths(type, '', 0)) byClass.set(of, [...(byClass.get(of) ?? []), path]);
  const of = random.pick([...byClass.keys()]);
  const isOrdered = /^(number|date|instant|text)$/.test(of);
  const operators = isOrdered ? ['eq', 'ne', 'lt', 'lte', 'gt', 'gte'] : ['eq', 'ne'];
  const [field, other] = [random.pick(byClass.get(of)), random.pick(byClass.get(of))];
  return `{field: "${field}", ${random.pick(operators)}: "${other}"}`;
}

/** The paths to fields that can be compared. */
function paths(type, before, depth) {
  const fields = Object.values(type.getFields());
  const names = fields.map((it) => it.name);
  const ofEnds = 'since' in type.getFields() ? ['from', 'to'].filter((it) => !names.includes(it) || names.includes('relation')) : [];
  const ends = ofEnds.flatMap((end) => [
    { path: `${end}.name`, of: 'text' },
    { path: `${end}.degree`, of: 'number' },
    { path: `${end}.id`, of: 'entity' },
  ]);
  return [...ends, ...fields.flatMap((it) => pathsOf(it, `${before}${it.name}`, depth))];
}

function pathsOf(field, path, depth) {
  const type = getNamedType(field.type);
  if (!isInputObjectType(type)) return [];
  if (/^(AND|OR|NOT|on|compare|names|summary|externalIds|sources|kind|status|evidence|note|within|metrics|lastAttested)$/.test(field.name)) return [];
  if (field.name === 'id') return [{ path, of: 'entity' }];
  const known = CLASSES.find(([pattern]) => pattern.test(type.name));
  if (known) return [{ path, of: known[1] }];
  if (type.name.endsWith('LinksFilter')) return [{ path: `${path}.count`, of: 'number' }];
  const node = type.getFields().node;
  if (node && depth < 2) return paths(getNamedType(node.type), `${path}.`, depth + 1);
  const isStructured = type.name.endsWith('Where') && 'isNull' in type.getFields();
  return isStructured && depth < 2 ? paths(type, `${path}.`, depth + 1) : [];
}
