import type { FastifyReply } from 'fastify';
import { onClosed } from './on-closed.ts';

/** Fires when the caller leaves before the answer is sent. */
export function abortSignalOf(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  onClosed(reply, () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}
