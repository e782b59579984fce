import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Attributes = Readonly<Record<string, string | number>>;

/** A span as OTLP has it, its attributes by name. */
export interface ReceivedSpan {
  traceId: string;
  spanId: string;
  /** Undefined or empty for the first of a trace. */
  parentSpanId?: string;
  name: string;
  /** 1 internal, 2 server, 3 client. */
  kind: number;
  attributes: Attributes;
  links: readonly { traceId: string; spanId: string; attributes: Attributes }[];
  /** Code 2 is an error. */
  status: { code?: number };
  resource: Attributes;
}

interface Point {
  attributes: KeyValue[];
  asDouble?: number;
  count?: number | string;
  sum?: number;
  bucketCounts?: (number | string)[];
  explicitBounds?: number[];
}

/** A metric as OTLP has it. */
export interface ReceivedMetric {
  name: string;
  gauge?: { dataPoints: Point[] };
  sum?: { dataPoints: Point[]; isMonotonic: boolean };
  histogram?: { dataPoints: Point[] };
}

/** A collector of OTLP over HTTP. */
export interface Collector {
  url: string;
  /** Bodies, as they came. */
  bodies: { path: string; contentType: string; text: string; headers: Readonly<Record<string, unknown>> }[];
  spans(): ReceivedSpan[];
  metrics(): ReceivedMetric[];
  close(): Promise<void>;
}

interface KeyValue {
  key: string;
  value: { stringValue?: string; intValue?: number | string; doubleValue?: number };
}

interface WireSpan extends Omit<ReceivedSpan, 'attributes' | 'links' | 'resource'> {
  attributes: KeyValue[];
  links: { traceId: string; spanId: string; attributes: KeyValue[] }[];
}

interface WireTraces {
  resourceSpans: { resource: { attributes: KeyValue[] }; scopeSpans: { spans: WireSpan[] }[] }[];
}

interface WireMetrics {
  resourceMetrics: { scopeMetrics: { metrics: ReceivedMetric[] }[] }[];
}

/** Attributes by name. */
export function byName(attributes: readonly KeyValue[] = []): Attributes {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue ?? value.doubleValue)]),
  );
}

/** Variables by which a gateway sends all to a collector in JSON, without waiting for long. */
export function sendingTo(url: string): Record<string, string> {
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_BSP_SCHEDULE_DELAY: '20',
    OTEL_METRIC_EXPORT_INTERVAL: '100',
  };
}

/** A collector that takes all that it is sent, or answers with another status, or, with 0, not at all. */
export async function startCollector(statusOf: () => number = () => 200): Promise<Collector> {
  const bodies: Collector['bodies'] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const status = statusOf();
      if (status === 0) return;
      const text = Buffer.concat(chunks).toString('latin1');
      const { headers, url: path = '' } = request;
      if (status === 200) bodies.push({ path, contentType: headers['content-type'] ?? '', text, headers });
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const parsed = <T>(path: string): T[] =>
    bodies
      .filter((body) => body.path === path && body.contentType === 'application/json')
      .map(({ text }) => JSON.parse(text) as T);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    spans: () =>
      parsed<WireTraces>('/v1/traces').flatMap(({ resourceSpans }) =>
        resourceSpans.flatMap(({ resource, scopeSpans }) =>
          scopeSpans.flatMap(({ spans }) =>
            spans.map((span) => ({
              ...span,
              attributes: byName(span.attributes),
              links: (span.links ?? []).map((link) => ({ ...link, attributes: byName(link.attributes) })),
              resource: byName(resource.attributes),
            })),
          ),
        ),
      ),
    metrics: () =>
      parsed<WireMetrics>('/v1/metrics').flatMap(({ resourceMetrics }) =>
        resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics)),
      ),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
