import type { FastifyInstance } from 'fastify';

/** What a process knows of its own health. */
export interface HealthSources {
  isStopping: () => boolean;
  isOverloaded: () => boolean;
  /** Null where nothing is shared with other processes. */
  isSharedStateAvailable: (() => boolean) | null;
}

/**
 * `/health/live`, `/health/ready` and `/health/accepting`. A process without its shared state is ready: all would turn away
 * their callers at once when Redis has gone, and reads go on without it.
 */
export function healthRoutes(app: FastifyInstance, sources: HealthSources): void {
  const { isStopping, isOverloaded, isSharedStateAvailable } = sources;
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', (_, reply) => {
    const status = isStopping() ? 'stopping' : isOverloaded() ? 'overloaded' : 'ready';
    const sharedState = isSharedStateAvailable?.() === true ? 'available' : 'unavailable';
    return reply
      .code(status === 'ready' ? 200 : 503)
      .send({ status, ...(isSharedStateAvailable !== null && { sharedState }) });
  });
  // For load balancers that ask often, and must not look away from all processes at once, overloaded as they are.
  app.get('/health/accepting', (_, reply) =>
    isStopping() ? reply.code(503).send({ status: 'stopping' }) : { status: 'accepting' },
  );
}
