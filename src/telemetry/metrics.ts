import { Registry, type Histogram, type RegistryContentType } from 'prom-client';
import { BoundedLabels } from './bounded-labels.ts';
import { metricFamilies, watch, WATCHED, type MetricsRegistry } from './metric-families.ts';
import { TenantLabels } from './tenant-labels.ts';

/** What is left of one quota in one tenant. */
export interface QuotaLeft {
  limitClass: string;
  tenantId: string;
  window: 'minute' | 'hour';
  remaining: number;
}

/** A circuit breaker that is open. */
export interface OpenCircuit {
  api: string;
  tenantId: string;
}

/** What runs and waits of the operations of one priority. */
export interface OperationLoad {
  priority: string;
  running: number;
  waiting: number;
}

/** One GraphQL operation that was answered. */
export interface FinishedOperation {
  operationName: string | null;
  /** `query` or `mutation`; null where the document could not be read. */
  type: string | null;
  outcome: string;
  milliseconds: number;
  /** As it calls itself; null where it does not. */
  client: string | null;
  /** Whether Defender has accepted the caller's credential: anyone else can make up names. */
  isKnownCaller: boolean;
}

/** Trace and span that an observation belongs to. */
export interface ExemplarLabels {
  trace_id: string;
  span_id: string;
  [name: string]: string;
}

export interface MetricsOptions {
  showsTenantIds: boolean;
  /** Names of operations that get labels of their own. */
  operationNames?: Iterable<string>;
  /** Of the gateway. */
  version?: string;
  /** What each duration is tied to, where requests are traced. */
  exemplar?: () => ExemplarLabels | undefined;
}

/** Operations and clients with a label of their own: each is a dozen lines of every scrape. */
const MAX_OPERATIONS = 200;
const MAX_CLIENTS = 50;
const NONE = 'none';

/** The figures an operator watches; a registry of its own, so that two servers in one process do not add up. */
export class Metrics {
  readonly registry: MetricsRegistry;
  readonly #families: ReturnType<typeof metricFamilies>;
  readonly #tenants: TenantLabels;
  readonly #operations: BoundedLabels;
  readonly #clients = new BoundedLabels([], MAX_CLIENTS);
  readonly #exemplar: MetricsOptions['exemplar'];

  constructor({ showsTenantIds, operationNames = [], version, exemplar }: MetricsOptions) {
    // Exemplars are part of OpenMetrics alone; `metricsText` writes either format.
    this.registry = new Registry<RegistryContentType>();
    if (exemplar !== undefined) this.registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
    this.#families = metricFamilies(this.registry, exemplar !== undefined);
    this.#tenants = new TenantLabels(showsTenantIds);
    this.#operations = new BoundedLabels(operationNames, MAX_OPERATIONS);
    this.#exemplar = exemplar;
    if (version !== undefined) {
      const info = [{ version, node: process.versions.node }, 1] as const;
      watch(this.registry, { ...WATCHED.buildInfo, read: () => [info] });
    }
  }

  /** How a tenant is named in all that is exported. */
  tenantLabel(tenantId: string): string {
    return this.#tenants.of(tenantId);
  }

  /** The name of an operation that has a label of its own; null for any other. */
  knownOperation(operationName: string | null): string | null {
    return operationName !== null && this.#operations.has(operationName) ? operationName : null;
  }

  request(outcome: string, milliseconds: number): void {
    this.#observe(this.#families.requests, { outcome }, milliseconds);
  }

  operation({ operationName, type, outcome, milliseconds, client, isKnownCaller }: FinishedOperation): void {
    const operation = operationName === null ? NONE : this.#operations.of(operationName);
    this.#families.operations.inc({ operation, type: type ?? NONE, outcome });
    this.#observe(this.#families.operationSeconds, { operation }, milliseconds);
    const named = client === null ? NONE : this.#clients.of(client, isKnownCaller);
    this.#families.clients.inc({ client: named });
  }

  cachedAnswer(): void {
    this.#families.cachedAnswers.inc();
  }

  upstreamCall(operation: string, status: number, milliseconds: number): void {
    this.#observe(this.#families.calls, { operation, status: String(status) }, milliseconds);
  }

  upstreamRead(operation: string, source: string): void {
    this.#families.reads.inc({ operation, source });
  }

  quotaWait(limitClass: string, milliseconds: number): void {
    this.#families.quotaWaits.observe({ class: limitClass }, milliseconds / 1000);
  }

  /** One more call waits for quota, or one less. */
  quotaQueue(limitClass: string, change: 1 | -1): void {
    this.#families.quotaQueue.inc({ class: limitClass }, change);
  }

  throttled(limitClass: string): void {
    this.#families.throttled.inc({ class: limitClass });
  }

  limitExceeded(limit: string, refused: boolean): void {
    this.#families.limitsExceeded.inc({ limit, refused: String(refused) });
  }

  shed(priority: string, reason: string): void {
    this.#families.shed.inc({ priority, reason });
  }

  eventLoopDelay(milliseconds: number): void {
    this.#families.eventLoopDelay.observe(milliseconds / 1000);
  }

  /** The outcome of a change; a word or a code, of which there are few. */
  changed(action: string, outcome: string): void {
    this.#families.changes.inc({ action, outcome });
    if (outcome === 'ACTION_OUTCOME_UNKNOWN') this.#families.unknownOutcomes.inc();
  }

  auditFailed(): void {
    this.#families.auditFailures.inc();
  }

  exportFailed(signal: string): void {
    this.#families.exportFailures.inc({ signal });
  }

  /** Shows what is left of quotas. */
  watchQuotas(read: () => Promise<QuotaLeft[]>): void {
    watch(this.registry, {
      ...WATCHED.quotaLeft,
      read: async () =>
        (await read()).map(({ limitClass, tenantId, window, remaining }) => [
          { class: limitClass, tenant: this.tenantLabel(tenantId), window },
          remaining,
        ]),
    });
  }

  /** Shows the circuit breakers that are open. */
  watchCircuits(read: () => OpenCircuit[]): void {
    watch(this.registry, {
      ...WATCHED.circuitsOpen,
      read: () => read().map(({ api, tenantId }) => [{ api, tenant: this.tenantLabel(tenantId) }, 1]),
    });
  }

  /** Shows how many operations run and wait. */
  watchLoad(read: () => readonly OperationLoad[]): void {
    const shown = (of: 'running' | 'waiting') => () =>
      read().map(({ priority, [of]: count }) => [{ priority }, count] as const);
    watch(this.registry, { ...WATCHED.operationsRunning, read: shown('running') });
    watch(this.registry, { ...WATCHED.operationsWaiting, read: shown('waiting') });
  }

  /** The value itself is not a label: the vendor could make up any number of them. */
  unknownEnumValue(enumName: string): void {
    this.#families.unknownEnumValues.inc({ enum: enumName });
  }

  /** The caller bounds the number of types and properties. */
  unknownProperty(type: string, property: string, objects: number): void {
    this.#families.unknownProperties.inc({ type, property }, objects);
  }

  #observe(histogram: Histogram, labels: Record<string, string>, milliseconds: number): void {
    const value = milliseconds / 1000;
    if (this.#exemplar === undefined) return histogram.observe(labels, value);
    const exemplarLabels = this.#exemplar();
    histogram.observe({ labels, value, ...(exemplarLabels !== undefined && { exemplarLabels }) });
  }
}
