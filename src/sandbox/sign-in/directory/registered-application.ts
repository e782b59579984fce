import { randomBytes } from 'node:crypto';
import type { JSONWebKeySet } from 'jose';
import { ALL_APPLICATION, GRAPH_HUNTING, XDR_APPLICATION } from './personas.ts';
import { createRandom } from '../../seed/random.ts';

/** A resource that tokens are issued for. */
export type ResourceName = 'defender' | 'gateway' | 'graph' | 'xdr';

/** Whose assertions stand for the application (workload identity federation); compared letter by letter. */
export interface FederatedIssuer {
  issuer: string;
  subject: string;
  keys: JSONWebKeySet;
}

/** What one tenant's administrator consented to. */
export interface TenantConsent {
  /** Application permissions, by resource. */
  appRoles: Readonly<Partial<Record<ResourceName, readonly string[]>>>;
  /** Resources that the application may call in the context of a user. */
  delegated: readonly ResourceName[];
}

/** An application as it is registered. */
export interface RegisteredApplication {
  clientId: string;
  name: string;
  secret: string | null;
  /** PEM, of one or of several; the key of any of them signs client assertions. */
  certificate: string | null;
  federatedIssuers: readonly FederatedIssuer[];
  /** By tenant id; in a tenant that is not listed the application is unknown. */
  consents: Readonly<Record<string, TenantConsent>>;
  /** A public client: the device code flow needs no credential. */
  deviceCode: boolean;
  /** Of its platform "single-page application"; with any, it is a public client too. */
  redirectUris: readonly string[];
}

/** Whether pages in a browser sign people in with it. */
export function isSinglePage({ redirectUris }: Pick<RegisteredApplication, 'redirectUris'>): boolean {
  return redirectUris.length > 0;
}

/** Whether an address is registered: letter by letter, but for the port on a loopback address (RFC 8252, section 7.3). */
export function isRedirectUri({ redirectUris }: RegisteredApplication, address: string): boolean {
  const withoutPort = address.replace(/^(http:\/\/(?:localhost|127\.0\.0\.1)):\d+(?=\/|$)/, '$1');
  return redirectUris.includes(address) || redirectUris.includes(withoutPort);
}

/** The app roles that the gateway's registration defines for its callers. */
export const GATEWAY_ROLES = [
  'Defender.Read',
  'Defender.Hunt',
  'Defender.Respond',
  'Defender.Configure',
  'Defender.Tenants',
];

const FULL_CONSENT: TenantConsent = {
  appRoles: { defender: ALL_APPLICATION, gateway: GATEWAY_ROLES, graph: GRAPH_HUNTING, xdr: XDR_APPLICATION },
  delegated: ['defender', 'gateway', 'graph', 'xdr'],
};

/** The gateway's client id unless another is chosen. */
export const GATEWAY_CLIENT_ID = createRandom('sandbox:gateway').guid();

/** An application that every tenant consented to, with no credential. */
function makeApplication(
  clientId: string,
  name: string,
  tenantIds: readonly string[],
  rest: Partial<RegisteredApplication> = {},
): RegisteredApplication {
  return {
    clientId,
    name,
    secret: null,
    certificate: null,
    federatedIssuers: [],
    consents: Object.fromEntries(tenantIds.map((tenantId) => [tenantId, FULL_CONSENT])),
    deviceCode: false,
    redirectUris: [],
    ...rest,
  };
}

/** Where a page on this machine has itself sent back to. */
const LOOPBACK_PAGES = ['http://localhost/', 'http://127.0.0.1/'];

/**
 * The gateway with a secret of this run, a daemon that calls it with another, a console that signs users in, and a page
 * that does so in the browser.
 */
export function usualApplications(gatewayClientId: string, tenantIds: readonly string[]): RegisteredApplication[] {
  const id = (subject: string) => createRandom(`sandbox:${subject}`).guid();
  const secret = () => randomBytes(24).toString('base64url');
  return [
    makeApplication(gatewayClientId, 'Contoso Defender Gateway', tenantIds, { secret: secret() }),
    makeApplication(id('daemon'), 'Contoso Nightly Report', tenantIds, { secret: secret() }),
    makeApplication(id('console'), 'Contoso Console', tenantIds, { deviceCode: true }),
    makeApplication(id('explorer'), 'Contoso Graph Explorer', tenantIds, { redirectUris: LOOPBACK_PAGES }),
  ];
}
