import { chooseAccount, showAccounts, signOut } from './authorize/authorize.ts';
import { HTML_PAGE, throttled, unavailable } from './directory/faults.ts';
import { TENANT_ALIASES } from './directory/directory.ts';
import type { Directory } from './directory/directory.ts';
import { grantToken, startDevice } from './grants/grants.ts';
import { keySet, openIdConfiguration } from './metadata.ts';
import { invalidRequest, SignInError } from './directory/sign-in-error.ts';

/** An answer: JSON, a page or another address. `hang` and `reset` are none at all. */
export type Outcome =
  | { status: number; json: unknown; cacheSeconds?: number }
  | { status: number; html: string }
  | { status: number; location: string }
  | 'hang'
  | 'reset';

/** An arrival, its path without the query. */
export interface Arrival {
  method: string;
  path: string;
  query: URLSearchParams;
  form: URLSearchParams;
  /** Header `Origin`. */
  origin: string | null;
}

type Route = (directory: Directory, tenant: string, arrival: Arrival) => Outcome | Promise<Outcome>;

// A day, as Entra ID allows for its metadata.
const cached = (json: unknown): Outcome => ({ status: 200, json, cacheSeconds: 86_400 });

const metadata =
  (version: '1.0' | '2.0'): Route =>
  ({ faults, url }, tenant) => {
    if (faults.metadataDown) throw unavailable();
    return cached(openIdConfiguration(url(), tenant, version));
  };

const keys: Route = async ({ faults, url }, tenant) => {
  if (faults.keysDown) throw unavailable();
  return cached(await keySet(url(), tenant));
};

const token: Route = async (directory, tenant, { form, origin }) =>
  misbehave(directory) ?? { status: 200, json: await grantToken(directory, { tenant, form, origin }) };

const device: Route = (directory, tenant, { form }) =>
  misbehave(directory) ?? { status: 200, json: startDevice(directory, tenant, form) };

const page =
  (title: string): Route =>
  () => ({
    status: 200,
    html: `<!DOCTYPE html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
  });

const ROUTES: Readonly<Record<string, Route>> = {
  'GET v2.0/.well-known/openid-configuration': metadata('2.0'),
  'GET .well-known/openid-configuration': metadata('1.0'),
  'GET discovery/v2.0/keys': keys,
  'GET discovery/keys': keys,
  'POST oauth2/v2.0/token': token,
  'POST oauth2/token': token,
  'POST oauth2/v2.0/devicecode': device,
  'GET oauth2/deviceauth': page('Enter the code'),
  'GET oauth2/authorize': page('Permissions requested'),
  'GET oauth2/v2.0/authorize': (directory, tenant, { query }) => showAccounts(directory, tenant, query),
  'POST login': (directory, tenant, { query, form }) => chooseAccount(directory, tenant, query, form),
  'GET oauth2/v2.0/logout': (directory, _, { query }) => signOut(directory, query),
  'GET adminconsent': page('Permissions requested'),
};

/** The tenant or alias that a path begins with; null for none. */
export function tenantIn(path: string): string | null {
  return path.split('/')[1]?.toLowerCase() || null;
}

/** Answers one arrival; every refusal is a `SignInError`. */
export async function route(directory: Directory, arrival: Arrival): Promise<Outcome> {
  const { method, path } = arrival;
  const tenant = tenantIn(path) ?? '';
  const rest = path.split('/').slice(2).join('/');
  const key = `${method} ${rest}`;
  const found = Object.hasOwn(ROUTES, key) ? ROUTES[key] : undefined;
  if (!found) return { status: 404, html: '<!DOCTYPE html><html><body><h1>404 Not Found</h1></body></html>' };
  expectTenant(directory, tenant);
  return found(directory, tenant, arrival);
}

function expectTenant({ tenantIds }: Directory, tenant: string): void {
  if (TENANT_ALIASES.includes(tenant) || tenantIds.includes(tenant)) return;
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$|^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(tenant)) {
    throw invalidRequest(
      900023,
      `Specified tenant identifier '${tenant}' is neither a valid DNS name, nor a valid external domain.`,
    );
  }
  throw new SignInError(
    404,
    'invalid_tenant',
    90002,
    `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct ` +
      'cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for ' +
      'the tenant.',
  );
}

function misbehave({ faults }: Directory): Outcome | null {
  switch (faults.mode) {
    case 'throttled':
      throw throttled(faults.retryAfterSeconds);
    case 'unavailable':
      throw unavailable();
    case 'html':
      return { status: 502, html: HTML_PAGE };
    default:
      return faults.mode;
  }
}
