// Scalars of which JavaScript has no numbers: BigInt, Decimal and DateTime. Each stands for a
// whole number of any size, by which values are compared: all digits count.

/** The digits that a number has behind its point, at most. */
export const DIGITS = 28;
export const ONE = 10n ** BigInt(DIGITS);

/** Scalars whose values are texts that stand for numbers. */
const READERS = { BigInt, Decimal: unitsOf, DateTime: microsecondsOf };

/** Whether values of a type are compared by `exact`. */
export function isExact(type) {
  return Object.hasOwn(READERS, type);
}

/** The whole number that stands for a value of such a type. */
export function exact(type, value) {
  return READERS[type](value);
}

/** Whether a value of the request, a text or a whole number, is one of such a type. */
export function isOfExact(type, value) {
  if (typeof value === 'number' ? !Number.isInteger(value) : typeof value !== 'string') return false;
  try {
    const number = exact(type, String(value));
    return type !== 'BigInt' || (/^[-+]?\d+$/.test(value) && BigInt.asIntN(64, number) === number);
  } catch {
    return false;
  }
}

/** Whether values of a type are numbers. */
export function isNumber(type) {
  return /^(Int|Float|BigInt|Decimal)$/.test(type);
}

/** A number of any type with all of its digits: a whole number that compares with those of other types. */
export function digitsOf(type, value) {
  if (isExact(type)) return unitsOf(value) << 1074n;
  // A double is a whole number of the smallest one, of which there are 2^1074 in 1.
  const [bits] = new BigInt64Array(new Float64Array([value]).buffer);
  const exponent = (bits >> 52n) & 0x7ffn;
  const fraction = bits & 0xfffffffffffffn;
  const size = exponent === 0n ? fraction : (fraction | 0x10000000000000n) << (exponent - 1n);
  return (bits < 0n ? -size : size) * ONE;
}

/** A number as a count of its last digits. */
export function unitsOf(number) {
  const [, sign, whole, rest = ''] = /^([-+]?)(\d+)(?:\.(\d{1,28}))?$/.exec(String(number));
  const units = BigInt(whole) * ONE + BigInt(rest.padEnd(DIGITS, '0'));
  return sign === '-' ? -units : units;
}

/** The microseconds of an instant since 1970, whatever its offset. */
export function microsecondsOf(text) {
  const [, days, time, rest = '', sign, hours, minutes] =
    /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2})(?:\.(\d{1,6}))?(?:[Zz]|([-+])(\d{2}):(\d{2}))$/.exec(text);
  const date = new Date(`${days}T${time}Z`);
  if (date.toISOString().slice(0, 19) !== `${days}T${time}`) throw new Error(`the calendar has no ${days}`);
  const seconds = BigInt(date.getTime()) / 1000n;
  const ahead = sign === undefined ? 0n : (BigInt(hours) * 60n + BigInt(minutes)) * (sign === '-' ? -60n : 60n);
  return (seconds - ahead) * 1_000_000n + BigInt(rest.padEnd(6, '0'));
}
