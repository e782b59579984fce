import { GraphQLScalarType, Kind } from 'graphql';
import { GraphQLJSON } from 'graphql-scalars';
import { inputError } from './input-error.ts';

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2})$/;

function parseDateTime(value: unknown): string {
  if (typeof value !== 'string' || !DATE_TIME.test(value) || Number.isNaN(Date.parse(value))) {
    throw inputError('A DateTime is ISO 8601 text with a time zone, such as 2026-11-20T08:30:00Z.');
  }
  return value;
}

/**
 * ISO 8601 text. It never becomes a `Date`, because the vendor sends seven fraction digits and JavaScript keeps three;
 * what the vendor sends is passed on as it is, so that an odd date never costs a field.
 */
export const DateTime = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description:
    'An instant as ISO 8601 text with all seven fraction digits of the vendor: 2026-11-20T08:30:00.1234567Z.',
  serialize: (value) => {
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    throw new TypeError('A DateTime is text.');
  },
  parseValue: parseDateTime,
  parseLiteral: (node) => parseDateTime(node.kind === Kind.STRING ? node.value : undefined),
});

/** Levels of objects and lists in a value; what writes JSON fails at some thousands. */
const MAX_LEVELS = 100;

function isTooDeep(value: unknown): boolean {
  let level = [value];
  for (let levels = 0; levels <= MAX_LEVELS; levels++) {
    level = level.flatMap(
      (each) => (typeof each === 'object' && each !== null ? Object.values(each) : []) as unknown[],
    );
    if (level.length === 0) return false;
  }
  return true;
}

/** JSON of the vendor's as it came; what is nested deeper than a hundred levels is an error of its field. */
export const JsonValue = new GraphQLScalarType({
  ...GraphQLJSON.toConfig(),
  serialize: (value) => {
    if (isTooDeep(value)) throw new TypeError(`A value is nested deeper than ${MAX_LEVELS} levels.`);
    return value;
  },
});
