import { z } from 'zod';
import { AUTH_MODES, type AuthMode } from './auth/authenticator.ts';
import { CLOUD_NAMES, REGION_NAMES } from './auth/entra/clouds.ts';
import { parseRedisUrl, type RedisTopology } from './redis/connection/redis-url.ts';
import { AUDIT_FORMATS } from './telemetry/audit-formats.ts';
import { otelVariables } from './telemetry/tracing/otel-environment.ts';
import { DEFAULT_LIMITS, isLimitName, type LimitName, type LimitSetting } from './graphql/limits/limits.ts';

const flag = z.enum(['true', 'false'], 'must be true or false').transform((value) => value === 'true');

const list = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

function wholeNumber(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message);
}

/** Whether a host or address is this machine's alone. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host) || host === '::1';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number')
  .transform(Number)
  .refine((number) => number <= 65_535, 'must be at most 65535');

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

const DEVICE_VALUES = ['low', 'normal', 'high'] as const;

// Compared without the trailing slash that Entra ID writes at times.
const audience = z
  .string()
  .transform((text) => text.replace(/\/+$/, ''))
  .refine((text) => text !== '', 'must be an audience');

const secret = z.string().min(16, 'must have at least 16 characters');

/** A proxy is often written without its scheme, and is spoken to by http then. */
const proxyUrl = z
  .string()
  .transform((text) => (text.includes('://') ? text : `http://${text}`))
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'must be the address of an http proxy, such as http://proxy.contoso.example:3128',
  );

