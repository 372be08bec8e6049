// Every error that a field can have, in Corridor's words, with its code. Whoever changes a
// message in Corridor changes it here, and nowhere else.

import { GraphQLError } from "graphql";

function badInput(message) {
  return new GraphQLError(message, { extensions: { code: "BAD_USER_INPUT" } });
}

export const messages = {
  negative: (argument, value) => badInput(`\`${argument}\` is ${value}, but cannot be negative`),
  tooMany: (argument, value, max) => badInput(`\`${argument}\` is ${value}, but at most ${max} may be asked for here`),
  firstAndLast: () => badInput("`first` and `last` exclude each other; give one of them"),
  badCursor: (argument) => badInput(`\`${argument}\` is not a cursor of this list`),
  badPattern: (pattern) => badInput(`\`matches\` is not a regular expression: ${pattern}`),
  orderKeys: () => badInput("each item of `orderBy` names exactly one field"),
};

/** Errors of scalars, which validation and variables meet before any field does. */
export const scalarMessages = {
  notPartialDate: (text) => `"${text}" is not a date; write 2019, 2019-05 or 2019-05-03, then ? or ~ if unsure`,
  notDate: (text) => `"${text}" is not a full date; write 2019-05-03`,
  notText: (name) => `${name} is written as a string`,
};
