import { Counter, Registry, type RegistryContentType } from 'prom-client';
import type { RegistryMetric } from './tracing/prometheus-producer.ts';
import type { MetricsRegistry } from './metric-families.ts';

/** The figures of a registry in the format that a reader accepts. */
export interface MetricsText {
  contentType: string;
  text: string;
}

/** Whether a reader takes OpenMetrics, which alone has exemplars. */
const takesOpenMetrics = (accept = ''): boolean => accept.includes('application/openmetrics-text');

/**
 * Writes a registry in one of its two formats, one reader after the other: prom-client keeps the format with the registry,
 * looks at it again while it writes, and takes the end `_total` off the names of counters when it is OpenMetrics.
 */
export function metricsWriter(registry: MetricsRegistry): (accept?: string) => Promise<MetricsText> {
  const hasExemplars = registry.contentType === Registry.OPENMETRICS_CONTENT_TYPE;
  let last: Promise<unknown> = Promise.resolve();
  const write = async (contentType: RegistryContentType): Promise<MetricsText> => {
    registry.setContentType(contentType);
    for (const metric of registry.getMetricsAsArray()) {
      if (metric instanceof Counter) metric.name = fullName(metric.name);
    }
    return { contentType, text: await registry.metrics() };
  };
  return (accept) => {
    const format =
      hasExemplars && takesOpenMetrics(accept) ? Registry.OPENMETRICS_CONTENT_TYPE : Registry.PROMETHEUS_CONTENT_TYPE;
    const written = last.then(() => write(format));
    last = written.catch(() => undefined);
    return written;
  };
}

/** Reads a registry as values, each metric under its whole name. */
export function metricsReader(registry: MetricsRegistry) {
  return async () => {
    const metrics = await registry.getMetricsAsJSON();
    // The package states numbers for the types, and gives words.
    return metrics.map((metric) => {
      const type = String(metric.type);
      return { ...metric, type, name: type === 'counter' ? fullName(metric.name) : metric.name } as RegistryMetric;
    });
  };
}

/** The name of a counter, of which prom-client may have taken the end. */
function fullName(name: string): string {
  return name.endsWith('_total') ? name : `${name}_total`;
}
