// Every error that a field can have, in Corridor's words, with its code. Whoever changes a
// message in Corridor changes it here, and nowhere else.

import { GraphQLError } from 'graphql';

function badInput(message) {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

function outOfBounds(limit, message) {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', limit } });
}

export const messages = {
  negative: (argument, value) => badInput(`\`${argument}\` is ${value}; it cannot be negative`),
  tooMany: (argument, value, max) =>
    outOfBounds(
      'page_size',
      `\`${argument}\` is ${value}, and a page here has at most ${max}; ask for less, in several pages`,
    ),
  tooManyGroups: (count, most) =>
    outOfBounds('page_size', `\`first\` is ${count}, and it can be at most ${most}`),
  firstAndLast: () => badInput('`first` and `last` cannot stand together; page one way'),
  badCursor: (argument) =>
    badInput(`\`${argument}\` is not a cursor of this list; use one that a page of it gave, with the same \`orderBy\``),
  badPattern: (path, pattern) =>
    badInput(`\`${path}\` is not a regular expression: ${PATTERN_ERRORS[pattern]}`),
  orderKeys: (path, key) => notOneKey(path, key, '[{a: ASC}, {b: DESC}]'),
  groupKeys: (path, key) => notOneKey(path, key, '[{a: VALUE}, {b: YEAR}]'),
  notSummed: (at, path) => {
    const names = path.at(-1) === 'VALUE' ? path.slice(0, -1) : path;
    return badInput(
      `\`${[at, ...names].join('.')}\` cannot be summed up; name \`degree\`, or an Int, Float, BigInt, Decimal, Date, PartialDate or DateTime of the items themselves, with VALUE`,
    );
  },
  orderOfNothing: (at) => badInput(`\`${at}\` orders by the first property of \`of\`, and there is none; name one there`),
  noSum: (at, label, name) => badInput(`\`${at}\` cannot order by \`${label}\`: dates have no ${name}; order by \`min\` or \`max\``),
  linksKey: (at, field, values) => {
    if (values.length === 0) {
      return badInput(
        `\`${at}\` leads to many, and is ordered by one of \`count\`, \`min\`, \`max\`, \`sum\` and \`mean\`; write \`{${field}: {count: DESC}}\`, or \`{${field}: {max: {edge: {since: DESC}}}}\``,
      );
    }
    const names = values.map((name) => `\`${name}\``).join(' and ');
    const each = values.map((name) => `{${field}: {${name}: ...}}`).join(', ');
    return badInput(`\`${at}\` is ordered by ${names} in one element; write an element for each: \`[${each}]\``);
  },
  distinctEdge: (at, path) =>
    badInput(
      `\`${at}\` reads links to one entity as one, and \`${path.join('.')}\` can differ between them; leave it out, or order by a key of \`node\``,
    ),
  severalCurrencies: (at, value, path, condition) => {
    const what = /^(sum|mean)$/.test(value) ? 'adds up' : 'compares';
    const advice = condition.reduceRight((inner, name) => `{${name}: ${inner}}`, '{eq: "USD"}');
    return badInput(
      `\`${at}\` ${what} amounts of one currency, and \`${path.join('.')}\` may be in several; choose one: \`where: ${advice}\``,
    );
  },
  notNumber: (at, path, what) =>
    badInput(
      `\`${at}\` needs numbers, and \`${path.join('.')}\` is ${what}; order by its \`min\` or \`max\`, or by the \`count\` of the links`,
    ),
  behindAmount: (index, path) => {
    const amount = [...path.slice(0, -1), 'amount'];
    const nested = (names, leaf) => names.reduceRight((inner, name) => `{${name}: ${inner}}`, leaf);
    return badInput(
      `\`orderBy[${index}].${path.join('.')}\` stands behind \`${amount.join('.')}\`, which orders by currency first; put it in front: \`[${nested(path, 'DESC')}, ${nested(amount, '...')}]\``,
    );
  },
  nullCondition: (path, instead) =>
    badInput(
      `\`${path}\` cannot be null: a condition that is null would let everything pass; leave it out${instead}`,
    ),
  emptyCount: (path) =>
    badInput(`\`${path}\` compares the number with nothing; add what it must be, such as \`gte: 1\``),
  notText: (path) => badInput(`\`${path}\` takes a text, in double quotes`),
  badUrl: (path, text) => badInput(`\`${path}\`: "${text}" is not a URL; write it with http:// or https://`),
  badCurrency: (path, text) =>
    badInput(`\`${path}\`: "${text}" is not a currency; write its three capital letters, such as AZN`),
  badDegrees: (path, what, degrees, most) =>
    badInput(`\`${path}\`: ${degrees} is not a ${what}, which is from -${most} to ${most} degrees`),
  notExact: (path, type, value) => badInput(`\`${path}\`${exactError(type, value)}`),
  nullId: () => badInput('Argument "id" of non-null type "ID!" must not be null.'),
  notOneKey: (field, keys, fault) => {
    const names = keys.map((key) => key.map((name) => `\`${name}\``).join(' with '));
    return badInput(`\`${field}\` takes exactly one of ${names.join(', ')}; ${fault}`);
  },
  ambiguous: (scheme, id, ids) => {
    const shown = ids.slice(0, 5).map((it) => `"${it}"`);
    const more = ids.length > 5 ? ' and others' : '';
    return badInput(
      `${ids.length} entities have the id "${id}" in "${scheme}": ${shown.join(', ')}${more}; ask for one by \`id\``,
    );
  },
  asOfAndDuring: () => badInput('`asOf` and `during` cannot stand together; ask of a day or of a range of days'),
  notFull: (path, value) => {
    const isText = typeof value === 'string' || Number.isInteger(value);
    return badInput(`\`${path}\` takes a full date such as "2019-05-03", ${isText ? `and "${value}" is none` : 'in double quotes'}`);
  },
  unknownDay: (path) => badInput(`\`${path}\` takes a date that is known, and "?" is none`),
  reversedDays: (path) => {
    const range = path === undefined ? 'the range of days' : `\`${path}\``;
    return badInput(`${range} ends before it starts; \`from\` is its first day, \`to\` its last`);
  },
  noEntity: (id) => badInput(`\`ids\`: there is no entity with the id "${id}"`),
  noProperty: (kind, field, near) =>
    badInput(`\`field\`: ${kind} has no property "${field}"${near === undefined ? '' : `; did you mean "${near}"?`}`),
  badDate: (path, value) =>
    badInput(
      typeof value === 'string' || Number.isInteger(value)
        ? `\`${path}\`: ${dateError(value)}`
        : `\`${path}\` takes a date as a text: "2019-05"`,
    ),
};

/** What the regex crate says of the broken patterns that cases and the generator use. */
const PATTERN_ERRORS = {
  '(': 'unclosed group',
  '[a': 'unclosed character class',
  '*': 'repetition operator missing expression',
};

/** An element of an order, or of keys of groups, that does not name one field. */
function notOneKey(path, key, example) {
  const names = Object.keys(key ?? {}).map((name) => `\`${name}\``).sort();
  const given = Object.entries(key ?? {}).filter(([, value]) => value != null);
  const steps = path.slice(path.indexOf(']') + 1).split('.').filter((step) => step !== '');
  const nested = (inner) => steps.reduceRight((value, name) => `{${name}: ${value}}`, inner);
  const elements = given.map(([name, value]) => nested(`{${name}: ${typeof value === 'object' ? '{...}' : value}}`)).sort();
  const write = elements.length > 1 ? `write an element for each: \`[${elements.join(', ')}]\`` : `write \`${example}\``;
  const found = names.length === 0 ? 'is empty' : `has ${names.join(' and ')}`;
  const end = names.length === 1 ? ' without a value' : '';
  return badInput(`\`${path}\` ${found}${end}, and each element names one field; ${write}`);
}

/** What is wrong with a value of a scalar that is compared exactly. */
function exactError(type, value) {
  const isNumber = typeof value === 'number';
  // Of variables alone: one of a document is a text here.
  if (type === 'Decimal' && isNumber && !Number.isInteger(value))
    return `: ${value} in variables may have been rounded; write it as a text: "${value}"`;
  if ((isNumber && !Number.isInteger(value)) || (!isNumber && typeof value !== 'string')) {
    const takes = {
      BigInt: 'a whole number of 64 bits',
      Decimal: 'a decimal fraction such as 12.50',
      DateTime: 'a date with a time such as "2024-05-01T12:30:00+06:00"',
    };
    return ` takes ${takes[type]}, in double quotes`;
  }
  const isWhole = /^[-+]?\d+$/.test(value);
  const advice = {
    BigInt: isWhole
      ? `${value} is not a BigInt, which has 64 bits; use Decimal for larger numbers`
      : `"${value}" is not a BigInt; write a whole number`,
    Decimal: /^[-+]?\d+(\.\d+)?$/.test(value)
      ? `${value} has more digits than a Decimal, which has 28; use String`
      : `"${value}" is not a Decimal; write digits, with a point if there is a fraction: 12.50`,
    DateTime: `"${value}" is not a date with a time; write it as 2024-05-01T12:30:00+06:00, or with Z at its end for UTC`,
  };
  return `: ${advice[type]}`;
}

function dateError(text) {
  if (/^\d{4}(-\d{2}){0,2}[?~]?$/.test(text)) return `the calendar has no "${text}"`;
  return `"${text}" is not a date; write 2019, 2019-05 or 2019-05-03, then ? or ~ if unsure`;
}
