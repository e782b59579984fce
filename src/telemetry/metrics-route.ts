import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.ts';
import { metricsWriter } from './metrics-text.ts';

/**
 * `GET /metrics` to anyone who reaches the port: in the text format of Prometheus, or in OpenMetrics for who accepts it
 * where there are exemplars to show.
 */
export function metricsRoute(app: FastifyInstance, { registry }: Metrics): void {
  const write = metricsWriter(registry);
  app.get('/metrics', async ({ headers }, reply) => {
    const { contentType, text } = await write(headers.accept);
    return reply.type(contentType).send(text);
  });
}
