import type { Logger } from 'pino';
import { Metrics, type MetricsOptions } from './metrics.ts';
import { metricsReader } from './metrics-text.ts';
import type { OtelSettings } from './tracing/otel-environment.ts';
import type { Tracing } from './tracing/tracing.ts';

export interface TelemetryOptions extends Omit<MetricsOptions, 'exemplar'> {
  version: string;
  /** Null where nothing is exported. */
  otel: OtelSettings | null;
  log: Logger;
}

/** What a process tells of itself, beside its log. */
export interface Telemetry {
  metrics: Metrics;
  /** Null where requests are not traced. */
  tracing: Tracing | null;
  /** Exports what is left. */
  close: () => Promise<void>;
}

/** Milliseconds between two lines on a collector that takes nothing. */
const QUIET_MS = 10 * 60 * 1000;

/** Metrics, and where the settings ask for it, traces and metrics by OTLP: what that takes is loaded only then. */
export async function createTelemetry({ otel, log, ...options }: TelemetryOptions): Promise<Telemetry> {
  if (otel === null) return { metrics: new Metrics(options), tracing: null, close: () => Promise.resolve() };
  const [{ startSdk }, { Tracing }] = await Promise.all([
    import('./tracing/otel-sdk.ts'),
    import('./tracing/tracing.ts'),
  ]);
  let toldAt = -Infinity;
  const sdk = startSdk({
    settings: otel,
    version: options.version,
    readMetrics: () => metricsReader(metrics.registry)(),
    onFailure: (signal, error) => {
      metrics.exportFailed(signal);
      const now = performance.now();
      if (now - toldAt < QUIET_MS) return;
      toldAt = now;
      // Not the error itself: it may have the headers that were sent, and so a key of the collector's.
      log.warn({ signal, reason: error?.message }, 'the collector does not take telemetry; told again in 10 minutes');
    },
  });
  const isPropagated = otel.traces?.isPropagated ?? false;
  const tracing = sdk.tracer === null ? null : new Tracing({ tracer: sdk.tracer, isPropagated });
  const metrics = new Metrics({ ...options, ...(tracing !== null && { exemplar: tracing.current }) });
  return { metrics, tracing, close: sdk.shutdown };
}
