import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { connectSharedState, type SharedState } from './redis/shared-state.ts';

/** What the processes of this deployment share; null where each is by itself. `timeLimit` is that of Redis, milliseconds. */
export async function sharedStateOf(
  { sharedState, huntBytes, cacheBytes }: Config,
  timeLimit: number | undefined,
  log: Logger,
): Promise<SharedState | null> {
  if (sharedState === null) return null;
  return connectSharedState({ ...sharedState, huntBytes, cacheBytes, timeLimit }, log);
}
