import { KEYWORDS } from './keywords.ts';
import { LiteralError } from './literal-error.ts';
import { literalOf } from './literal.ts';
import { KqlParameterError, type KqlParameter } from './parameter.ts';
import { HUNTING_TABLES } from '../schema/tables.ts';

/** A query with its parameters written before it. */
export interface BoundQuery {
  /** What is sent. */
  text: string;
  /** As the caller wrote it. */
  query: string;
  /** Lines before the query in the text. */
  linesBefore: number;
  parameters: readonly KqlParameter[];
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;
const MAX_PARAMETERS = 50;
/** Characters of all literals together, beside a query of 20,000. */
const MAX_LITERALS = 100_000;

const TABLES: ReadonlySet<string> = new Set(HUNTING_TABLES.map(({ name }) => name));

function nameFault({ name }: KqlParameter, index: number, parameters: readonly KqlParameter[]): string | null {
  if (!NAME.test(name)) {
    return 'is no name; it has at most 64 letters of the English alphabet, digits and _, and begins with none of the digits';
  }
  if (KEYWORDS.has(name) || /^(true|false)$/i.test(name)) return `"${name}" is a word of KQL; take another name`;
  if (TABLES.has(name)) return `"${name}" is a hunting table; take another name`;
  const first = parameters.findIndex((other) => other.name === name);
  return first < index ? `"${name}" is also the name of parameter ${first}; names are given once` : null;
}

function literal(parameter: KqlParameter, index: number): string {
  try {
    return literalOf(parameter.type, parameter.value);
  } catch (error) {
    if (!(error instanceof LiteralError)) throw error;
    throw new KqlParameterError(parameter, index, 'value', error.message);
  }
}

/**
 * Writes one `let` with a literal of its type for each parameter, a line each, before the query, which stays as it is.
 * Throws KqlParameterError.
 */
export function bind(query: string, parameters: readonly KqlParameter[]): BoundQuery {
  let characters = 0;
  const lets = parameters.map((parameter, index) => {
    if (index >= MAX_PARAMETERS) {
      const advice = `a query takes at most ${MAX_PARAMETERS}; put several values into one of type DYNAMIC`;
      throw new KqlParameterError(parameter, index, 'name', advice);
    }
    const fault = nameFault(parameter, index, parameters);
    if (fault !== null) throw new KqlParameterError(parameter, index, 'name', fault);
    const written = literal(parameter, index);
    characters += written.length;
    if (characters > MAX_LITERALS) {
      const advice = `all values together are longer than ${MAX_LITERALS} characters; run several smaller hunts`;
      throw new KqlParameterError(parameter, index, 'value', advice);
    }
    return `let ${parameter.name} = ${written};\n`;
  });
  return { text: lets.join('') + query, query, linesBefore: parameters.length, parameters };
}

/** How the service names a line of the text it was sent: `[line:position=2:5]`, `on line [2,5]`, `Line: 2`, `line 2`. */
const LINE = /(\[line:position=|\bline\s*\[|\bline:?\s+)(\d+)/gi;

/** Moves the lines that the service's message names from the text it was sent to the caller's query. */
export function unbindMessage(message: string, { linesBefore }: BoundQuery): string {
  return message.replace(LINE, (place: string, before: string, line: string) =>
    Number(line) > linesBefore ? `${before}${Number(line) - linesBefore}` : place,
  );
}
