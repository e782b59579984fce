import { ALL_DELEGATED, GRAPH_DELEGATED, XDR_DELEGATED } from './personas.ts';
import { DEFENDER, GRAPH, XDR } from '../../wire/simulated-apis.ts';
import type { ResourceName } from './registered-application.ts';
import { missingField, SignInError } from './sign-in-error.ts';

/** A resource as one request asks for it. */
export interface Resource {
  name: ResourceName;
  /** How the request named it. */
  identifier: string;
  /** The `aud` of its tokens. */
  audience: string;
}

/** Scopes that name no resource. */
export const ABOUT_THE_USER: ReadonlySet<string> = new Set(['openid', 'profile', 'email', 'offline_access']);

// Graph's own id, by which it can be asked for too.
const GRAPH_ID = '00000003-0000-0000-c000-000000000000';

// The older name gives tokens that not every operation accepts.
const OLDER_AUDIENCE = 'https://securitycenter.onmicrosoft.com/windowsatpservice';

/** The scope that a delegated token for the gateway carries. */
export const GATEWAY_SCOPE = 'access_as_user';

/** Values of the form field `scope`; the older endpoint's field `resource` counts as its default scope. */
export function askedScopes(form: URLSearchParams): string[] {
  const scope = form.get('scope') ?? (form.has('resource') ? `${form.get('resource')}/.default` : null);
  if (!scope) throw missingField('scope');
  return scope.split(' ').filter((each) => each !== '');
}

/** The resource of a client's own request: exactly one `.default` scope, or 400. */
export function resourceForApplication(scopes: readonly string[], gatewayClientId: string, tenant: string): Resource {
  const [scope = '', ...rest] = scopes;
  if (rest.length > 0 || !scope.endsWith('/.default')) {
    throw new SignInError(
      400,
      'invalid_scope',
      1002012,
      `The provided value for scope ${scopes.join(' ')} is not valid. Client credential flows must have a scope value ` +
        'with /.default suffixed to the resource identifier (application ID URI).',
    );
  }
  return findResource(scope, gatewayClientId, tenant);
}

/** The resource of a request in the context of a user: one resource, permissions that it has, or 400. */
export function resourceForUser(scopes: readonly string[], gatewayClientId: string, tenant: string): Resource {
  const [first, ...rest] = scopes.filter((scope) => !ABOUT_THE_USER.has(scope));
  if (first === undefined) throw invalidScope(scopes.join(' '));
  const resource = findResource(first, gatewayClientId, tenant);
  for (const scope of [first, ...rest]) {
    const { identifier, permission } = split(scope);
    if (identifier !== resource.identifier || !isPermission(resource.name, permission)) throw invalidScope(scope);
  }
  return resource;
}

function isPermission(resource: ResourceName, permission: string): boolean {
  if (permission === '.default') return true;
  if (resource === 'gateway') return permission === GATEWAY_SCOPE;
  return { defender: ALL_DELEGATED, graph: GRAPH_DELEGATED, xdr: XDR_DELEGATED }[resource].includes(permission);
}

function findResource(scope: string, gatewayClientId: string, tenant: string): Resource {
  const { identifier } = split(scope);
  if (identifier === '') throw invalidScope(scope);
  if (identifier === DEFENDER.audience || identifier === OLDER_AUDIENCE) {
    return { name: 'defender', identifier, audience: identifier };
  }
  if (identifier === GRAPH.audience || identifier === GRAPH_ID)
    return { name: 'graph', identifier, audience: identifier };
  if (identifier === XDR.audience) return { name: 'xdr', identifier, audience: identifier };
  if (identifier === gatewayClientId || identifier === `api://${gatewayClientId}`) {
    return { name: 'gateway', identifier, audience: gatewayClientId };
  }
  throw new SignInError(
    400,
    'invalid_resource',
    500011,
    `The resource principal named ${identifier} was not found in the tenant named ${tenant}. This can happen if the ` +
      'application has not been installed by the administrator of the tenant or consented to by any user in the ' +
      'tenant. You might have sent your authentication request to the wrong tenant.',
  );
}

function split(scope: string): { identifier: string; permission: string } {
  const slash = scope.lastIndexOf('/');
  return { identifier: scope.slice(0, Math.max(slash, 0)), permission: scope.slice(slash + 1) };
}

function invalidScope(scope: string): SignInError {
  return new SignInError(
    400,
    'invalid_scope',
    70011,
    "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' " +
      `is not valid. The scope ${scope} is not valid.`,
  );
}
