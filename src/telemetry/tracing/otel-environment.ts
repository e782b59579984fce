import { z } from 'zod';

const flag = z.enum(['true', 'false'], 'must be true or false').transform((value) => value === 'true');

const exporter = z.enum(['otlp', 'none'], 'must be otlp or none').optional();

const endpoint = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:\/\/[^/@]+(\/|$)/i.test(text), 'must be an http or https URL')
  .optional();

const PROTOCOLS = ['http/protobuf', 'http/json'] as const;

/** `a=1,b=2`, percent-encoded where it has to be, as in the header `baggage`; null for anything else. */
function pairsIn(text: string): Record<string, string> | null {
  const pairs: [string, string][] = [];
  for (const pair of text.split(',').filter((part) => part.trim() !== '')) {
    const [, name = '', value = ''] = /^\s*([^\s=]+)\s*=\s*(.*?)\s*$/.exec(pair) ?? [];
    if (name === '') return null;
    try {
      pairs.push([name, decodeURIComponent(value)]);
    } catch {
      return null;
    }
  }
  return Object.fromEntries(pairs);
}

const pairs = z
  .string()
  .refine((text) => pairsIn(text) !== null, 'must be name=value pairs, separated by commas, percent-encoded')
  .transform((text) => pairsIn(text) ?? {})
  .default({});

const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

function count(min: number) {
  const message = `must be a whole number from ${min}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= min, message);
}

/** The standard variables of OpenTelemetry that are kept to, and what of the vendor's calls is traced. */
export const otelVariables = {
  OTEL_SDK_DISABLED: flag.default(false),
  OTEL_TRACES_EXPORTER: exporter,
  // Prometheus is served in any case.
  OTEL_METRICS_EXPORTER: z.enum(['otlp', 'prometheus', 'none'], 'must be otlp, prometheus or none').optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: endpoint,
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: endpoint,
  OTEL_EXPORTER_OTLP_HEADERS: pairs,
  OTEL_EXPORTER_OTLP_PROTOCOL: z
    .enum(PROTOCOLS, `must be ${PROTOCOLS.join(' or ')}; gRPC is not spoken`)
    .default('http/protobuf'),
  OTEL_EXPORTER_OTLP_COMPRESSION: z.enum(['gzip', 'none'], 'must be gzip or none').default('none'),
  OTEL_EXPORTER_OTLP_TIMEOUT: count(1).default(10_000),
  OTEL_SERVICE_NAME: z.string().min(1).optional(),
  OTEL_RESOURCE_ATTRIBUTES: pairs,
  OTEL_TRACES_SAMPLER: z.enum(SAMPLERS, `must be one of ${SAMPLERS.join(', ')}`).default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .refine((text) => /^\d*\.?\d+$/.test(text) && Number(text) <= 1, 'must be a number from 0 to 1')
    .transform(Number)
    .default(1),
  OTEL_BSP_SCHEDULE_DELAY: count(1).default(5_000),
  OTEL_BSP_MAX_QUEUE_SIZE: count(1).default(2_048),
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: count(1).default(512),
  OTEL_METRIC_EXPORT_INTERVAL: count(100).default(60_000),
  PROPAGATE_TRACE_CONTEXT: flag.default(false),
};

type OtelEnvironment = z.infer<z.ZodObject<typeof otelVariables>>;

/** Where one signal is sent, and how. */
export interface OtlpTarget {
  url: string;
  headers: Readonly<Record<string, string>>;
  protocol: OtelEnvironment['OTEL_EXPORTER_OTLP_PROTOCOL'];
  compression: OtelEnvironment['OTEL_EXPORTER_OTLP_COMPRESSION'];
  /** Milliseconds for one batch, all its attempts together. */
  timeout: number;
}

/** What is exported to a collector of OpenTelemetry. */
export interface OtelSettings {
  resource: Readonly<Record<string, string>>;
  traces: {
    target: OtlpTarget;
    sampler: OtelEnvironment['OTEL_TRACES_SAMPLER'];
    /** Of the samplers by ratio. */
    ratio: number;
    batch: { scheduledDelayMillis: number; maxQueueSize: number; maxExportBatchSize: number };
    /** Whether calls of the vendor carry a `traceparent`. */
    isPropagated: boolean;
  } | null;
  metrics: { target: OtlpTarget; intervalMs: number } | null;
}

const DEFAULT_ENDPOINT = 'http://localhost:4318';
const SERVICE_NAME = 'defender-graphql';

/** What the variables ask for; null where they ask for nothing. */
export function otelSettings(data: OtelEnvironment): OtelSettings | null {
  const base = data.OTEL_EXPORTER_OTLP_ENDPOINT;
  const targetOf = (chosen: string | undefined, own: string | undefined, path: string): OtlpTarget | null => {
    const isAsked = chosen === 'otlp' || (chosen === undefined && (own ?? base) !== undefined);
    if (!isAsked || data.OTEL_SDK_DISABLED) return null;
    return {
      url: own ?? `${(base ?? DEFAULT_ENDPOINT).replace(/\/+$/, '')}/${path}`,
      headers: data.OTEL_EXPORTER_OTLP_HEADERS,
      protocol: data.OTEL_EXPORTER_OTLP_PROTOCOL,
      compression: data.OTEL_EXPORTER_OTLP_COMPRESSION,
      timeout: data.OTEL_EXPORTER_OTLP_TIMEOUT,
    };
  };
  const traces = targetOf(data.OTEL_TRACES_EXPORTER, data.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, 'v1/traces');
  const metrics = targetOf(data.OTEL_METRICS_EXPORTER, data.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT, 'v1/metrics');
  if (traces === null && metrics === null) return null;
  const named = data.OTEL_SERVICE_NAME ?? data.OTEL_RESOURCE_ATTRIBUTES['service.name'] ?? SERVICE_NAME;
  return {
    resource: { ...data.OTEL_RESOURCE_ATTRIBUTES, 'service.name': named },
    traces: traces && {
      target: traces,
      sampler: data.OTEL_TRACES_SAMPLER,
      ratio: data.OTEL_TRACES_SAMPLER_ARG,
      batch: {
        scheduledDelayMillis: data.OTEL_BSP_SCHEDULE_DELAY,
        maxQueueSize: data.OTEL_BSP_MAX_QUEUE_SIZE,
        maxExportBatchSize: Math.min(data.OTEL_BSP_MAX_EXPORT_BATCH_SIZE, data.OTEL_BSP_MAX_QUEUE_SIZE),
      },
      isPropagated: data.PROPAGATE_TRACE_CONTEXT,
    },
    metrics: metrics && { target: metrics, intervalMs: data.OTEL_METRIC_EXPORT_INTERVAL },
  };
}
