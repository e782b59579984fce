/** Redis did not answer in time, or cannot be written to. What was asked of it may have been done all the same. */
export class RedisUnavailable extends Error {
  constructor(cause?: unknown) {
    super('Redis does not answer.', { cause });
    this.name = 'RedisUnavailable';
  }
}

/** Replies of a server that is there and cannot do what it is for: it starts, fails over, or has no memory left. */
const CANNOT_WRITE =
  /^(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|NOREPLICAS|OOM|MISCONF|TRYAGAIN|UNBLOCKED|NOAUTH|WRONGPASS|NOPERM)\b/;
/** Replies that say what is wrong with a script or its keys: a fault of ours. */
const OWN_FAULT = /^(ERR|WRONGTYPE|CROSSSLOT|NOSCRIPT|BUSYKEY)\b/;

/** Whether a failed command says that Redis cannot be used for now, as opposed to a fault in the command. */
export function isUnavailable(error: unknown): boolean {
  const message = error instanceof Error ? error.message : '';
  return CANNOT_WRITE.test(message) || !OWN_FAULT.test(message);
}

/** For `catch`: lets a failure pass that says that Redis cannot be used for now, and throws any other one. */
export function ignoreUnavailable(error: unknown): undefined {
  if (!(error instanceof RedisUnavailable)) throw error;
  return undefined;
}
