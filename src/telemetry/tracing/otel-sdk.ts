import { setTimeout as delay } from 'node:timers/promises';
import type { Tracer } from '@opentelemetry/api';
import { ExportResultCode, type ExportResult } from '@opentelemetry/core';
import { OTLPMetricExporter as JsonMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter as ProtobufMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter as JsonTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type Sampler,
} from '@opentelemetry/sdk-trace';
import type { OtelSettings, OtlpTarget } from './otel-environment.ts';
import { prometheusProducer, type RegistryMetric } from './prometheus-producer.ts';

export interface SdkOptions {
  settings: OtelSettings;
  version: string;
  /** Reads the metrics that are exported. */
  readMetrics: () => Promise<readonly RegistryMetric[]>;
  /** Told of every batch that the collector did not take. */
  onFailure: (signal: 'traces' | 'metrics', error: Error | undefined) => void;
}

/** What exports to a collector. */
export interface Sdk {
  /** Null where no traces are exported. */
  tracer: Tracer | null;
  /** Exports what is left, for some seconds at the most. */
  shutdown: () => Promise<void>;
}

const SCOPE = 'defender-graphql';
/** A collector that does not answer must not hold up the end of the process. */
const SHUTDOWN_LIMIT_MS = 5_000;
/** Characters of an attribute: ids and names are far shorter. */
const MAX_ATTRIBUTE_LENGTH = 256;

function samplerOf({ sampler, ratio }: NonNullable<OtelSettings['traces']>): Sampler {
  const root = sampler.replace('parentbased_', '');
  const chosen = { always_on: AlwaysOnSampler, always_off: AlwaysOffSampler }[root];
  const own = chosen === undefined ? new TraceIdRatioBasedSampler(ratio) : new chosen();
  return sampler.startsWith('parentbased_') ? new ParentBasedSampler({ root: own }) : own;
}

/** The settings of an exporter, each stated here: what it finds in the environment by itself would not have been checked. */
function exporterSettings({ url, headers, compression, timeout }: OtlpTarget) {
  return { url, headers: { ...headers }, compression, timeoutMillis: timeout } as never;
}

interface Exporter<T> {
  export(batch: T, callback: (result: ExportResult) => void): void;
}

/** Tells of each batch that an exporter could not deliver, of which the packages themselves say nothing. */
function watched<T, E extends Exporter<T>>(exporter: E, onFailure: (error: Error | undefined) => void): E {
  const deliver = exporter.export.bind(exporter);
  exporter.export = (batch, callback) =>
    deliver(batch, (result) => {
      if (result.code === ExportResultCode.FAILED) onFailure(result.error);
      callback(result);
    });
  return exporter;
}

/** Starts what the settings ask for. Nothing is registered globally: two gateways in a process have one each. */
export function startSdk({ settings, version, readMetrics, onFailure }: SdkOptions): Sdk {
  const { traces, metrics } = settings;
  const resource = defaultResource().merge(
    resourceFromAttributes({ 'service.version': version, ...settings.resource }),
  );
  const providers: { shutdown: () => Promise<void> }[] = [];
  let tracer: Tracer | null = null;
  if (traces !== null) {
    const Exporter = traces.target.protocol === 'http/json' ? JsonTraceExporter : ProtobufTraceExporter;
    const exporter = watched(new Exporter(exporterSettings(traces.target)), (error) => onFailure('traces', error));
    const provider = new TracerProvider({
      resource,
      sampler: samplerOf(traces),
      spanLimits: { attributeValueLengthLimit: MAX_ATTRIBUTE_LENGTH },
      spanProcessors: [new BatchSpanProcessor({ exporter, ...traces.batch })],
    });
    tracer = provider.getTracer(SCOPE, version);
    providers.push(provider);
  }
  if (metrics !== null) {
    const { target, intervalMs } = metrics;
    const Exporter = target.protocol === 'http/json' ? JsonMetricExporter : ProtobufMetricExporter;
    const reader = new PeriodicExportingMetricReader({
      exporter: watched(new Exporter(exporterSettings(target)), (error) => onFailure('metrics', error)),
      exportIntervalMillis: intervalMs,
      exportTimeoutMillis: Math.min(intervalMs, target.timeout),
      metricProducers: [prometheusProducer(readMetrics, SCOPE)],
    });
    providers.push(new MeterProvider({ resource, readers: [reader] }));
  }
  return {
    tracer,
    shutdown: async () => {
      const ended = new AbortController();
      const limit = delay(SHUTDOWN_LIMIT_MS, undefined, { signal: ended.signal, ref: false }).catch(() => undefined);
      // What a collector does not take at the end is lost, and that it does not has been told.
      await Promise.race([Promise.allSettled(providers.map((provider) => provider.shutdown())), limit]);
      ended.abort();
    },
  };
}
