// Sums and means: of whole numbers and decimal fractions with every digit, of floating-point
// numbers with compensation for rounding.

import { DIGITS, ONE, unitsOf } from './scalars.mjs';

/** The sum of keys that have a value. */
export function sumOf(keys) {
  if (keys[0].type === 'Float') return { type: 'Float', value: floatSum(keys) };
  return { type: 'Exact', value: textOf(exactSum(keys)) };
}

/** Their mean; an exact one is rounded down. */
export function meanOf(keys) {
  if (keys[0].type === 'Float') return { type: 'Float', value: floatSum(keys) / keys.length };
  const [sum, count] = [exactSum(keys), BigInt(keys.length)];
  const rest = ((sum % count) + count) % count;
  return { type: 'Exact', value: textOf((sum - rest) / count) };
}

function exactSum(keys) {
  return keys.reduce((sum, { value }) => sum + unitsOf(value), 0n);
}

function textOf(units) {
  const size = units < 0n ? -units : units;
  const rest = String(size % ONE)
    .padStart(DIGITS, '0')
    .replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${size / ONE}${rest && `.${rest}`}`;
}

/** The sum of values of a list and their mean in digits, and the sum as the nearest floating-point number. */
export function exactTotal(values) {
  let [units, scale] = [0n, 0];
  for (const value of values) {
    units += unitsOf(value);
    scale = Math.max(scale, /\.(\d+)$/.exec(String(value))?.[1].length ?? 0);
  }
  const text = textOf(units);
  const zeros = scale - (text.split('.')[1]?.length ?? 0);
  const padded = scale === 0 ? text : `${text}${text.includes('.') ? '' : '.'}${'0'.repeat(zeros)}`;
  const exactMean = meanOf(values.map((value) => ({ value }))).value;
  return { exactSum: padded, exactMean, sum: Number(text) };
}

/** The sum of floating-point numbers; null if it is too large for one. */
export function floatTotal(values) {
  const sum = floatSum(values.map((value) => ({ value })));
  return Number.isFinite(sum) ? sum : null;
}

/** The algorithm of Neumaier: what rounding would lose is added in the end. */
function floatSum(keys) {
  let [sum, lost] = [0, 0];
  for (const { value } of keys) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}
