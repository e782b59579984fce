import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { AUTH_MODES, type AuthMode } from './auth/authenticator.ts';
import { CLOUD_NAMES, CLOUDS, DEFENDER_AUDIENCES, REGION_NAMES } from './auth/clouds.ts';
import type { AuthSettings, Registration } from './auth/create-auth.ts';
import type { Credential } from './auth/credential.ts';

export interface Config {
  host: string;
  port: number;
  logLevel: string;
  /** True when the simulated tenant is to be started and used. */
  sandbox: boolean;
  explorer: boolean;
  introspection: boolean;
  /** Undefined in the sandbox, which brings its own address and its own sign-in server. */
  defender: { apiUrl: string; auth: AuthSettings } | undefined;
  corsOrigins: readonly string[];
  cursorSecret: string;
}

/** A configuration that cannot be used; the message lists every fault. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n- ${faults.join('\n- ')}`,
    );
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

const flag = z.enum(['true', 'false'], 'must be true or false').transform((value) => value === 'true');

const list = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** An origin that a token may be sent to: https, or plain http where it never leaves this machine. */
function isSafeOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const safe = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
  return safe && username === '' && password === '' && search === '' && hash === '';
}

function isOrigin(text: string): boolean {
  // An asterisk is a letter to URL and would match no browser's origin.
  return URL.canParse(text) && new URL(text).origin === text && !text.includes('*');
}

function isHttpsOrigin(text: string): boolean {
  return isOrigin(text) && text.startsWith('https:');
}

// Compared as text later on, and part of URLs: nothing but a GUID in small letters.
const tenantId = z.guid('must be a tenant id, a GUID').transform((id) => id.toLowerCase());

const environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be at most 65535')
    .default(4000),
  NODE_ENV: z.string().optional(),
  SANDBOX: flag.optional(),
  DEFENDER_CLOUD: z.enum(CLOUD_NAMES).default('commercial'),
  DEFENDER_REGION: z.enum(REGION_NAMES).optional(),
  DEFENDER_API_URL: z
    .string()
    .refine(isSafeOrigin, 'must be an https URL (http only on a loopback address)')
    .optional(),
  DEFENDER_AUDIENCE: z.string().min(1).optional(),
  ENTRA_AUTHORITY: z
    .string()
    .refine(isHttpsOrigin, 'must be an https origin such as https://login.microsoftonline.com')
    .optional(),
  ENTRA_TENANT_ID: tenantId.optional(),
  ENTRA_TENANT_IDS: list
    .refine(
      (ids) => ids.length > 0 && ids.every((id) => tenantId.safeParse(id).success),
      'must be tenant ids, GUIDs, separated by commas',
    )
    .optional(),
  ENTRA_CLIENT_ID: z.guid('must be an application id, a GUID').optional(),
  ENTRA_CLIENT_SECRET: z.string().optional(),
  ENTRA_CLIENT_CERTIFICATE: z.string().optional(),
  ENTRA_FEDERATED_TOKEN_FILE: z.string().optional(),
  ENTRA_MANAGED_IDENTITY: flag.optional(),
  AUTH_MODES: list
    .refine(
      (modes): modes is AuthMode[] =>
        modes.length > 0 && modes.every((mode) => AUTH_MODES.some((known) => known === mode)),
      `must be one or more of ${AUTH_MODES.join(', ')}, separated by commas`,
    )
    .default(['passthrough']),
  GATEWAY_AUDIENCE: z.string().optional(),
  GATEWAY_SCOPE: z.string().regex(/^\S+$/, 'must be one scope').default('access_as_user'),
  CORS_ORIGINS: list
    .refine(
      (origins) => origins.every(isOrigin),
      'must be origins such as https://soc.contoso.com, separated by commas',
    )
    .default([]),
  EXPLORER: flag.optional(),
  INTROSPECTION: flag.optional(),
  CURSOR_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** With nothing but these set, a newcomer is trying things out, and the sandbox is what they want. */
const ALONGSIDE_SANDBOX = new Set(['HOST', 'PORT', 'LOG_LEVEL', 'NODE_ENV', 'SANDBOX']);

/** Names kept for settings of later versions: whoever sets one means a real tenant. */
const RESERVED = ['HUNTING_BACKEND', 'GRAPH_API_URL'];

type Environment = z.infer<typeof environment>;

