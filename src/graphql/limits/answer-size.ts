import { GraphQLError } from 'graphql';
import type { Limits } from './limits.ts';

/** An answer that grew beyond the limit while it was made; there is no data then. */
export class AnswerTooLargeError extends GraphQLError {
  constructor(max: number) {
    super(`The answer would have more than ${max} characters; ask for fewer rows or fields.`, {
      extensions: { code: 'QUERY_LIMIT_EXCEEDED', http: { status: 400 } },
    });
  }
}

/** Characters of a JSON value, by its texts and names. */
function charactersOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + charactersOf(each) + 2, 2);
  return Object.entries(value).reduce((sum, [name, each]) => sum + name.length + charactersOf(each) + 6, 2);
}

/** Counts the characters of an answer while it is made, so that one that is too large is not made to its end. */
export class AnswerSize {
  readonly #limits: Limits;
  readonly #operationName: string | null;
  #max: number;
  #characters = 0;

  constructor(limits: Limits, operationName: string | null) {
    this.#limits = limits;
    this.#operationName = operationName;
    this.#max = limits.max('answerCharacters');
  }

  /** Throws AnswerTooLargeError beyond the limit. */
  addValue(value: unknown): void {
    if (typeof value === 'string') this.add(value.length);
    else if (typeof value === 'object') this.add(charactersOf(value));
  }

  /** Throws AnswerTooLargeError beyond the limit. */
  add(characters: number): void {
    this.#characters += characters;
    if (this.#characters > this.#max) this.#exceed();
  }

  #exceed(): void {
    if (this.#limits.refuses('answerCharacters', this.#characters, this.#operationName))
      throw new AnswerTooLargeError(this.#max);
    // Told once.
    this.#max = Infinity;
  }
}
