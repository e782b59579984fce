import { apiOf, apiLabel, permissionText, roleOf, type ApiName, type Operation } from '../rest/operation.ts';
import { RestError } from '../rest/rest-error.ts';
import type { Authenticated, Caller } from './caller.ts';

/** Lets an application name another served tenant with `x-tenant-id`. */
export const TENANTS_ROLE = 'Defender.Tenants';

/** The permissions of an operation that a caller of this kind may hold; the other list where the page has none for it. */
function accepted({ permissions }: Operation, kind: Caller['kind']): readonly string[] {
  const [own, other] =
    kind === 'USER'
      ? [permissions.delegated, permissions.application]
      : [permissions.application, permissions.delegated];
  return own.length > 0 ? own : other;
}

function isForbidden(error: unknown): boolean {
  return error instanceof RestError && error.code === 'FORBIDDEN';
}

/** The permissions that the token for an API shows; none where Entra ID refuses one: for want of consent, or of the API. */
export async function permissionsAt(api: ApiName, authenticated: Authenticated): Promise<readonly string[]> {
  try {
    return await authenticated.at(api).permissions();
  } catch (error) {
    if (isForbidden(error)) return [];
    throw error;
  }
}

/** What a caller lacks for an operation, in words for an administrator; null when nothing is known to be lacking. */
export async function missingFor(operation: Operation, authenticated: Authenticated): Promise<string | null> {
  try {
    return await missingByToken(operation, authenticated);
  } catch (error) {
    if (isForbidden(error)) return permissionText(operation);
    throw error;
  }
}

/** As missingFor, but throws FORBIDDEN, which says more, where there is no token to look at. */
async function missingByToken(operation: Operation, authenticated: Authenticated): Promise<string | null> {
  const { caller, gatewayRoles } = authenticated;
  const role = roleOf(operation);
  if (gatewayRoles !== null && !gatewayRoles.includes(role)) return `${role} (app role of the gateway)`;
  const access = authenticated.at(apiOf(operation));
  if (access.requiredAudience !== null)
    return `${permissionText(operation)}, in a token for ${access.requiredAudience}`;
  const shown = await access.permissions();
  if (shown.length === 0 || accepted(operation, caller.kind).some((name) => shown.includes(name))) return null;
  return permissionText(operation);
}

/** Ids of operations that a caller was found to be allowed, for as long as the caller is known by one object. */
const allowed = new WeakMap<Authenticated, Set<string>>();

/** Throws RestError FORBIDDEN, naming the permission, for an operation that the caller's token shows to be out of reach. */
export function authorize(operation: Operation, authenticated: Authenticated): Promise<void> | undefined {
  return allowed.get(authenticated)?.has(operation.id) === true ? undefined : check(operation, authenticated);
}

async function check(operation: Operation, authenticated: Authenticated): Promise<void> {
  const permission = await missingByToken(operation, authenticated);
  if (permission === null) {
    allowed.set(authenticated, (allowed.get(authenticated) ?? new Set()).add(operation.id));
    return;
  }
  const { requiredAudience } = authenticated.at(apiOf(operation));
  if (requiredAudience !== null) {
    const message = `${operation.id} goes to ${apiLabel(operation)}, and this token is not for it; send one whose audience is ${requiredAudience}.`;
    throw new RestError('FORBIDDEN', message, { permission: permissionText(operation) });
  }
  throw new RestError('FORBIDDEN', `${operation.id} needs ${permission}; ask an administrator for it.`, { permission });
}