/** The one credential that is set; a fault when there is none or more than one. */
function credentialOf(data: Environment, faults: string[]): Credential | null {
  const credentials: Credential[] = [
    ...(data.ENTRA_CLIENT_SECRET === undefined ? [] : [{ kind: 'secret' as const, secret: data.ENTRA_CLIENT_SECRET }]),
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
function registrationOf(data: Environment, faults: string[]): Registration | null {
  const needed = data.AUTH_MODES.some((mode) => mode !== 'passthrough');
  if (!needed) return null;
  for (const name of ['ENTRA_TENANT_ID', 'ENTRA_CLIENT_ID'] as const) {
    if (data[name] === undefined) faults.push(`${name}: AUTH_MODES on-behalf-of and app need it`);
  }
  const credential = credentialOf(data, faults);
  if (data.ENTRA_TENANT_ID === undefined || data.ENTRA_CLIENT_ID === undefined || credential === null) return null;
  return {
    homeTenantId: data.ENTRA_TENANT_ID,
    clientId: data.ENTRA_CLIENT_ID,
    credential,
    audience: data.GATEWAY_AUDIENCE ?? data.ENTRA_CLIENT_ID,
    scope: data.GATEWAY_SCOPE,
  };
}

function authSettings(data: Environment, registration: Registration | null): AuthSettings {
  const tenantIds = data.ENTRA_TENANT_IDS ?? (data.ENTRA_TENANT_ID === undefined ? [] : [data.ENTRA_TENANT_ID]);
  return {
    modes: new Set(data.AUTH_MODES),
    authority: data.ENTRA_AUTHORITY ?? CLOUDS[data.DEFENDER_CLOUD].signIn,
    audiences: data.DEFENDER_AUDIENCE === undefined ? DEFENDER_AUDIENCES : [data.DEFENDER_AUDIENCE],
    homeTenantId: data.ENTRA_TENANT_ID,
    tenantIds: tenantIds.length === 0 ? null : new Set(tenantIds.map((id) => id.toLowerCase())),
    registration,
  };
}

/** Reads the configuration from environment variables. Throws ConfigError listing every fault. */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.keys(environment.shape)
      .map((name) => [name, variables[name]] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environment.safeParse(given);
  const faults = (parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
  const sandbox =
    given.SANDBOX === undefined
      ? !Object.keys(given).some((name) => !ALONGSIDE_SANDBOX.has(name)) &&
        !RESERVED.some((name) => (variables[name] ?? '') !== '') &&
        given.NODE_ENV !== 'production'
      : given.SANDBOX === 'true';

  if (sandbox && given.NODE_ENV === 'production') {
    faults.push('SANDBOX: the simulated tenant is refused with NODE_ENV=production');
  }
  if (sandbox && given.DEFENDER_API_URL !== undefined) {
    faults.push('DEFENDER_API_URL: cannot be set together with SANDBOX=true');
  }
  if (given.DEFENDER_REGION !== undefined && (given.DEFENDER_CLOUD ?? 'commercial') !== 'commercial') {
    faults.push('DEFENDER_REGION: only the commercial cloud has regions');
  }
  const { data } = parsed;
  const registration = data === undefined || sandbox ? null : registrationOf(data, faults);
  if (data === undefined || faults.length > 0) throw new ConfigError(faults);

  const cloud = CLOUDS[data.DEFENDER_CLOUD];
  const regional = data.DEFENDER_REGION === undefined ? cloud.api : cloud.regions[data.DEFENDER_REGION];
  return {
    host: data.HOST,
    port: data.PORT,
    logLevel: data.LOG_LEVEL,
    sandbox,
    explorer: data.EXPLORER ?? sandbox,
    introspection: data.INTROSPECTION ?? sandbox,
    defender: sandbox
      ? undefined
      : { apiUrl: data.DEFENDER_API_URL ?? regional ?? cloud.api, auth: authSettings(data, registration) },
    corsOrigins: data.CORS_ORIGINS,
    cursorSecret: data.CURSOR_SECRET ?? randomBytes(32).toString('base64url'),
  };
}

/** What the command line needs to know: the API, the sign-in host, and whom to sign in as. */
export interface Connection {
  apiUrl: string;
  auth: AuthSettings;
  clientId: string | undefined;
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
  const application = CREDENTIALS.some((name) => (variables[name] ?? '') !== '');
  const AUTH_MODES = application ? 'app' : 'passthrough';
  const { defender } = readConfig({ ...variables, SANDBOX: 'false', AUTH_MODES });
  if (defender === undefined) throw new Error('The command line has no sandbox.');
  return { ...defender, clientId: variables.ENTRA_CLIENT_ID || undefined };
}
