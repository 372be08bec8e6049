// Breaks documents, or does not: token by token, so that what comes out is nearly GraphQL
// and every rule of validation gets its share. Whether it is valid still is for graphql-js
// to say.

import { Lexer, Source, TokenKind } from 'graphql';

const NAMES = [
  'id',
  'name',
  'nmae',
  'posts',
  'nodes',
  'edges',
  'node',
  '__typename',
  'first',
  'where',
  'Person',
  'Actor',
  'Subject',
  'Entity',
  'Query',
  'PersonWhere',
  'Int',
  'String',
  'ID',
  'skip',
  'include',
  'upper',
  'if',
  'on',
  'ASC',
  'true',
  'null',
  'fragment',
  'query',
  'mutation',
  'subscription',
  'F0',
  'F1',
  'v0',
  'c0',
  'kind',
  'eq',
  'contains',
  'links',
  'asOf',
  'during',
  'certain',
  'status',
  'score',
];
const VALUES = [
  '1',
  '-1',
  '1.5',
  '"x"',
  'true',
  'null',
  'ASC',
  '[1]',
  '{}',
  '$v0',
  '$nothing',
  '2147483648',
  '"""b"""',
  '[["a"]]',
];
const PUNCTUATION = ['{', '}', '(', ')', ':', '!', '...', '@', '$', '[', ']', '=', '|', '&'];

/** The document with one to three changes. */
export function mutate(query, random) {
  let tokens = tokensOf(query);
  for (let count = 1 + random.below(3); count > 0 && tokens.length > 0; count -= 1) tokens = change(tokens, random);
  return tokens.map((it) => it.text).join(' ');
}

/** The tokens of a text that has the tokens of GraphQL, whatever their order. */
export function tokensOf(query) {
  const lexer = new Lexer(new Source(query));
  const tokens = [];
  for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
    tokens.push({ kind: token.kind, text: query.slice(token.start, token.end) });
  }
  return tokens;
}

function change(tokens, random) {
  const at = random.below(tokens.length);
  const token = tokens[at];
  const replaced = (text, kind = token.kind) => tokens.with(at, { kind, text });
  switch (random.below(9)) {
    case 0:
      return tokens.toSpliced(at, 1);
    case 1:
      return tokens.toSpliced(at, 0, token);
    case 2:
      return tokens.toSpliced(at, 0, { kind: TokenKind.NAME, text: random.pick(NAMES) });
    case 3:
      return tokens.toSpliced(at, 0, { kind: 'Punctuator', text: random.pick(PUNCTUATION) });
    case 4:
      return swap(tokens, at, random.below(tokens.length));
    case 5:
      return withoutGroup(tokens, at);
    default:
      if (token.kind === TokenKind.NAME)
        return replaced(
          random.hits(0.5) ? random.pick(NAMES) : random.pick(tokens.filter((it) => it.kind === TokenKind.NAME)).text,
        );
      if (/^(Int|Float|String|BlockString)$/.test(token.kind)) return replaced(random.pick(VALUES));
      return replaced(random.pick(PUNCTUATION));
  }
}

function swap(tokens, a, b) {
  return tokens.with(a, tokens[b]).with(b, tokens[a]);
}

/** Takes out the bracketed group that opens at or behind a token. */
function withoutGroup(tokens, from) {
  const open = tokens.findIndex((it, at) => at >= from && /^[{([]$/.test(it.text));
  if (open < 0) return tokens.slice(0, -1);
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    if (/^[{([]$/.test(tokens[at].text)) depth += 1;
    if (/^[})\]]$/.test(tokens[at].text)) depth -= 1;
    if (depth === 0) return tokens.toSpliced(open, at - open + 1);
  }
  return tokens;
}
