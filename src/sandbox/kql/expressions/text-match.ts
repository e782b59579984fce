import { kqlRegex } from '../values/kql-regex.ts';
import type { Compiled } from '../syntax/scope.ts';
import { toText } from '../values/convert-value.ts';
import type { Row } from '../values/kql-value.ts';

type Match = (text: string, search: string) => boolean;

const ALPHANUMERIC = /[\p{L}\p{N}]/u;

const MATCHES: Record<string, Match> = {
  Has: (text, search) => hasTerm(text, search, true, true),
  HasPrefix: (text, search) => hasTerm(text, search, true, false),
  HasSuffix: (text, search) => hasTerm(text, search, false, true),
  Contains: (text, search) => text.includes(search),
  StartsWith: (text, search) => text.startsWith(search),
  EndsWith: (text, search) => text.endsWith(search),
};

/**
 * Whether text holds a whole term: a run of letters and digits, as the service's index splits text.
 * Both sides must already agree in letter case.
 */
export function hasTerm(text: string, search: string, atStart = true, atEnd = true): boolean {
  if (search === '') return true;
  const open = !atStart || !ALPHANUMERIC.test(search[0] ?? '');
  const close = !atEnd || !ALPHANUMERIC.test(search.at(-1) ?? '');
  for (let at = text.indexOf(search); at >= 0; at = text.indexOf(search, at + 1)) {
    const before = open || at === 0 || !ALPHANUMERIC.test(text[at - 1] ?? '');
    const after = close || at + search.length === text.length || !ALPHANUMERIC.test(text[at + search.length] ?? '');
    if (before && after) return true;
  }
  return false;
}

/** A string operator by the parser's name of its node, or null when the node is none. */
export function textMatch(kind: string, left: Compiled, right: Compiled): Compiled['run'] | null {
  if (kind === 'MatchesRegexExpression') {
    return (row) => kqlRegex(text(right, row)).test(text(left, row));
  }
  const name = kind.replace(/Expression$/, '');
  if (name === 'EqualTilde') return (row) => lower(left, row) === lower(right, row);
  if (name === 'BangTilde') return (row) => lower(left, row) !== lower(right, row);
  const negated = name.startsWith('Not');
  const sensitive = name.endsWith('Cs');
  const match = MATCHES[name.replace(/^Not/, '').replace(/Cs$/, '')];
  if (!match) return null;
  const read = sensitive ? text : lower;
  return (row) => match(read(left, row), read(right, row)) !== negated;
}

function text(operand: Compiled, row: Row): string {
  return toText(operand.run(row), operand.type);
}

function lower(operand: Compiled, row: Row): string {
  return text(operand, row).toLowerCase();
}
