import type { AuthSettings, Registration } from './auth/create-auth.ts';
import { CLOUDS, DEFENDER_AUDIENCES, graphAudiences, XDR_AUDIENCES, type CloudName } from './auth/entra/clouds.ts';
import type { Credential } from './auth/entra/credential.ts';
import { environment, type Environment } from './environment.ts';
import type { SecretName } from './secrets/secret-files.ts';
import type { ExplorerSignIn } from './explorer/explorer-settings.ts';

/** The one credential that is set; a fault when there is none or more than one. */
function credentialOf(data: Environment, files: ReadonlyMap<SecretName, string>, faults: string[]): Credential | null {
  const secret = data.ENTRA_CLIENT_SECRET;
  const file = files.get('ENTRA_CLIENT_SECRET');
  const credentials: Credential[] = [
    ...(secret === undefined ? [] : [{ kind: 'secret' as const, secret, ...(file !== undefined && { file }) }]),
    ...(data.ENTRA_CLIENT_CERTIFICATE === undefined
      ? []
      : [{ kind: 'certificate' as const, file: data.ENTRA_CLIENT_CERTIFICATE }]),
    ...(data.ENTRA_FEDERATED_TOKEN_FILE === undefined
      ? []
      : [{ kind: 'federated-token' as const, file: data.ENTRA_FEDERATED_TOKEN_FILE }]),
    ...(data.ENTRA_MANAGED_IDENTITY === true ? [{ kind: 'managed-identity' as const }] : []),
  ];
  const [credential] = credentials;
  if (credentials.length === 1 && credential !== undefined) return credential;
  faults.push(
    `AUTH_MODES: on-behalf-of and app need exactly one of ENTRA_CLIENT_SECRET, ENTRA_CLIENT_CERTIFICATE, ENTRA_FEDERATED_TOKEN_FILE and ENTRA_MANAGED_IDENTITY=true; ${credentials.length} are set`,
  );
  return null;
}

/** The gateway's own registration, for the modes that need one; what is missing is added to the faults. */
export function registrationOf(
  data: Environment,
  files: ReadonlyMap<SecretName, string>,
  faults: string[],
): Registration | null {
  const needed = data.AUTH_MODES.some((mode) => mode !== 'passthrough');
  if (!needed) return null;
  for (const name of ['ENTRA_TENANT_ID', 'ENTRA_CLIENT_ID'] as const) {
    if (data[name] === undefined) faults.push(`${name}: AUTH_MODES on-behalf-of and app need it`);
  }
  const credential = credentialOf(data, files, faults);
  if (data.ENTRA_TENANT_ID === undefined || data.ENTRA_CLIENT_ID === undefined || credential === null) return null;
  return {
    homeTenantId: data.ENTRA_TENANT_ID,
    clientId: data.ENTRA_CLIENT_ID,
    credential,
    audience: data.GATEWAY_AUDIENCE ?? data.ENTRA_CLIENT_ID,
    scope: data.GATEWAY_SCOPE,
  };
}

/** What is wrong with the settings of Graph together, if anything. */
export function graphFaults(given: Readonly<Record<string, string | undefined>>, sandbox: boolean): string[] {
  const { GRAPH_API_URL: address, HUNTING_BACKEND } = given;
  if (address === undefined || !environment.shape.GRAPH_API_URL.safeParse(address).success) return [];
  if (sandbox) return ['GRAPH_API_URL: cannot be set together with SANDBOX=true'];
  const cloud = CLOUDS[(given.DEFENDER_CLOUD ?? 'commercial') as CloudName] as (typeof CLOUDS)[CloudName] | undefined;
  if (cloud === undefined) return [];
  const { origin } = new URL(address);
  if (HUNTING_BACKEND !== 'graph' && origin !== cloud.graph) {
    return ['GRAPH_API_URL: is used with HUNTING_BACKEND=graph alone'];
  }
  // Its tokens come from another sign-in host, so every hunt would be refused.
  const others = Object.entries(CLOUDS).filter(([, { graph }]) => graph === origin);
  if (others.length === 0 || others.some(([, { signIn }]) => signIn === cloud.signIn)) return [];
  return [`GRAPH_API_URL: is of another cloud, DEFENDER_CLOUD=${others.map(([name]) => name).join(' or ')}`];
}

/** Who is let in, and how. */
export function authSettings(data: Environment, registration: Registration | null): AuthSettings {
  const cloud = CLOUDS[data.DEFENDER_CLOUD];
  const tenantIds = data.ENTRA_TENANT_IDS ?? (data.ENTRA_TENANT_ID === undefined ? [] : [data.ENTRA_TENANT_ID]);
  return {
    modes: new Set(data.AUTH_MODES),
    authority: data.ENTRA_AUTHORITY ?? cloud.signIn,
    audiences: data.DEFENDER_AUDIENCE === undefined ? DEFENDER_AUDIENCES : [data.DEFENDER_AUDIENCE],
    graphAudiences:
      data.HUNTING_BACKEND === 'graph' ? graphAudiences(data.GRAPH_API_URL ?? cloud.graph, cloud.graph) : null,
    xdrAudiences: data.XDR_AUDIENCE === undefined ? XDR_AUDIENCES : [data.XDR_AUDIENCE],
    homeTenantId: data.ENTRA_TENANT_ID,
    tenantIds: tenantIds.length === 0 ? null : new Set(tenantIds.map((id) => id.toLowerCase())),
    registration,
  };
}

/**
 * How people sign in on the explorer's page; null without `EXPLORER_CLIENT_ID`. What is missing for it is added to the
 * faults. `auth` is undefined in the sandbox.
 */
export function explorerSignIn(
  { EXPLORER, EXPLORER_CLIENT_ID: clientId }: Pick<Environment, 'EXPLORER' | 'EXPLORER_CLIENT_ID'>,
  auth: AuthSettings | undefined,
  faults: string[],
): ExplorerSignIn | null {
  if (clientId === undefined) return null;
  const refused = (reason: string): null => {
    faults.push(`EXPLORER_CLIENT_ID: ${reason}`);
    return null;
  };
  if (auth === undefined) return refused('cannot be set together with SANDBOX=true, whose explorer opens signed in');
  const { modes, authority, audiences, tenantIds, registration } = auth;
  if ((EXPLORER ?? null) === null) return refused('there is no page to sign in on; set EXPLORER=true');
  if (tenantIds === null) {
    return refused(
      'the tenant whose people sign in is not known; set ENTRA_TENANT_ID, or ENTRA_TENANT_IDS for several',
    );
  }
  const [tenant = '', ...others] = tenantIds;
  const signIn = { clientId, authority: `${authority}/${others.length === 0 ? tenant : 'organizations'}` };
  // The gateway exchanges its own token for each API that it calls; Defender's is good at Defender alone.
  if (modes.has('on-behalf-of')) {
    // Without a registration there is a fault already.
    return registration && { ...signIn, scopes: [`${registration.audience}/${registration.scope}`] };
  }
  if (modes.has('passthrough')) return { ...signIn, scopes: [`${audiences[0]}/.default`] };
  return refused('AUTH_MODES=app lets no people in; add on-behalf-of or passthrough');
}
