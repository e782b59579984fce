import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { shapeErrorOf } from './response-shape-plugin.ts';

/** Codes whose messages were written for callers; everything else is masked. */
const PUBLIC_CODES = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'BAD_CURSOR',
  'RATE_LIMITED',
  'COST_LIMIT_EXCEEDED',
  'QUERY_LIMIT_EXCEEDED',
  'UPSTREAM_ERROR',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_UNAVAILABLE',
  'ACTION_OUTCOME_UNKNOWN',
  'SHARED_STATE_UNAVAILABLE',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

const PUBLIC_EXTENSIONS = [
  'retryAfter',
  'correlationId',
  'permission',
  'key',
  'vendorMessage',
  // Places of faults in a query of the caller's own.
  'field',
  'line',
  'column',
  'length',
  'diagnosticCode',
  'diagnostics',
] as const;

/** What graphql-js has against a variable, without the value that it repeats in several ways. */
function withoutValue(reason: string): string {
  return reason
    .replace(/ value: [\s\S]*$/, ' value.')
    .replace(/^Value [\s\S]* does not exist in ("\w+" enum\.)[\s\S]*$/, 'The value does not exist in $1');
}

/** Characters of the caller's own text that a message repeats. */
const MAX_ECHO = 100;
const LONG_NAME = new RegExp(`"((?:[^"\\\\]|\\\\.){${MAX_ECHO}})(?:[^"\\\\]|\\\\.)*"`, 'gs');
const LONG_LITERAL = new RegExp(`((?:, found|invalid value:?) [^]{${MAX_ECHO}})[^]*`);

/** A message of graphql-js without the most of long names and literals: an operation's name may be as long as a body. */
function shortened(message: string): string {
  return message.replace(LONG_NAME, '"$1…"').replace(LONG_LITERAL, '$1…');
}

/** An offer of names of the schema as graphql-js ends a message with it. */
const SUGGESTION = / Did you mean (?:[a-z ]+ )?"[\w@ {.}]+"(?:, "\w+")*(?:,? or "\w+")?\?$/;

/** Messages as graphql-js writes them, without a variable's value and without offers of names of the schema. */
function withoutEcho(message: string, error: unknown): string {
  const plain = message.replace(/ Did you mean [\s\S]*$/, '');
  const variable = /^(Variable "\$\w+") got invalid value /.exec(message)?.[1];
  if (variable === undefined) {
    // Where an upstream call failed, what is quoted is cut already.
    const cause = error instanceof GraphQLError ? error.originalError : undefined;
    return cause === undefined || cause instanceof GraphQLError ? shortened(plain) : plain;
  }
  const reason = error instanceof GraphQLError ? error.originalError?.message : undefined;
  // The value may hold any text, so the parts to keep are found from the end, where graphql-js put its reason.
  if (reason === undefined || !message.endsWith(`; ${reason}`)) return `${variable} got an invalid value.`;
  const place = / at "[\w.[\]]+"$/.exec(message.slice(0, -`; ${reason}`.length))?.[0] ?? '';
  return `${variable} got an invalid value${place}; ${withoutValue(reason.replace(/ Did you mean [\s\S]*$/, ''))}`;
}

/** The code that a caller gets for an error; null for one that no one meant for callers. */
function publicCode(error: unknown): string | null {
  if (!(error instanceof GraphQLError)) return null;
  const odd = shapeErrorOf(error);
  if (odd !== null) return odd.code;
  const { extensions, originalError, path } = error;
  const { code, limit } = extensions;
  // The code of a validation rule of ours, which Apollo has overwritten.
  if (typeof limit === 'string' && PUBLIC_CODES.has(limit)) return limit;
  // What graphql-js refuses by itself before any field runs blames the request, though it has no code: a subscription
  // where there is none, too many wrong variables.
  if (code === undefined && originalError === undefined && path === undefined) return 'BAD_USER_INPUT';
  return typeof code === 'string' && PUBLIC_CODES.has(code) ? code : null;
}

/** Whether an error is masked before callers: a fault of ours, to be looked into. */
export function isUnexpected(error: unknown): boolean {
  return publicCode(error) === null;
}

/**
 * What a caller may learn of an error: our message, a stable code, and the few extensions of the contract; an error
 * that no one meant for callers is masked. With `suggests` a message may offer names of the schema.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown, suggests = false): GraphQLFormattedError {
  const place = {
    ...(formatted.locations !== undefined && { locations: formatted.locations }),
    ...(formatted.path !== undefined && { path: formatted.path }),
  };
  const code = publicCode(error);
  if (code === null) {
    return { message: 'Something went wrong here.', ...place, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
  }
  const extensions: Record<string, unknown> = { code };
  for (const name of PUBLIC_EXTENSIONS) {
    const value = formatted.extensions?.[name];
    if (value !== undefined) extensions[name] = value;
  }
  const [suggestion = ''] = (suggests ? SUGGESTION.exec(formatted.message) : null) ?? [];
  const message = shapeErrorOf(error)?.message ?? withoutEcho(formatted.message, error) + suggestion;
  return { message, ...place, extensions };
}
