import { odataError } from '../wire/errors.ts';

export type TokenKind = 'word' | 'string' | 'number' | 'date' | 'punctuation' | 'end';

/** A lexical piece of a filter; `at` is its offset, for messages. */
export interface Token {
  kind: TokenKind;
  text: string;
  at: number;
}

const PIECES: readonly [TokenKind, RegExp][] = [
  ['string', /'(?:[^']|'')*'/y],
  ['date', /\d{4}-\d{2}-\d{2}(?:T[\d:.]+)?(?:Z|[+-]\d{2}:\d{2})?/iy],
  ['number', /-?\d+(?:\.\d+)?/y],
  ['word', /[\p{L}_][\p{L}\p{N}_]*/uy],
  ['punctuation', /[(),:/]/y],
];

/** Cuts a filter into tokens; a quote inside a string is doubled. Throws an ODataError on anything else. */
export function tokenize(filter: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < filter.length) {
    if (/\s/.test(filter.charAt(at))) {
      at++;
      continue;
    }
    const token = readToken(filter, at);
    tokens.push(token);
    at += token.text.length;
  }
  return [...tokens, { kind: 'end', text: '', at }];
}

function readToken(filter: string, at: number): Token {
  for (const [kind, pattern] of PIECES) {
    pattern.lastIndex = at;
    const found = pattern.exec(filter);
    if (found) return { kind, text: found[0], at };
  }
  const problem =
    filter[at] === "'"
      ? 'There is an unterminated string literal'
      : `Syntax error: character '${filter[at]}' is not valid`;
  throw odataError(`${problem} at position ${at} in '${filter}'.`);
}
