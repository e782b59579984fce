import { convertValue, toText } from '../values/convert-value.ts';
import { kqlRegex } from '../values/kql-regex.ts';
import { KqlError, type Value } from '../values/kql-value.ts';
import type { CallSite, ScalarFunction } from './function-types.ts';

/** Longest text a cell can hold in the service: 1 MB. */
const TEXT_LIMIT = 1 << 20;

type TextRule = (...texts: string[]) => Value;

/** A function that sees all its arguments as text. */
function onText(rule: TextRule): ScalarFunction {
  return (args, site) => rule(...texts(args, site));
}

function texts(args: Value[], site: CallSite): string[] {
  return args.map((value, index) => toText(value, site.types[index] ?? 'dynamic'));
}

function every(pattern: string): RegExp {
  const regex = kqlRegex(pattern);
  return new RegExp(regex.source, `${regex.flags}g`);
}

const substring: ScalarFunction = ([value = null, start, length], { types }) => {
  const text = toText(value, types[0] ?? 'string');
  const from = Math.max(0, typeof start === 'number' ? start : 0);
  return typeof length === 'number' ? text.slice(from, from + length) : text.slice(from);
};

const split: ScalarFunction = (args, site) => {
  const [text = '', delimiter = ''] = texts(args, site);
  const parts = delimiter === '' ? [text] : text.split(delimiter);
  const wanted = args[2];
  if (typeof wanted !== 'number') return parts;
  return wanted < parts.length ? [parts[wanted] ?? null] : [];
};

/** Occurrences of a plain text (which may overlap) or of a regular expression. */
function countof(text: string, search: string, kind = 'normal'): number {
  if (kind === 'regex') return [...text.matchAll(every(search))].length;
  if (search === '') return 0;
  let count = 0;
  for (let at = text.indexOf(search); at >= 0; at = text.indexOf(search, at + 1)) count++;
  return count;
}

const extract: ScalarFunction = ([pattern, group, source = null], site) => {
  const match = kqlRegex(String(pattern)).exec(toText(source, site.types[2] ?? 'string'));
  const found = match?.[typeof group === 'number' ? group : 1] ?? '';
  return site.type === 'string' ? found : convertValue(found, 'string', site.type);
};

const extractAll: ScalarFunction = ([pattern, source = null], { types }) => {
  const found = [...toText(source, types.at(-1) ?? 'string').matchAll(every(String(pattern)))];
  if (found.length === 0) return null;
  return found.map((match) => (match.length > 2 ? match.slice(1) : (match[1] ?? match[0])));
};

function trim(sides: 'both' | 'start' | 'end'): TextRule {
  return (pattern = '', text = '') => {
    const inner = `(?:${kqlRegex(pattern).source})`;
    const start = sides === 'end' ? text : text.replace(new RegExp(`^${inner}`), '');
    return sides === 'start' ? start : start.replace(new RegExp(`${inner}$`), '');
  };
}

function bounded(text: string): string {
  if (text.length > TEXT_LIMIT)
    throw new KqlError('Query execution lacks memory resources: a text is longer than 1 MB');
  return text;
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function bytesOf(text: string): Buffer | null {
  return /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? Buffer.from(text, 'base64') : null;
}

/** Empty for bytes that are no UTF-8. */
function decodeBase64(text = ''): string {
  try {
    return UTF_8.decode(bytesOf(text) ?? new Uint8Array());
  } catch {
    return '';
  }
}

/** Code points, given one by one or in arrays, as text. */
const textOfCodePoints: ScalarFunction = (args) => {
  const points = args.flat().map(Number);
  const valid = points.every((point) => Number.isInteger(point) && point >= 0 && point <= 0x10ffff);
  return valid ? bounded(points.map((point) => String.fromCodePoint(point)).join('')) : '';
};

function decodeUrl(text = ''): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** Parts of an absolute URL, all of them empty for anything else. */
function parseUrl(text = ''): Value {
  const url = URL.canParse(text) ? new URL(text) : null;
  return {
    Scheme: url?.protocol.replace(':', '') ?? '',
    // Taken from the text, because URL() rewrites names that are not ASCII.
    Host: /^\w+:\/\/(?:[^@/]*@)?([^/:?#]+)/.exec(url ? text : '')?.[1] ?? '',
    Port: url?.port ?? '',
    Path: url?.pathname ?? '',
    Username: url?.username ?? '',
    Password: url?.password ?? '',
    'Query Parameters': Object.fromEntries(url?.searchParams ?? []),
    Fragment: url?.hash.replace('#', '') ?? '',
  };
}

// RE2 writes a group as \1 where JavaScript writes $1.
const replaceRegex: TextRule = (text = '', pattern = '', by = '') =>
  bounded(text.replace(every(pattern), by.replaceAll('$', '$$$$').replace(/\\(\d)/g, '$$$1')));

export const TEXT_FUNCTIONS: Record<string, ScalarFunction> = {
  tolower: onText((text = '') => text.toLowerCase()),
  toupper: onText((text = '') => text.toUpperCase()),
  strcat: onText((...parts) => bounded(parts.join(''))),
  strcat_delim: onText((delimiter = '', ...parts) => bounded(parts.join(delimiter))),
  strlen: onText((text = '') => [...text].length),
  reverse: onText((text = '') => [...text].reverse().join('')),
  indexof: onText((text = '', search = '') => text.indexOf(search)),
  substring,
  split,
  countof: onText((text = '', search = '', kind = 'normal') => countof(text, search, kind)),
  extract,
  extract_all: extractAll,
  trim: onText(trim('both')),
  trim_start: onText(trim('start')),
  trim_end: onText(trim('end')),
  replace_string: onText((text = '', search = '', by = '') =>
    bounded(search ? text.replaceAll(search, () => by) : text),
  ),
  replace_regex: onText(replaceRegex),
  replace: onText((pattern = '', by = '', text = '') => replaceRegex(text, pattern, by)),
  base64_decode_toarray: onText((text = '') => [...(bytesOf(text) ?? [])]),
  base64_decode_tostring: onText(decodeBase64),
  base64_encode_tostring: onText((text = '') => Buffer.from(text, 'utf8').toString('base64')),
  make_string: textOfCodePoints,
  unicode_codepoints_to_string: textOfCodePoints,
  url_decode: onText(decodeUrl),
  parse_url: onText(parseUrl),
};
