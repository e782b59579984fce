import { Counter, Gauge, Histogram, type Registry, type RegistryContentType } from 'prom-client';

/** A registry in either of its formats. */
export type MetricsRegistry = Registry<RegistryContentType>;

/** Seconds: of requests, some of which are hunts. */
const REQUEST_BUCKETS = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300];

/**
 * Every metric that is counted as things happen, under its name: the only place of names and labels. What is exported by
 * OTLP is read from the same registry. With `enableExemplars` the registry has to be one of OpenMetrics.
 */
export function metricFamilies(registry: MetricsRegistry, enableExemplars: boolean) {
  const registers = [registry];
  return {
    requests: new Histogram({
      name: 'defender_graphql_request_seconds',
      help: 'GraphQL requests by outcome: ok, or the code of the first error',
      labelNames: ['outcome'],
      buckets: REQUEST_BUCKETS,
      registers,
      enableExemplars,
    }),
    operations: new Counter({
      name: 'defender_graphql_operations_total',
      help: 'GraphQL operations by name, where it is one of the gateway or of the manifest, type and outcome',
      labelNames: ['operation', 'type', 'outcome'],
      registers,
    }),
    operationSeconds: new Histogram({
      name: 'defender_graphql_operation_seconds',
      help: 'Duration of GraphQL operations by name, where it is one of the gateway or of the manifest',
      labelNames: ['operation'],
      buckets: REQUEST_BUCKETS,
      registers,
      enableExemplars,
    }),
    clients: new Counter({
      name: 'defender_graphql_client_requests_total',
      help: 'GraphQL requests by the name that the client gives itself (apollographql-client-name)',
      labelNames: ['client'],
      registers,
    }),
    calls: new Histogram({
      name: 'defender_graphql_upstream_call_seconds',
      help: 'Calls of the Defender API by operation and status; status 0 is a call without an answer',
      labelNames: ['operation', 'status'],
      buckets: [0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300],
      registers,
      enableExemplars,
    }),
    reads: new Counter({
      name: 'defender_graphql_upstream_reads_total',
      help: 'Answers of the Defender API by operation and source: a call, a cached answer, or the call of another',
      labelNames: ['operation', 'source'],
      registers,
    }),
    cachedAnswers: new Counter({
      name: 'defender_graphql_cached_answers_total',
      help: 'GraphQL requests that an answer to an equal one of the same caller was given to again',
      registers,
    }),
    quotaWaits: new Histogram({
      name: 'defender_graphql_quota_wait_seconds',
      help: 'Calls that had to wait for quota, by limit class',
      labelNames: ['class'],
      buckets: [0.1, 0.3, 1, 3, 10, 30, 100],
      registers,
    }),
    quotaQueue: new Gauge({
      name: 'defender_graphql_quota_queue_length',
      help: 'Calls that wait for quota at the moment, by limit class',
      labelNames: ['class'],
      registers,
    }),
    throttled: new Counter({
      name: 'defender_graphql_throttled_total',
      help: 'Answers of 429 from the Defender API, by limit class',
      labelNames: ['class'],
      registers,
    }),
    limitsExceeded: new Counter({
      name: 'defender_graphql_limits_exceeded_total',
      help: 'Documents, variables and answers beyond a limit, by limit and whether they were refused',
      labelNames: ['limit', 'refused'],
      registers,
    }),
    shed: new Counter({
      name: 'defender_graphql_shed_total',
      help: 'Operations refused since too much was going on, by priority and reason',
      labelNames: ['priority', 'reason'],
      registers,
    }),
    eventLoopDelay: new Histogram({
      name: 'defender_graphql_event_loop_delay_seconds',
      help: 'The longest delay of the event loop in each second',
      buckets: [0.005, 0.01, 0.03, 0.1, 0.3, 1, 3],
      registers,
    }),
    changes: new Counter({
      name: 'defender_graphql_changes_total',
      help: 'Changes whose outcome is known to the audit log, by mutation and outcome',
      labelNames: ['action', 'outcome'],
      registers,
    }),
    // Without labels, so that it is there from the start: of a count that begins with 1 no increase would be seen.
    unknownOutcomes: new Counter({
      name: 'defender_graphql_unknown_outcomes_total',
      help: 'Changes that were sent, and of which it is not known what became of them',
      registers,
    }),
    auditFailures: new Counter({
      name: 'defender_graphql_audit_failures_total',
      help: 'Lines of the audit log that could not be written',
      registers,
    }),
    exportFailures: new Counter({
      name: 'defender_graphql_telemetry_export_failures_total',
      help: 'Batches of telemetry that the collector did not take, by signal',
      labelNames: ['signal'],
      registers,
    }),
    unknownEnumValues: new Counter({
      name: 'defender_graphql_unrecognized_enum_values_total',
      help: 'Enum values that the vendor sent and does not document, by enum',
      labelNames: ['enum'],
      registers,
    }),
    unknownProperties: new Counter({
      name: 'defender_unknown_properties_total',
      help: 'Objects with a property that the graph does not know, by type and property',
      labelNames: ['type', 'property'],
      registers,
    }),
  };
}

/** What a metric is that is read when it is asked for: its values and their labels at that moment. */
export interface WatchedMetric<L extends string> {
  name: string;
  help: string;
  labels: readonly L[];
  read: () => Iterable<readonly [Record<L, string>, number]> | Promise<Iterable<readonly [Record<L, string>, number]>>;
}

/** Metrics that are read when they are asked for, under their names. */
export const WATCHED = {
  quotaLeft: {
    name: 'defender_graphql_quota_remaining',
    help: 'Calls left of quotas in use, by limit class, tenant and window',
    labels: ['class', 'tenant', 'window'],
  },
  circuitsOpen: {
    name: 'defender_graphql_circuit_open',
    help: 'Circuit breakers that are open, by API and tenant; closed ones are not shown',
    labels: ['api', 'tenant'],
  },
  operationsRunning: {
    name: 'defender_graphql_operations_running',
    help: 'GraphQL operations that run at the moment, by priority',
    labels: ['priority'],
  },
  operationsWaiting: {
    name: 'defender_graphql_operations_waiting',
    help: 'GraphQL operations that wait for a place to run at, by priority',
    labels: ['priority'],
  },
  buildInfo: {
    name: 'defender_graphql_build_info',
    help: 'Always 1, with the versions of the gateway and of Node',
    labels: ['version', 'node'],
  },
} as const;

/** Shows in a registry what is read whenever its figures are. */
export function watch<L extends string>(
  registry: MetricsRegistry,
  { name, help, labels, read }: WatchedMetric<L>,
): void {
  new Gauge({
    name,
    help,
    labelNames: [...labels],
    registers: [registry],
    async collect() {
      // Read before anything is reset: two readers at the same time would else find half of the values.
      const values = await read();
      this.reset();
      for (const [of, value] of values) this.set(of, value);
    },
  });
}
