import { permissionText, roleOf, type Operation } from '../rest/operation.ts';
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

/** What a caller lacks for an operation, in words for an administrator; null when nothing is known to be lacking. */
export async function missingFor(operation: Operation, authenticated: Authenticated): Promise<string | null> {
  const { caller, gatewayRoles } = authenticated;
  const role = roleOf(operation);
  if (gatewayRoles !== null && !gatewayRoles.includes(role)) return `${role} (app role of the gateway)`;
  const shown = await authenticated.permissions();
  if (shown.length === 0 || accepted(operation, caller.kind).some((name) => shown.includes(name))) return null;
  return permissionText(operation);
}

/** Throws RestError FORBIDDEN, naming the permission, for an operation that the caller's token shows to be out of reach. */
export async function authorize(operation: Operation, authenticated: Authenticated): Promise<void> {
  const permission = await missingFor(operation, authenticated);
  if (permission === null) return;
  throw new RestError('FORBIDDEN', `${operation.id} needs ${permission}; ask an administrator for it.`, { permission });
}
