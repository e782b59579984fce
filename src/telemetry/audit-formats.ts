import type { AuditLine } from './audit-line.ts';

/** How lines of the audit log are written: as they are, by Elastic's Common Schema, or by the Open Cybersecurity Schema. */
export const AUDIT_FORMATS = ['json', 'ecs', 'ocsf'] as const;
export type AuditFormat = (typeof AUDIT_FORMATS)[number];

/** An audit line and when it was written, ISO 8601. */
export type DatedLine = { time: string } & AuditLine;

const PRODUCT = 'defender-graphql';
const DATASET = 'defender_graphql.audit';
const ECS_VERSION = '8.17.0';
const OCSF_VERSION = '1.3.0';

/** Outcomes that are codes of errors, or that `reconcile` found to be none; any other word is a success. */
const FAILURES: ReadonlySet<string> = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'BAD_CURSOR',
  'RATE_LIMITED',
  'COST_LIMIT_EXCEEDED',
  'UPSTREAM_ERROR',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_UNAVAILABLE',
  'SHARED_STATE_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
  'NOT_SENT',
  'INTERRUPTED',
  'CANCELLED',
]);

/** Whether a change succeeded, as far as its line tells. */
export function resultOf({ phase, outcome }: AuditLine): 'success' | 'failure' | 'unknown' {
  if (phase !== 'outcome' || outcome === null || outcome === 'ACTION_OUTCOME_UNKNOWN') return 'unknown';
  return FAILURES.has(outcome) ? 'failure' : 'success';
}

/** What is null is left out: neither schema has it. */
function given<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as Partial<T>;
}

const ECS_TYPES = { attempt: ['admin', 'start'], sending: ['admin', 'info'], outcome: ['admin', 'end'] } as const;

function ecsOf(line: DatedLine): object {
  const { caller, outcome } = line;
  const result = resultOf(line);
  return {
    ecs: { version: ECS_VERSION },
    event: {
      dataset: DATASET,
      kind: 'event',
      category: ['api'],
      type: ECS_TYPES[line.phase],
      action: line.action,
      outcome: result,
    },
    '@timestamp': line.time,
    service: { name: PRODUCT },
    organization: { id: caller.tenantId },
    user: given({ id: caller.objectId ?? caller.applicationId, name: caller.name }),
    ...(line.requestId !== null && { http: { request: { id: line.requestId } } }),
    ...(result === 'failure' && { error: { code: outcome } }),
    defender_graphql: { audit: line },
  };
}

/** Activity 99 is any other than create, read, update and delete: its name says which. */
const OTHER_ACTIVITY = 99;
const API_ACTIVITY = 6003;
const STATUSES = { unknown: [0, 'Unknown'], success: [1, 'Success'], failure: [2, 'Failure'] } as const;

function ocsfOf(line: DatedLine): object {
  const { caller } = line;
  const [status_id, status] = STATUSES[resultOf(line)];
  return {
    class_uid: API_ACTIVITY,
    metadata: {
      log_name: DATASET,
      version: OCSF_VERSION,
      product: { name: PRODUCT, vendor_name: PRODUCT },
      tenant_uid: caller.tenantId,
      correlation_uid: line.attemptId,
      original_time: line.time,
    },
    class_name: 'API Activity',
    category_uid: 6,
    category_name: 'Application Activity',
    activity_id: OTHER_ACTIVITY,
    activity_name: line.action,
    type_uid: API_ACTIVITY * 100 + OTHER_ACTIVITY,
    severity_id: 1,
    time: Date.parse(line.time),
    status_id,
    status,
    ...given({ status_code: line.outcome }),
    actor: { user: given({ uid: caller.objectId ?? caller.applicationId, name: caller.name }) },
    api: { operation: line.action, ...(line.requestId !== null && { request: { uid: line.requestId } }) },
    // Of the vendor's API the gateway is the caller.
    src_endpoint: { name: PRODUCT },
    resources: line.targets.map((uid) => ({ uid })),
    unmapped: line,
  };
}

type Parsed = Record<string, unknown>;

interface Format {
  write: (line: DatedLine) => object;
  /** How each line begins; inside one it cannot stand, since its quotes would be escaped. */
  beginning: string;
  /** The line as it is, in what was read. */
  read: (parsed: Parsed) => unknown;
}

/** A line is in each of them as it is too, so that nothing of it depends on what a schema has a place for. */
const FORMATS: Readonly<Record<AuditFormat, Format>> = {
  json: { write: (line) => ({ log: 'audit', ...line }), beginning: '{"log":"audit"', read: (parsed) => parsed },
  ecs: {
    write: ecsOf,
    beginning: `{"ecs":{"version":"${ECS_VERSION}"},"event":{"dataset":"${DATASET}"`,
    read: ({ defender_graphql: own }) => (own as Parsed | undefined)?.audit,
  },
  ocsf: {
    write: ocsfOf,
    beginning: `{"class_uid":${API_ACTIVITY},"metadata":{"log_name":"${DATASET}"`,
    read: ({ unmapped }) => unmapped,
  },
};

/** A line of the audit log as text, without its end. */
export function auditText(format: AuditFormat, line: DatedLine): string {
  return JSON.stringify(FORMATS[format].write(line));
}

/**
 * What stands for an audit line, in any format, at the end of a line of text: behind what a collector of logs puts before
 * it, or behind the beginning of one that was cut short. Null for any other, and for one that is itself cut short.
 */
export function auditLineIn(text: string): unknown {
  const found = Object.values(FORMATS)
    .map(({ beginning, read }) => ({ start: text.lastIndexOf(beginning), read }))
    .reduce((last, other) => (other.start > last.start ? other : last));
  if (found.start === -1) return null;
  try {
    return found.read(JSON.parse(text.slice(found.start)) as Parsed) ?? null;
  } catch {
    return null;
  }
}