const redisUrl = z.string().transform((url, context): RedisTopology => {
  try {
    return parseRedisUrl(url);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
});

const LIMIT = /^(\w+)=(?:(\d{1,9})|(\d{1,9}):(warn)|(warn))$/;

/** What is wrong with one of `depth=20,aliases=warn,tokens=4000:warn`. */
function limitFault(pair: string): string | null {
  const [, name] = LIMIT.exec(pair) ?? [];
  if (name === undefined) {
    return `${pair} must be a name with a number, with warn, or with both, such as depth=20:warn`;
  }
  return isLimitName(name) ? null : `${name} is no limit; there are ${Object.keys(DEFAULT_LIMITS).join(', ')}`;
}

function limitSettings(pairs: readonly string[]): Map<LimitName, LimitSetting> {
  return new Map(
    pairs.map((pair) => {
      const [, name, max, warnedMax, warned, warn] = LIMIT.exec(pair) ?? [];
      const limit = name as LimitName;
      const warnsOnly = (warned ?? warn) !== undefined;
      return [limit, { max: Number(max ?? warnedMax ?? DEFAULT_LIMITS[limit]), warnsOnly }];
    }),
  );
}

/** Which page each value of EXPLORER means. */
const EXPLORERS = { true: 'graphiql', apollo: 'apollo', false: null } as const;

/** The form of each variable by itself; what they mean together is config.ts's business. */
export const environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(4000),
  NODE_ENV: z.string().optional(),
  SANDBOX: flag.optional(),
  DEFENDER_CLOUD: z.enum(CLOUD_NAMES).default('commercial'),
  DEFENDER_REGION: z.enum(REGION_NAMES).optional(),
  DEFENDER_API_URL: z
    .string()
    .refine(isSafeOrigin, 'must be an https URL (http only on a loopback address)')
    .optional(),
  DEFENDER_AUDIENCE: audience.optional(),
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
  HUNTING_BACKEND: z.enum(['defender', 'graph', 'xdr'], 'must be defender, graph or xdr').default('defender'),
  GRAPH_API_URL: z
    .string()
    .refine(isSafeOrigin, 'must be an https URL (http only on a loopback address)')
    .refine(
      (url) => !/\/(v1\.0|beta)\/*$/i.test(url),
      'must end before the version, as https://graph.microsoft.com does',
    )
    .optional(),
  XDR_API_URL: z
    .string()
    .refine(isSafeOrigin, 'must be an https URL (http only on a loopback address)')
    .refine((url) => !/\/api\/*$/i.test(url), 'must end before /api, as https://api.security.microsoft.com does')
    .optional(),
  XDR_AUDIENCE: audience.optional(),
  HTTPS_PROXY: proxyUrl.optional(),
  NO_PROXY: z.string().default(''),
  CORS_ORIGINS: list
    .refine(
      (origins) => origins.every(isOrigin),
      'must be origins such as https://soc.contoso.com, separated by commas',
    )
    .default([]),
  // No request makes more than 300 (request-client.ts).
  MAX_UPSTREAM_CALLS: wholeNumber(1, 300).default(60),
  // An import of 500 indicators is some 300 kB; parsing the most would hold everybody up for a second.
  MAX_BODY_BYTES: wholeNumber(1_024, 104_857_600).default(1_048_576),
  HTTP_STATUS: z.enum(['strict', 'compatible'], 'must be strict or compatible').default('strict'),
  REQUESTS_PER_MINUTE: wholeNumber(0, 1_000_000).default(6_000),
  CONCURRENT_REQUESTS_PER_CALLER: wholeNumber(1, 100_000).default(200),
  MAX_CONCURRENT_REQUESTS: wholeNumber(1, 100_000).default(500),
  MAX_WAITING_REQUESTS: wholeNumber(0, 100_000).default(500),
  MAX_EVENT_LOOP_DELAY_MS: wholeNumber(0, 60_000).default(500),
  METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  METRICS_PORT: port.optional(),
  METRICS_TENANT_IDS: flag.default(false),
  PERSISTED_OPERATIONS: z.string().min(1).optional(),
  PERSISTED_OPERATIONS_ONLY: flag.default(false),
  AUTOMATIC_PERSISTED_QUERIES: flag.default(false),
  LIMITS: list
    .superRefine((pairs, context) => {
      for (const message of pairs.map(limitFault)) if (message !== null) context.addIssue({ code: 'custom', message });
    })
    .transform(limitSettings)
    .default(new Map()),
  QUOTA_CLASSES: list
    .refine(
      (pairs) => pairs.every((pair) => /^\w{1,60}:\w{1,60}$/.test(pair)),
      'must be pairs of operation:class such as listAlerts:reads, separated by commas',
    )
    .transform((pairs) => new Map(pairs.map((pair) => pair.split(':') as [string, string])))
    .default(new Map()),
  QUOTA_CEILING_PER_MINUTE: wholeNumber(1, 99_999).optional(),
  CACHE_MEGABYTES: wholeNumber(0, 4_096).default(64),
  HUNTING_CACHE_MEGABYTES: wholeNumber(0, 4_096).default(160),
  RESPONSE_MEGABYTES_IN_FLIGHT: wholeNumber(16, 65_536).optional(),
  READ_AHEAD_ROWS: wholeNumber(0, 10_000).default(1_000),
  AUDIT_LOG: z.string().optional(),
  AUDIT_FORMAT: z.enum(AUDIT_FORMATS, `must be ${AUDIT_FORMATS.join(', ')}`).default('json'),
  PROTECTED_TAGS: list.default([]),
  PROTECTED_DEVICE_VALUES: list
    .refine(
      (values) => values.every((value) => DEVICE_VALUES.some((known) => known === value.toLowerCase())),
      'must be one or more of Low, Normal, High, separated by commas',
    )
    .default([]),
  PROTECTED_OS: list.default([]),
  MAX_MACHINES_PER_PLAN: wholeNumber(1, 100).default(10),
  REQUIRE_COMMENT: flag.default(false),
  REQUIRE_PLAN: flag.default(false),
  EXPLAIN: flag.optional(),
  EXPLORER: z
    .enum(['true', 'false', 'apollo'], 'must be true, false or apollo')
    .transform((value) => EXPLORERS[value])
    .optional(),
  EXPLORER_CLIENT_ID: z.guid('must be an application id, a GUID').optional(),
  INTROSPECTION: flag.optional(),
  CURSOR_SECRET: secret.optional(),
  CURSOR_SECRET_PREVIOUS: list
    .refine((secrets) => secrets.every((each) => each.length >= 16), 'must have at least 16 characters each')
    .default([]),
  REDIS_URL: redisUrl.optional(),
  REDIS_KEY_PREFIX: z
    .string()
    .regex(/^[\w:.-]{1,100}$/, 'must be letters, digits and :.-_, at most 100')
    .default('defender-graphql:'),
  STATE_SECRET: secret.optional(),
  ACTIONS_WITHOUT_SHARED_STATE: flag.default(false),
  ...otelVariables,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type Environment = z.infer<typeof environment>;
