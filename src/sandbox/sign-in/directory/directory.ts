import type { AuthorizationCodes } from './authorization-codes.ts';
import type { DeviceCodes } from './device-codes.ts';
import type { SignInFaults } from './faults.ts';
import type { RefreshTokens } from './refresh-tokens.ts';
import type { RegisteredApplication, TenantConsent } from './registered-application.ts';
import { missingField, unknownApplication } from './sign-in-error.ts';

/** Names that stand for any tenant. */
export const TENANT_ALIASES: readonly string[] = ['organizations', 'common'];

/** What the sign-in server stands on while it runs. */
export interface Directory {
  /** Own origin, such as `https://localhost:8443`. */
  url: () => string;
  tenantIds: readonly string[];
  gatewayClientId: string;
  applications: RegisteredApplication[];
  faults: SignInFaults;
  /** Milliseconds. */
  now: () => number;
  /** How long an access token lives from now. */
  tokenSeconds: number;
  authorizationCodes: AuthorizationCodes;
  deviceCodes: DeviceCodes;
  refreshTokens: RefreshTokens;
}

/** A request for a token whose sender is known. */
export interface TokenRequest {
  /** As in the path: an id or an alias. */
  tenant: string;
  form: URLSearchParams;
  application: RegisteredApplication;
  /** Header `Origin`: the page that sent it, if one did. */
  origin: string | null;
}

/** The members of a successful token answer. */
export type TokenAnswer = Record<string, unknown>;

/** What the tenant consented to; 400 when it knows nothing of the application. */
export function consentOf(application: RegisteredApplication, tenantId: string): TenantConsent {
  const consent = application.consents[tenantId];
  if (!consent) throw unknownApplication(application.clientId, tenantId);
  return consent;
}

/** The application that a form or query names; 400 for one that no tenant knows. */
export function findApplication(
  { applications }: Directory,
  tenant: string,
  fields: URLSearchParams,
): RegisteredApplication {
  const clientId = fields.get('client_id')?.toLowerCase();
  if (!clientId) throw missingField('client_id');
  const application = applications.find((each) => each.clientId.toLowerCase() === clientId);
  if (!application) throw unknownApplication(clientId, tenant);
  return application;
}
