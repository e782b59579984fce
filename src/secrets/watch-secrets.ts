import type { ReloadedFiles } from './reloaded-files.ts';

/** Writes lines of the log. */
interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** Milliseconds; Kubernetes itself takes up to a minute to replace a file. */
const INTERVAL_MS = 5_000;

/** Reads files of secrets again and again, and logs which were replaced. Returns what ends it. */
export function watchSecrets(secrets: readonly ReloadedFiles<unknown>[], log: Log, interval = INTERVAL_MS): () => void {
  for (const secret of secrets) {
    secret.observe({
      changed: (name, needsRestart) =>
        needsRestart
          ? log.warn({ name }, 'a secret was replaced; it is read at the start alone: restart the gateway')
          : log.info({ name }, 'a secret was replaced'),
      kept: (name, { message }) =>
        log.error({ name, reason: message }, 'a secret was replaced and cannot be used: the one before still is'),
    });
  }
  let ended = false;
  const refresh = async (): Promise<void> => {
    await Promise.all(secrets.map((secret) => secret.refresh()));
    if (!ended) timer = later();
  };
  const later = (): NodeJS.Timeout => setTimeout(() => void refresh(), interval).unref();
  let timer = secrets.length === 0 ? undefined : later();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
