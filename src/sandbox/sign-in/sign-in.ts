import type { RequestListener } from 'node:http';
import { applicationOf, identityOf } from './directory/personas.ts';
import type { Persona } from './directory/personas.ts';
import { AuthorizationCodes } from './directory/authorization-codes.ts';
import { DeviceCodes } from './directory/device-codes.ts';
import type { Directory } from './directory/directory.ts';
import { exchange } from './sign-in-exchange.ts';
import type { SignInRequest } from './sign-in-exchange.ts';
import { NO_FAULTS } from './directory/faults.ts';
import type { SignInFaults } from './directory/faults.ts';
import { envelope } from './grants/issue-token.ts';
import { RefreshTokens } from './directory/refresh-tokens.ts';
import { GATEWAY_CLIENT_ID, GATEWAY_ROLES, usualApplications } from './directory/registered-application.ts';
import type { RegisteredApplication } from './directory/registered-application.ts';
import { GATEWAY_SCOPE } from './directory/resources.ts';
import { rotateSigningKeys, signToken } from './keys/signing-keys.ts';
import { startTlsServer } from './keys/tls-server.ts';

export type { SignInRequest } from './sign-in-exchange.ts';
export type { SignInFaults } from './directory/faults.ts';
export type { RegisteredApplication, TenantConsent } from './directory/registered-application.ts';

/** A running stand-in for Entra ID. */
export interface SignIn {
  /** `https://HOST:PORT`. */
  url: string;
  /** PEM of the authority behind the server's certificate. */
  ca: string;
  tenantIds: readonly string[];
  /** The audience of tokens for the gateway. */
  gatewayClientId: string;
  /** Arrivals in order, at most the last 10,000. */
  requests: SignInRequest[];
  /** May be changed while it runs. */
  faults: SignInFaults;
  /** The gateway comes first; may be changed while it runs. */
  applications: RegisteredApplication[];
  /** New signing keys under a new `kid`; the old ones leave the key set. Holds for the whole process. */
  rotateKeys(): Promise<void>;
  /** Signs any claims with the current keys. */
  mint(claims: Record<string, unknown>): Promise<string>;
  /**
   * An access token of an hour for the gateway; `overrides` replace or add claims, undefined removes them, and `tid`
   * picks the tenant.
   */
  mintGatewayToken(as: Persona, overrides?: Record<string, unknown>): Promise<string>;
  /** Finishes a device's sign-in as a user; throws a RangeError for a code that is not open. */
  approveDevice(userCode: string, as: Persona): void;
  /** Ends at once, hung connections included. */
  close(): Promise<void>;
}

export interface SignInOptions {
  /** 0 takes any free port. */
  port: number;
  /** By which it is called; `localhost` unless said. */
  host: string;
  /** At least one; the first is the home of who signs in without naming a tenant. */
  tenantIds: readonly string[];
  gatewayClientId: string;
  /** In place of the usual ones: the gateway with a secret, a daemon with another, a console for device codes, a page. */
  applications: RegisteredApplication[];
  /** Milliseconds. */
  now: () => number;
  tokenSeconds: number;
  deviceCodeSeconds: number;
  /** How often a device may ask. */
  deviceIntervalSeconds: number;
}

/** Starts a stand-in for Entra ID over TLS on the loopback address. */
export async function startSignIn(options: Pick<SignInOptions, 'tenantIds'> & Partial<SignInOptions>): Promise<SignIn> {
  const { port = 0, host = 'localhost', now = Date.now, gatewayClientId = GATEWAY_CLIENT_ID } = options;
  const tenantIds = options.tenantIds.map((tenantId) => tenantId.toLowerCase());
  const requests: SignInRequest[] = [];
  const faults: SignInFaults = { ...NO_FAULTS };
  const closing = new AbortController();
  let url = '';
  const directory: Directory = {
    url: () => url,
    tenantIds,
    gatewayClientId,
    applications: options.applications ?? usualApplications(gatewayClientId, tenantIds),
    faults,
    now,
    tokenSeconds: options.tokenSeconds ?? 3599,
    authorizationCodes: new AuthorizationCodes(now),
    deviceCodes: new DeviceCodes(now, options.deviceCodeSeconds ?? 900, options.deviceIntervalSeconds ?? 5),
    refreshTokens: new RefreshTokens(),
  };

  const answer: RequestListener = (request, response) => {
    exchange(directory, request, response, requests, closing.signal)
      .then((ended) => ended !== 'reset' || server.reset(request))
      .catch(() => response.destroy());
  };
  const server = await startTlsServer(port, answer, host);
  url = `https://${host}:${server.port}`;

  return {
    url,
    ca: server.ca,
    tenantIds,
    gatewayClientId,
    requests,
    faults,
    applications: directory.applications,
    rotateKeys: async () => void (await rotateSigningKeys()),
    mint: signToken,
    mintGatewayToken: (as, overrides = {}) => signToken({ ...gatewayClaims(directory, as, overrides), ...overrides }),
    approveDevice: (userCode, as) => directory.deviceCodes.approve(userCode, as),
    close: () => {
      closing.abort();
      return server.close();
    },
  };
}

function gatewayClaims(directory: Directory, as: Persona, overrides: Record<string, unknown>) {
  const tenantId = typeof overrides['tid'] === 'string' ? overrides['tid'] : (directory.tenantIds[0] ?? '');
  const { oid, name, upn } = identityOf(as, tenantId);
  const caller = { clientId: applicationOf(as, tenantId), secret: null, deviceCode: as !== 'app', redirectUris: [] };
  return {
    ...envelope(directory, caller, tenantId, { name: 'gateway', audience: directory.gatewayClientId }),
    oid,
    sub: oid,
    ...(as === 'app' ? { idtyp: 'app', roles: GATEWAY_ROLES } : { name, preferred_username: upn, scp: GATEWAY_SCOPE }),
  };
}
