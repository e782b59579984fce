import type { Operation } from '../operation.ts';
import { RestError } from '../rest-error.ts';

export type PathParameters = Readonly<Record<string, string>>;
export type QueryOptions = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * What a path parameter may not hold: `encodeURIComponent('..')` is `..`, and a server may undo `%2f` before it routes,
 * so that an id could pick another operation (`/api/machines/../isolate`). OData has operations in place of an id too:
 * `$count`, `findbyip(…)`.
 */
const UNSAFE = /^\.{1,2}$|^\$|^\w+\(.*\)$|[/\\?#%\u0000-\u001f\u007f]/;
const MAX_SEGMENT_LENGTH = 300;
/** Servers commonly refuse a request line over 8 kB (414). */
const MAX_PATH_LENGTH = 8_000;

/** A value encoded for a URL. Throws BAD_USER_INPUT for half a surrogate pair, which JSON can carry and no URL can. */
export function encoded(value: string): string {
  if (/\p{Surrogate}/u.test(value)) {
    throw new RestError(
      'BAD_USER_INPUT',
      'A text given holds half a surrogate pair, which is no character; leave it out.',
    );
  }
  return encodeURIComponent(value);
}

/** The value of a path parameter, encoded. Throws BAD_USER_INPUT for a value that could leave its path segment. */
function pathSegment(name: string, value: string): string {
  if (value === '' || value.length > MAX_SEGMENT_LENGTH || UNSAFE.test(value)) {
    throw new RestError(
      'BAD_USER_INPUT',
      `${name} is not an id that Defender gives out; pass one from an earlier answer.`,
    );
  }
  return encoded(value);
}

/** The path and query of a call, every value encoded; options without a value are left out. */
export function requestPath(operation: Operation, path: PathParameters = {}, query: QueryOptions = {}): string {
  const filled = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => pathSegment(name, path[name] ?? ''));
  const options = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encoded(String(value))}`);
  const whole = options.length === 0 ? filled : `${filled}?${options.join('&')}`;
  if (whole.length > MAX_PATH_LENGTH) {
    throw new RestError('BAD_USER_INPUT', 'The filter is too long for the API; use fewer or shorter values.');
  }
  return whole;
}
