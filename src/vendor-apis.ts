import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { ConfigError, type ApiUrls, type Config } from './config.ts';
import { rowTypesOf } from './graphql/schema/row-types.ts';
import { upstreamOperations } from './graphql/schema/upstream-directive.ts';
import type { SharedCache } from './rest/cache/shared-cache.ts';
import { VendorApi } from './rest/api/vendor-api.ts';
import { API_LABELS, type ApiName, type Operation } from './rest/operation.ts';
import { QuotaClasses } from './rest/quota/quota-classes.ts';
import { MemoryQuotaStore, type QuotaStore } from './rest/quota/quota-store.ts';
import { ResponseMemory } from './rest/http/response-memory.ts';
import type { Account } from './rest/resilience/unverified-bulkhead.ts';
import type { SharedHealth } from './rest/resilience/shared-health.ts';
import { RowReader } from './rest/rows/row-reader.ts';
import type { Telemetry } from './telemetry/telemetry.ts';

export interface VendorApisOptions extends ApiUrls {
  config: Config;
  log: Logger;
  /** Counts the calls of this process unless one is given that counts for several. */
  quotaStore?: QuotaStore;
  /** What other processes have cached. */
  sharedCache?: SharedCache;
  /** What other processes know of the APIs. */
  sharedHealth?: SharedHealth;
}

/** Defender, Defender XDR, and the API that runs the hunts where it is a third, with the quotas of every operation of the schema. */
export function createApis(
  schema: GraphQLSchema,
  options: VendorApisOptions,
  { metrics, tracing }: Pick<Telemetry, 'metrics' | 'tracing'>,
) {
  const { config, apiUrl, graphUrl, xdrUrl, log, sharedCache, sharedHealth } = options;
  const { quotaStore: store = new MemoryQuotaStore(() => performance.now()) } = options;
  const operations = upstreamOperations<Operation>(schema);
  const unknown = [...config.quotas.shared.keys()].filter((shared) => !operations.some(({ id }) => id === shared));
  if (unknown.length > 0) {
    throw new ConfigError([
      `QUOTA_CLASSES: there is no operation ${unknown.join(', ')}; those of the graph are in its docs`,
    ]);
  }
  const rows = new RowReader(rowTypesOf(schema), {
    met: ({ type, property }, objects) => metrics.unknownProperty(type, property, objects),
    first: (unknown) => log.info(unknown, 'the vendor sends a property that this version does not know'),
  });
  // One of each for all: what an operator makes one quota of may lie at two APIs.
  const classes = new QuotaClasses(config.quotas);
  const responseMemory = new ResponseMemory(config.responseBytes);
  const connect = (api: ApiName, baseUrl: string): VendorApi => {
    const made = new VendorApi({
      api,
      baseUrl,
      store,
      classes,
      rows,
      responseMemory,
      sharedCache,
      sharedHealth,
      cacheBytes: config.cacheBytes,
      readAhead: config.readAheadRows,
      proxy: config.proxy,
      observer: {
        call: (...call) => metrics.upstreamCall(...call),
        read: (operation, source, origin) => {
          metrics.upstreamRead(operation, source);
          if (source !== 'call') tracing?.shared(origin, source);
        },
        ...(tracing !== null && {
          exchange: ({ operation: { id, method, path: template }, ...exchange }) =>
            tracing.call({ id, method, template, ...exchange }),
        }),
        queued: (limitClass, change) => metrics.quotaQueue(limitClass, change),
        waited: (limitClass, milliseconds) => {
          metrics.quotaWait(limitClass, milliseconds);
          log.debug({ limitClass, milliseconds: Math.round(milliseconds) }, 'a call waited for quota');
        },
        throttled: (limitClass, tenantId, seconds) => {
          metrics.throttled(limitClass);
          log.warn({ limitClass, tenantId, seconds }, `${API_LABELS[api]} refused a call over quota`);
        },
      },
    });
    made.registerOperations(operations);
    return made;
  };
  const defender = connect('defender', apiUrl);
  const xdr = connect('xdr', xdrUrl);
  const { huntingBackend } = config;
  const hunting = huntingBackend === 'graph' ? connect('graph', graphUrl) : { defender, xdr }[huntingBackend];
  const all = [...new Set([defender, xdr, hunting])];
  metrics.watchQuotas(async () => (await Promise.all(all.map((api) => api.quotas()))).flat());
  metrics.watchCircuits(() =>
    all.flatMap(({ name: api, openCircuits }) => openCircuits.map((tenantId) => ({ api, tenantId }))),
  );
  return {
    defender,
    xdr,
    hunting,
    /** A name of the account that no one with other rights has, and that a change at any of them makes new. */
    cacheScope: (account: Account): string => all.map((api) => api.cacheScope(account)).join(' '),
    close: () => Promise.all(all.map((api) => api.close())),
  };
}
