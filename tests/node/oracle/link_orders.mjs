// Random keys of all links of an entity: `{ max: { edge: { since: DESC } }, where: { ... } }`.

import { getNamedType } from 'graphql';

/** A key of a type such as `PostTenureLinksOrder`; mostly one that has no mistake. */
export function linksOrder(type, { random, mistake, depth, value, theme }) {
  const fields = type.getFields();
  const names = ['count', 'min', 'max', 'sum', 'mean'];
  const led = theme?.lead(type, names.map((it) => fields[it]))?.name;
  const of = depth < 4 ? (led ?? random.pick(['count', ...names])) : 'count';
  const isSum = of === 'sum' || of === 'mean';
  const numbers = isSum && !mistake(0.1) ? numberKeys(type) : [];
  const key =
    numbers.length > 0
      ? random.pick(numbers).replace('WAY', random.pick(['ASC', 'DESC']))
      : value(fields[of].type, of, depth + 1);
  const parts = [`${of}: ${key}`];
  if (random.hits(0.5)) parts.push(`where: ${value(fields.where.type, 'where', depth + 1)}`);
  const isDistinct = !key.startsWith('{edge') || mistake(0.1);
  if (isDistinct && random.hits(0.4)) parts.push(`distinct: ${random.pick(['true', 'true', 'false'])}`);
  if (mistake(0.02)) parts[0] = random.pick(['count: null', 'max: {node: {name: ASC}}, count: DESC']);
  return `{${random.hits(0.5) ? parts.join(', ') : parts.toReversed().join(', ')}}`;
}

/** The keys that are numbers: of the links, and of what they lead to. */
function numberKeys(type) {
  const sides = Object.values(getNamedType(type.getFields().where.type).getFields());
  return sides
    .filter((side) => side.name === 'node' || side.name === 'edge')
    .flatMap((side) => {
      const conditions = Object.values(getNamedType(side.type).getFields());
      const numbers = conditions.filter((it) => /^(Int|Float|BigInt|Decimal)Filter$/.test(getNamedType(it.type).name));
      return numbers.map((it) => `{${side.name}: {${it.name}: WAY}}`);
    });
}
