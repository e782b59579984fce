/** A value that has no literal of its type; the message says why and what to do, after the name of the field. */
export class LiteralError extends Error {
  override name = 'LiteralError';
}
