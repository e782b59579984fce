import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/**
 * Headers by which a browser makes nothing of an answer but data: no page, no frame, no other type. A page of ours states
 * its own content security policy.
 */
export async function setSecurityHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
  });
}
