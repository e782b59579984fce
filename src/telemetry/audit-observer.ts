import type { Logger } from 'pino';
import type { AuditObserver } from './audit-log.ts';
import type { Metrics } from './metrics.ts';

/** Counts what is written down of changes, and logs what could not be. */
export function observeAudit(metrics: Metrics, log: Logger): AuditObserver {
  return {
    lost: (err, line) => {
      metrics.auditFailed();
      log.error({ err, audit: line }, 'a change could not be written down');
    },
    written: ({ phase, action, outcome }) => {
      if (phase === 'outcome') metrics.changed(action, outcome ?? 'UNKNOWN');
    },
  };
}
