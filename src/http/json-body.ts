import type { FastifyInstance } from 'fastify';

/** Levels of a body, of which the variables of an operation may have 20. */
export const MAX_DEPTH = 100;
/** Characters from which on a body is looked at: to parse fewer takes no time, however deep they are. */
const MIN_LENGTH = 10_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** Whether a JSON text has more levels than that. Reads it once, and parses nothing. */
export function isNestedDeeper(text: string, levels: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (inString) {
      if (character === BACKSLASH) at += 1;
      else if (character === QUOTE) inString = false;
    } else if (character === QUOTE) inString = true;
    else if (OPENING.has(character) && (depth += 1) > levels) return true;
    else if (CLOSING.has(character)) depth -= 1;
  }
  return false;
}

/**
 * Takes JSON as Fastify does, but refuses what is nested deep before it is parsed: half a million brackets in a megabyte
 * would hold up everybody for half a second.
 */
export function acceptJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length >= MIN_LENGTH && isNestedDeeper(body, MAX_DEPTH)) {
      done(
        Object.assign(new Error(`The body may be ${MAX_DEPTH} levels deep; send less in one.`), { statusCode: 400 }),
      );
    } else void parse(request, body, done);
  });
}
