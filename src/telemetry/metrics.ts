import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { TenantLabels } from './tenant-labels.ts';

/** What is left of one quota in one tenant. */
export interface QuotaLeft {
  limitClass: string;
  tenantId: string;
  window: 'minute' | 'hour';
  remaining: number;
}

/** The figures an operator watches; a registry of its own, so that two servers in one process do not add up. */
export class Metrics {
  readonly registry = new Registry();
  readonly #tenants: TenantLabels;
  readonly #requests = new Histogram({
    name: 'defender_graphql_request_seconds',
    help: 'GraphQL requests by outcome: ok, or the code of the first error',
    labelNames: ['outcome'],
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300],
    registers: [this.registry],
  });
  readonly #calls = new Histogram({
    name: 'defender_graphql_upstream_call_seconds',
    help: 'Calls of the Defender API by operation and status; status 0 is a call without an answer',
    labelNames: ['operation', 'status'],
    buckets: [0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300],
    registers: [this.registry],
  });
  readonly #cachedAnswers = new Counter({
    name: 'defender_graphql_cached_answers_total',
    help: 'GraphQL requests that an answer to an equal one of the same caller was given to again',
    registers: [this.registry],
  });
  readonly #quotaWaits = new Histogram({
    name: 'defender_graphql_quota_wait_seconds',
    help: 'Calls that had to wait for quota, by limit class',
    labelNames: ['class'],
    buckets: [0.1, 0.3, 1, 3, 10, 30, 100],
    registers: [this.registry],
  });
  readonly #throttled = new Counter({
    name: 'defender_graphql_throttled_total',
    help: 'Answers of 429 from the Defender API, by limit class',
    labelNames: ['class'],
    registers: [this.registry],
  });
  readonly #limitsExceeded = new Counter({
    name: 'defender_graphql_limits_exceeded_total',
    help: 'Documents, variables and answers beyond a limit, by limit and whether they were refused',
    labelNames: ['limit', 'refused'],
    registers: [this.registry],
  });
  readonly #shed = new Counter({
    name: 'defender_graphql_shed_total',
    help: 'Operations refused since too much was going on, by priority and reason',
    labelNames: ['priority', 'reason'],
    registers: [this.registry],
  });
  readonly #unknownEnumValues = new Counter({
    name: 'defender_graphql_unrecognized_enum_values_total',
    help: 'Enum values that the vendor sent and does not document, by enum',
    labelNames: ['enum'],
    registers: [this.registry],
  });
  readonly #unknownProperties = new Counter({
    name: 'defender_unknown_properties_total',
    help: 'Objects with a property that the graph does not know, by type and property',
    labelNames: ['type', 'property'],
    registers: [this.registry],
  });

  constructor({ showsTenantIds }: { showsTenantIds: boolean }) {
    this.#tenants = new TenantLabels(showsTenantIds);
  }

  request(outcome: string, milliseconds: number): void {
    this.#requests.observe({ outcome }, milliseconds / 1000);
  }

  cachedAnswer(): void {
    this.#cachedAnswers.inc();
  }

  upstreamCall(operation: string, status: number, milliseconds: number): void {
    this.#calls.observe({ operation, status: String(status) }, milliseconds / 1000);
  }

  quotaWait(limitClass: string, milliseconds: number): void {
    this.#quotaWaits.observe({ class: limitClass }, milliseconds / 1000);
  }

  throttled(limitClass: string): void {
    this.#throttled.inc({ class: limitClass });
  }

  limitExceeded(limit: string, refused: boolean): void {
    this.#limitsExceeded.inc({ limit, refused: String(refused) });
  }

  shed(priority: string, reason: string): void {
    this.#shed.inc({ priority, reason });
  }

  /** Shows what is left of quotas, asked for whenever the figures are read. */
  watchQuotas(read: () => Promise<QuotaLeft[]>): void {
    const tenants = this.#tenants;
    new Gauge({
      name: 'defender_graphql_quota_remaining',
      help: 'Calls left of quotas in use, by limit class, tenant and window',
      labelNames: ['class', 'tenant', 'window'],
      registers: [this.registry],
      async collect() {
        this.reset();
        for (const { limitClass, tenantId, window, remaining } of await read()) {
          this.set({ class: limitClass, tenant: tenants.of(tenantId), window }, remaining);
        }
      },
    });
  }

  /** The value itself is not a label: the vendor could make up any number of them. */
  unknownEnumValue(enumName: string): void {
    this.#unknownEnumValues.inc({ enum: enumName });
  }

  /** The caller bounds the number of types and properties. */
  unknownProperty(type: string, property: string, objects: number): void {
    this.#unknownProperties.inc({ type, property }, objects);
  }
}
