import { principalOf, type Context } from '../../../context.ts';
import { isSignedBy, sign } from '../../../graphql/connection/signature.ts';
import { inputError } from '../../../graphql/schema/input-error.ts';
import { foldId } from '../../../rest/rows/hex-id.ts';
import type { ActionRequest } from './action-request.ts';

/** What a plan allows: this, and nothing else. */
type Planned = Pick<ActionRequest, 'kind' | 'parameters'>;

const LIFETIME_MS = 5 * 60 * 1000;
const MAC_BYTES = 32;

interface Body {
  /** Milliseconds since 1970. */
  expires: number;
  targets: string[];
}

/** Caller, action and parameters go into the signature, not into the token: another one's does not verify. */
function signedParts({ caller }: Context, { kind, parameters }: Planned, body: Buffer): Buffer[] {
  const bound = JSON.stringify(['plan', caller.tenantId, principalOf(caller), kind.mutation, parameters]);
  return [Buffer.from(`${bound}\n`), body];
}

/** A signed token for an action on these devices, good for five minutes and for the caller who planned it. */
export function planToken(context: Context, planned: Planned, targets: readonly string[], now: number) {
  const expires = now + LIFETIME_MS;
  const body = Buffer.from(JSON.stringify({ expires, targets: targets.map(foldId) } satisfies Body));
  const token = Buffer.concat([
    sign(context.signingKeys, signedParts(context, planned, body), MAC_BYTES),
    body,
  ]).toString('base64url');
  return { token, expiresAt: new Date(expires).toISOString() };
}

/** Throws BAD_USER_INPUT for a token that is not the caller's, has run out, or is for something else. */
export function checkPlanToken(context: Context, request: ActionRequest, token: string, now: number): void {
  const bytes = Buffer.from(token, 'base64url');
  const body = bytes.subarray(MAC_BYTES);
  const genuine =
    bytes.length > MAC_BYTES &&
    isSignedBy(context.signingKeys, signedParts(context, request, body), bytes.subarray(0, MAC_BYTES));
  if (!genuine) {
    throw inputError(
      'input.planToken: was not made for you, for this action and for these parameters; ask planAction for a new one.',
    );
  }
  const { expires, targets } = JSON.parse(body.toString()) as Body;
  if (now > expires) throw inputError('input.planToken: has run out after five minutes; ask planAction for a new one.');
  if (!targets.includes(foldId(request.machineId))) {
    throw inputError('input.planToken: the plan does not hold this device, or refused it; plan it first.');
  }
}
