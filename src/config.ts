import { randomBytes } from 'node:crypto';
import type { ZodError } from 'zod';
import type { AuthSettings } from './auth/create-auth.ts';
import { CLOUDS } from './auth/entra/clouds.ts';
import { authSettings, explorerSignIn, graphFaults, registrationOf } from './auth-config.ts';
import type { LoadShedderOptions } from './concurrency/load-shedder.ts';
import type { ActionPolicy } from './context.ts';
import { environment, isLoopback, type Environment } from './environment.ts';
import type { SigningKeys } from './graphql/connection/signature.ts';
import type { ExplorerSignIn } from './explorer/explorer-settings.ts';
import type { LimitName, LimitSetting } from './graphql/limits/limits.ts';
import type { CallerLimits } from './http/caller-rate-limiter.ts';
import type { ProxySettings } from './rest/egress/egress.ts';
import type { ReloadedFiles } from './secrets/reloaded-files.ts';
import { reloadedSecrets } from './secrets/reloaded-secrets.ts';
import { resolveSecretFiles } from './secrets/secret-files.ts';
import { sharedStateConfig, sharedStateFaults, type SharedStateConfig } from './shared-state-config.ts';
import { otelSettings, type OtelSettings } from './telemetry/tracing/otel-environment.ts';

/** Where the vendor's APIs are. */
export interface ApiUrls {
  apiUrl: string;
  /** Called where it runs the hunts. */
  graphUrl: string;
  xdrUrl: string;
}

