import type { AuthSettings } from './auth/create-auth.ts';
import { readConfig, type ApiUrls, type Config } from './config.ts';

/** What the command line needs to know: the API, the sign-in host, and whom to sign in as. */
export interface Connection extends ApiUrls {
  huntingBackend: Config['huntingBackend'];
  /** Of what `reconcile` writes. */
  auditFormat: Config['auditFormat'];
  auth: AuthSettings;
  clientId: string | undefined;
  /** By which both are called. */
  proxy: Config['proxy'];
}

const CREDENTIALS = [
  'ENTRA_CLIENT_SECRET',
  'ENTRA_CLIENT_CERTIFICATE',
  'ENTRA_FEDERATED_TOKEN_FILE',
  'ENTRA_MANAGED_IDENTITY',
] as const;

/**
 * Reads the same variables for the command line: an application where a credential is set, else a person. Throws
 * ConfigError listing every fault.
 */
export function readConnection(variables: Readonly<Record<string, string | undefined>>): Connection {
  const application = CREDENTIALS.flatMap((name) => [name, `${name}_FILE`]).some(
    (name) => (variables[name] ?? '') !== '',
  );
  const AUTH_MODES = application ? 'app' : 'passthrough';
  const { defender, huntingBackend, auditFormat, proxy } = readConfig({ ...variables, SANDBOX: 'false', AUTH_MODES });
  if (defender === undefined) throw new Error('The command line has no sandbox.');
  return { ...defender, huntingBackend, auditFormat, proxy, clientId: variables.ENTRA_CLIENT_ID || undefined };
}
