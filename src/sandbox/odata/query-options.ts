import { odataError } from '../wire/errors.ts';
import type { Quirks } from '../wire/quirks.ts';

/** The OData options of a list call. */
export interface ListOptions {
  filter: string | null;
  /** Null when the caller sent no `$top`. */
  top: number | null;
  skip: number;
  count: boolean;
  expand: ReadonlySet<string>;
  /** Null for the list's own order. */
  order: { property: string; descending: boolean } | null;
}

const KNOWN: ReadonlySet<string> = new Set(['$filter', '$top', '$skip', '$count', '$expand', '$skiptoken', '$orderby']);

/** Reads a list's options; `expandable` names what `$expand` takes. Throws an ODataError for any fault. */
export function readListOptions(
  query: URLSearchParams,
  maxTop: number,
  expandable: readonly string[],
  { countOption, orderOption }: Pick<Quirks, 'countOption' | 'orderOption'>,
): ListOptions {
  for (const name of query.keys()) {
    if (name.startsWith('$') && !KNOWN.has(name)) throw odataError(`The query option '${name}' is not supported.`);
    if (query.getAll(name).length > 1) throw odataError(`Query option '${name}' was specified more than once.`);
  }
  const top = readNumber(query, '$top');
  if (top !== null && top > maxTop) {
    throw odataError(
      `The limit of '${maxTop}' for Top query has been exceeded. The value from the request is '${top}'.`,
    );
  }
  const token = query.get('$skiptoken');
  return {
    filter: query.get('$filter'),
    top,
    skip: token === null ? (readNumber(query, '$skip') ?? 0) : readSkipToken(token),
    count: readCount(query.get('$count'), countOption),
    expand: readExpand(query.get('$expand'), expandable),
    order: readOrder(query.get('$orderby'), orderOption),
  };
}

/** An opaque token that stands for the rows already read; `turn` only makes it differ from another of the same place. */
export function makeSkipToken(skip: number, turn = 0): string {
  return Buffer.from(JSON.stringify({ skip, turn })).toString('base64url');
}

/** The turn of the token in a query, 0 without one. */
export function skipTokenTurn(query: URLSearchParams): number {
  return parseSkipToken(query.get('$skiptoken') ?? '')?.turn ?? 0;
}

function readSkipToken(token: string): number {
  const parsed = parseSkipToken(token);
  if (!parsed) throw odataError('The skip token is not valid.');
  return parsed.skip;
}

function parseSkipToken(token: string): { skip: number; turn: number } | null {
  try {
    const { skip, turn } = JSON.parse(Buffer.from(token, 'base64url').toString()) as Record<string, unknown>;
    return Number.isInteger(skip) && Number.isInteger(turn) ? { skip: Number(skip), turn: Number(turn) } : null;
  } catch {
    return null;
  }
}

function readNumber(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (text === null) return null;
  if (!/^\d{1,9}$/.test(text)) throw odataError(`Invalid value '${text}' for ${name} query option found.`);
  return Number(text);
}

function readCount(text: string | null, option: Quirks['countOption']): boolean {
  if (option === 'always') return true;
  if (text === null || option === 'ignored') return false;
  if (!option) throw odataError("The query option '$count' is not supported.");
  if (text !== 'true' && text !== 'false') throw odataError(`Invalid value '${text}' for $count query option found.`);
  return text === 'true';
}

function readOrder(text: string | null, option: Quirks['orderOption']): ListOptions['order'] {
  if (text === null || option === 'ignored') return null;
  if (!option) throw odataError("The query option '$orderby' is not supported.");
  const [, property, direction = 'asc'] = /^(\w+)(?: (asc|desc))?$/.exec(text) ?? [];
  if (property === undefined) throw odataError(`Syntax error in the $orderby expression '${text}'.`);
  return { property, descending: direction === 'desc' };
}

function readExpand(text: string | null, expandable: readonly string[]): Set<string> {
  const names = text === null ? [] : text.split(',').map((name) => name.trim());
  for (const name of names) {
    if (!expandable.includes(name)) throw odataError(`Could not find a property named '${name}' to expand.`);
  }
  return new Set(names);
}
