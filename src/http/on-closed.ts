import type { FastifyReply } from 'fastify';

/** Calls back once the answer has been sent or its caller has left, also where that has been so for a while. */
export function onClosed({ raw }: FastifyReply, callback: () => void): void {
  // Node tells of it once.
  if (raw.destroyed) callback();
  else raw.once('close', callback);
}
