/**
 * Formats JSON with comments, as a Prettier plugin.
 *
 * GraphiQL's "Prettify" formats variables and headers with Prettier's `jsonc` parser, which comes inside its Babel and
 * ESTree plugins: half a megabyte of JavaScript grammar in the server's binary. `vite.config.ts` puts this module in
 * their place; it leans on jsonc-parser, which GraphiQL bundles anyway.
 */
import { applyEdits, format } from 'jsonc-parser';
import type { Parser, Printer } from 'prettier';

interface Document {
  text: string;
}

const jsonc: Parser<Document> = {
  astFormat: 'jsonc',
  parse: (text) => ({ text }),
  locStart: () => 0,
  locEnd: ({ text }) => text.length,
};

const printer: Printer<Document> = {
  print({ node }, { tabWidth }) {
    const edits = format(node.text, undefined, { insertSpaces: true, tabSize: tabWidth });
    return applyEdits(node.text, edits);
  },
};

export const parsers = { jsonc };
export const printers = { jsonc: printer };
