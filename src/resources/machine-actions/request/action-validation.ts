import type { ActionPolicy } from '../../../context.ts';
import { requiredText } from '../../../graphql/node/mutation-types.ts';
import { inputError } from '../../../graphql/schema/input-error.ts';

/** Characters, the gateway's own bound: no page states one, and a comment that the vendor cuts short loses its mark. */
const MAX_COMMENT_LENGTH = 2_000;

/** The comment of an action that the vendor wants one for, which it could not tell from the mark alone. Throws BAD_USER_INPUT. */
export function requiredComment(comment: string): string {
  return sized(requiredText('input.comment', comment));
}

/** The comment of an action that the vendor takes without one; the policy may want it. Throws BAD_USER_INPUT. */
export function optionalComment(comment: string | null | undefined, policy: ActionPolicy): string | undefined {
  if (comment != null) return requiredComment(comment);
  if (policy.commentRequired) throw inputError('input.comment: the policy of this gateway wants one; say why.');
  return undefined;
}

function sized(comment: string): string {
  if (comment.length <= MAX_COMMENT_LENGTH) return comment;
  throw inputError(
    `input.comment: at most ${MAX_COMMENT_LENGTH} characters, got ${comment.length}, a bound of the gateway’s own; say it shorter.`,
  );
}

const KEY = /^[\w.:-]{1,64}$/;

/** The caller's own key. Throws BAD_USER_INPUT for one that cannot stand in a comment. */
export function idempotencyKey(key: string | null | undefined): string | undefined {
  if (key == null) return undefined;
  if (KEY.test(key)) return key;
  throw inputError(
    'input.idempotencyKey: takes 1 to 64 letters, digits, dots, colons, hyphens and underscores, such as a UUID.',
  );
}
