import { KqlError } from './kql-value.ts';

/** Longest pattern accepted; what still runs for ever is ended by the query's time limit. */
const PATTERN_LIMIT = 1_000;
const CACHE_LIMIT = 200;

const cache = new Map<string, RegExp>();

/** The pattern as a JavaScript expression; throws KqlError for what RE2, the service's engine, refuses too. */
export function kqlRegex(pattern: string): RegExp {
  const known = cache.get(pattern);
  if (known) return known;
  if (pattern.length > PATTERN_LIMIT) {
    throw new KqlError(`Regular expression is longer than ${PATTERN_LIMIT} characters`);
  }
  // RE2 runs in linear time because it has neither look-around nor back-references.
  if (/\(\?<?[=!]|(?<!\\)(?:\\\\)*\\[1-9]/.test(pattern)) {
    throw new KqlError(`Invalid regular expression '${pattern}': look-around and back-references are not supported`);
  }
  const flags = /^\(\?([ims]+)\)/.exec(pattern);
  const body = pattern.slice(flags?.[0].length ?? 0).replaceAll('(?P<', '(?<');
  const made = construct(pattern, body, [...new Set(flags?.[1] ?? '')].join(''));
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(pattern, made);
  return made;
}

function construct(pattern: string, body: string, flags: string): RegExp {
  try {
    return new RegExp(body, flags);
  } catch {
    throw new KqlError(`Invalid regular expression '${pattern}'`);
  }
}
