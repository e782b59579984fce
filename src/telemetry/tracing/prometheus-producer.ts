import { ValueType, type HrTime } from '@opentelemetry/api';
import { millisToHrTime } from '@opentelemetry/core';
import { emptyResource } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  DataPointType,
  type DataPoint,
  type Histogram,
  type MetricData,
  type MetricProducer,
} from '@opentelemetry/sdk-metrics';

/** A metric as prom-client gives it; a histogram has a value for each bucket, its sum and its count. */
export interface RegistryMetric {
  name: string;
  help: string;
  /** `counter`, `gauge` or `histogram`. */
  type: string;
  values: readonly { labels: Readonly<Record<string, string | number>>; value: number; metricName?: string }[];
}

interface Times {
  startTime: HrTime;
  endTime: HrTime;
}

function histogramPoints({ name, values }: RegistryMetric, times: Times): DataPoint<Histogram>[] {
  const points = new Map<string, { attributes: Record<string, string>; cumulative: [number, number][]; sum: number }>();
  for (const { labels, value, metricName } of values) {
    const { le, ...others } = labels;
    const attributes = Object.fromEntries(Object.entries(others).map(([label, text]) => [label, String(text)]));
    const key = JSON.stringify(Object.entries(attributes).sort());
    const point = points.get(key) ?? { attributes, cumulative: [], sum: 0 };
    points.set(key, point);
    if (le !== undefined) point.cumulative.push([le === '+Inf' ? Infinity : Number(le), value]);
    else if (metricName === `${name}_sum`) point.sum = value;
  }
  return [...points.values()].map(({ attributes, cumulative, sum }) => {
    const buckets = cumulative.sort(([a], [b]) => a - b);
    const counts = buckets.map(([, count], at) => count - (buckets[at - 1]?.[1] ?? 0));
    const boundaries = buckets.map(([bound]) => bound).filter((bound) => bound !== Infinity);
    return { ...times, attributes, value: { buckets: { boundaries, counts }, sum, count: buckets.at(-1)?.[1] ?? 0 } };
  });
}

function numberPoints({ values }: RegistryMetric, times: Times): DataPoint<number>[] {
  return values.map(({ labels, value }) => ({ ...times, attributes: { ...labels }, value }));
}

function dataOf(metric: RegistryMetric, times: Times): MetricData {
  const { name, help: description, type } = metric;
  const base = {
    // The same names as Prometheus gets, which has the unit at their end.
    descriptor: { name, description, unit: '', valueType: ValueType.DOUBLE },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
  };
  if (type === 'histogram') {
    return { ...base, dataPointType: DataPointType.HISTOGRAM, dataPoints: histogramPoints(metric, times) };
  }
  const dataPoints = numberPoints(metric, times);
  if (type === 'gauge') return { ...base, dataPointType: DataPointType.GAUGE, dataPoints };
  return { ...base, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints };
}

/** The metrics of a registry as OpenTelemetry has them, read whenever they are exported: none is defined twice. */
export function prometheusProducer(read: () => Promise<readonly RegistryMetric[]>, scope: string): MetricProducer {
  const startTime = millisToHrTime(Date.now());
  return {
    collect: async () => {
      const times = { startTime, endTime: millisToHrTime(Date.now()) };
      const metrics = (await read()).filter(({ values }) => values.length > 0).map((metric) => dataOf(metric, times));
      return {
        resourceMetrics: { resource: emptyResource(), scopeMetrics: [{ scope: { name: scope }, metrics }] },
        errors: [],
      };
    },
  };
}
