import type { Operation } from './operation.ts';
import { RestError } from './rest-error.ts';

/** The JSON of a successful answer; undefined where the operation answers nothing. Throws UPSTREAM_ERROR for other text. */
export function readJson<T>(operation: Operation, body: string, status: number): T {
  if (operation.answersNothing === true) return undefined as T;
  try {
    return JSON.parse(body) as T;
  } catch (cause) {
    throw new RestError('UPSTREAM_ERROR', `Defender answered ${operation.id} with something other than JSON.`, {
      status,
      cause,
    });
  }
}