export interface Config {
  host: string;
  port: number;
  logLevel: string;
  /** True when the simulated tenant is to be started and used. */
  sandbox: boolean;
  /** Which page developers explore in; null for none. */
  explorer: NonNullable<Environment['EXPLORER']> | null;
  /** How people sign in on that page; null where they give a token that they have, and in the sandbox. */
  explorerSignIn: ExplorerSignIn | null;
  introspection: boolean;
  /** Whether answers list the upstream calls that they took. */
  explain: boolean;
  /** Where hunts are run. */
  huntingBackend: Environment['HUNTING_BACKEND'];
  /** Undefined in the sandbox, which brings its own addresses and its own sign-in server. */
  defender: (ApiUrls & { auth: AuthSettings }) | undefined;
  /** By which the vendor and the sign-in host are called; null calls them directly. */
  proxy: ProxySettings | null;
  corsOrigins: readonly string[];
  /** Upstream calls that one operation may cost at the worst. */
  maxUpstreamCalls: number;
  /** Bytes of a request's body, but for forms with a file. */
  maxBodyBytes: number;
  /** Which operations may be asked for by id, and whether any other. */
  persisted: { manifest: string | undefined; only: boolean; automatic: boolean };
  callerLimits: CallerLimits;
  load: Omit<LoadShedderOptions, 'onShed'>;
  metrics: {
    host: string;
    /** Null where they are served beside the graph. */
    port: number | null;
    showsTenantIds: boolean;
  };
  /** What is exported to a collector of OpenTelemetry; null for nothing. */
  otel: OtelSettings | null;
  /** Limits of documents, variables and answers that differ from the defaults. */
  limits: ReadonlyMap<LimitName, LimitSetting>;
  /** Whether statuses and methods of older GraphQL clients are served too. */
  httpStatus: Environment['HTTP_STATUS'];
  /** Which operations share a quota, and what all together may use. */
  quotas: { shared: ReadonlyMap<string, string>; ceiling: number | null };
  /** Memory that cached answers of the vendor's may take, and those of ours that are made of them. */
  cacheBytes: number;
  answerCacheBytes: number;
  /** Memory that answers of the vendor's may take while they come in and are parsed; undefined for half of the heap. */
  responseBytes: number | undefined;
  /** Memory that the rows of hunts may take, for the pages after the first. */
  huntBytes: number;
  /** Rows of the largest page that is read ahead of a walk; 0 reads nothing ahead. */
  readAheadRows: number;
  /** Of cursors and plan tokens; they may be replaced while the process runs. */
  signingKeys: Pick<ReloadedFiles<SigningKeys>, 'value'>;
  /** Files of secrets that may be replaced while the process runs, but for the credential's. */
  secrets: readonly ReloadedFiles<unknown>[];
  /** Where processes of one deployment share what they know; null where each is by itself. */
  sharedState: SharedStateConfig | null;
  /** File that changes are written down in; undefined for the standard output. */
  auditLog: string | undefined;
  /** How its lines are written. */
  auditFormat: Environment['AUDIT_FORMAT'];
  policy: ActionPolicy;
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

/** The usual one of Prometheus exporters of OpenTelemetry. */
const METRICS_PORT = 9464;

/** Share of the cache for whole answers of the gateway's. */
const ANSWERS_SHARE = 0.25;

/** With nothing but these set, and what OpenTelemetry's tools put into any environment, a newcomer is trying things out, and the sandbox is what they want. */
const ALONGSIDE_SANDBOX = new Set(['HOST', 'PORT', 'LOG_LEVEL', 'NODE_ENV', 'SANDBOX', 'HTTPS_PROXY', 'NO_PROXY']);

function faultsOf(error: ZodError | undefined): string[] {
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const ofCursors = environment
  .pick({ CURSOR_SECRET: true, CURSOR_SECRET_PREVIOUS: true })
  .required({ CURSOR_SECRET: true });

function cursorKeys({
  CURSOR_SECRET,
  CURSOR_SECRET_PREVIOUS,
}: Readonly<Record<string, string | undefined>>): SigningKeys {
  const { data, error } = ofCursors.safeParse({ CURSOR_SECRET, CURSOR_SECRET_PREVIOUS });
  if (data === undefined) throw new Error(faultsOf(error).join('; '));
  return [data.CURSOR_SECRET, ...data.CURSOR_SECRET_PREVIOUS];
}

/** Other programs read the names of proxies in small letters, and those first. */
function withProxyNames(given: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  const { https_proxy: HTTPS_PROXY, no_proxy: NO_PROXY } = given;
  return { ...given, ...(HTTPS_PROXY && { HTTPS_PROXY }), ...(NO_PROXY && { NO_PROXY }) };
}

/** Reads the configuration from environment variables, and the files that they name. Throws ConfigError listing every fault. */
export function readConfig(environmentVariables: Readonly<Record<string, string | undefined>>): Config {
  const secrets = resolveSecretFiles(withProxyNames(environmentVariables));
  const { variables, files } = secrets;
  const given = Object.fromEntries(
    Object.keys(environment.shape)
      .map((name) => [name, variables[name]] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environment.safeParse(given);
  const faults = [...secrets.faults, ...faultsOf(parsed.error)];
  const sandbox =
    given.SANDBOX === undefined
      ? !Object.keys(given).some((name) => !ALONGSIDE_SANDBOX.has(name) && !name.startsWith('OTEL_')) &&
        given.NODE_ENV !== 'production'
      : given.SANDBOX === 'true';

  if (given.PERSISTED_OPERATIONS_ONLY === 'true' && given.PERSISTED_OPERATIONS === undefined) {
    faults.push('PERSISTED_OPERATIONS_ONLY: needs PERSISTED_OPERATIONS, a manifest');
  }
  if (sandbox && given.NODE_ENV === 'production') {
    faults.push('SANDBOX: the simulated tenant is refused with NODE_ENV=production');
  }
  for (const name of ['DEFENDER_API_URL', 'XDR_API_URL']) {
    if (sandbox && given[name] !== undefined) faults.push(`${name}: cannot be set together with SANDBOX=true`);
  }
  faults.push(...sharedStateFaults(given));
  faults.push(...graphFaults(given, sandbox));
  if (given.DEFENDER_REGION !== undefined && (given.DEFENDER_CLOUD ?? 'commercial') !== 'commercial') {
    faults.push('DEFENDER_REGION: only the commercial cloud has regions');
  }
  const { data } = parsed;
  const registration = data === undefined || sandbox ? null : registrationOf(data, files, faults);
  const auth = data === undefined || sandbox ? undefined : authSettings(data, registration);
  const signIn = data === undefined ? null : explorerSignIn(data, auth, faults);
  if (data === undefined || faults.length > 0) throw new ConfigError(faults);

  const explorer = data.EXPLORER === undefined && sandbox ? 'graphiql' : (data.EXPLORER ?? null);
  const { signingKeys, all: reloaded } = reloadedSecrets(
    { files, variables: { ...given, CURSOR_SECRET: given.CURSOR_SECRET ?? randomBytes(32).toString('base64url') } },
    cursorKeys,
  );
  const proxy = data.HTTPS_PROXY === undefined ? null : { url: data.HTTPS_PROXY, bypass: data.NO_PROXY };
  const cloud = CLOUDS[data.DEFENDER_CLOUD];
  const regional = data.DEFENDER_REGION === undefined ? cloud.api : cloud.regions[data.DEFENDER_REGION];
  return {
    host: data.HOST,
    port: data.PORT,
    logLevel: data.LOG_LEVEL,
    sandbox,
    explorer,
    explorerSignIn: signIn,
    introspection: data.INTROSPECTION ?? (sandbox || explorer !== null),
    explain: data.EXPLAIN ?? sandbox,
    huntingBackend: data.HUNTING_BACKEND,
    defender: auth && {
      apiUrl: data.DEFENDER_API_URL ?? regional ?? cloud.api,
      graphUrl: data.GRAPH_API_URL ?? cloud.graph,
      xdrUrl: data.XDR_API_URL ?? cloud.xdrRegions[data.DEFENDER_REGION ?? ''] ?? cloud.xdr,
      auth: { ...auth, ...(proxy !== null && { proxy }) },
    },
    proxy,
    corsOrigins: data.CORS_ORIGINS,
    maxUpstreamCalls: data.MAX_UPSTREAM_CALLS,
    maxBodyBytes: data.MAX_BODY_BYTES,
    limits: data.LIMITS,
    persisted: {
      manifest: data.PERSISTED_OPERATIONS,
      only: data.PERSISTED_OPERATIONS_ONLY,
      automatic: data.AUTOMATIC_PERSISTED_QUERIES,
    },
    callerLimits: { perMinute: data.REQUESTS_PER_MINUTE || null, concurrent: data.CONCURRENT_REQUESTS_PER_CALLER },
    load: {
      maxConcurrent: data.MAX_CONCURRENT_REQUESTS,
      maxWaiting: data.MAX_WAITING_REQUESTS,
      maxEventLoopDelay: data.MAX_EVENT_LOOP_DELAY_MS || null,
    },
    metrics: {
      host: data.METRICS_HOST,
      port: data.METRICS_PORT ?? (isLoopback(data.HOST) ? null : METRICS_PORT),
      showsTenantIds: data.METRICS_TENANT_IDS,
    },
    otel: otelSettings(data),
    httpStatus: data.HTTP_STATUS,
    quotas: { shared: data.QUOTA_CLASSES, ceiling: data.QUOTA_CEILING_PER_MINUTE ?? null },
    cacheBytes: data.CACHE_MEGABYTES * 1024 * 1024 * (1 - ANSWERS_SHARE),
    answerCacheBytes: data.CACHE_MEGABYTES * 1024 * 1024 * ANSWERS_SHARE,
    responseBytes: data.RESPONSE_MEGABYTES_IN_FLIGHT && data.RESPONSE_MEGABYTES_IN_FLIGHT * 1024 * 1024,
    huntBytes: data.HUNTING_CACHE_MEGABYTES * 1024 * 1024,
    readAheadRows: data.READ_AHEAD_ROWS,
    signingKeys,
    secrets: reloaded,
    sharedState: sharedStateConfig(data),
    auditLog: data.AUDIT_LOG,
    auditFormat: data.AUDIT_FORMAT,
    policy: {
      protectedTags: data.PROTECTED_TAGS,
      protectedDeviceValues: data.PROTECTED_DEVICE_VALUES,
      protectedPlatforms: data.PROTECTED_OS,
      maxMachinesPerPlan: data.MAX_MACHINES_PER_PLAN,
      commentRequired: data.REQUIRE_COMMENT,
      planRequired: data.REQUIRE_PLAN,
    },
  };
}
