import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { reconcileFiles } from '../../src/cli/reconcile-files.ts';
import type { RestErrorCode } from '../../src/rest/rest-error.ts';
import {
  AUDIT_FORMATS,
  auditLineIn,
  auditText,
  resultOf,
  type AuditFormat,
  type DatedLine,
} from '../../src/telemetry/audit-formats.ts';
import { OpenAttempts } from '../../src/telemetry/open-attempts.ts';
import { startActionGateway } from '../support/gateway/action-gateway.ts';

const LINE: DatedLine = {
  time: '2026-11-28T14:00:00.123Z',
  phase: 'outcome',
  attemptId: 'attempt-1',
  requestId: 'request-1',
  caller: {
    tenantId: 'tenant-1',
    applicationId: 'application-1',
    objectId: 'object-1',
    name: 'Ada',
    isVerified: true,
    credential: '0123456789ab',
  },
  action: 'isolateMachine',
  targets: ['m-1', 'm-2'],
  plan: true,
  key: 'key-1',
  outcome: 'CREATED',
  sent: true,
  reference: 'action-1',
  correlationId: null,
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'formats-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What a caller may have in a line, and what would mislead a reader who looks for the beginning of one. */
const text = fc.oneof(fc.string(), fc.constantFrom(...AUDIT_FORMATS.map((format) => auditText(format, LINE))));

test.each(AUDIT_FORMATS)('of %s every line is read back as it was, behind anything, and only as a whole', (format) => {
  const varied = fc.record({ key: fc.option(text), action: text, targets: fc.array(text), requestId: fc.option(text) });
  fc.assert(
    fc.property(varied, text, fc.nat(200), (more, before, cut) => {
      const line = { ...LINE, ...more };
      const written = auditText(format, line);
      expect(written).not.toContain('\n');
      // Written without what has no place in JSON.
      expect(auditLineIn(before + written)).toMatchObject(JSON.parse(JSON.stringify(line)) as object);
      expect(auditLineIn(written.slice(0, -1 - cut))).toBeNull();
    }),
  );
});

test('Elastic’s Common Schema', () => {
  expect(JSON.parse(auditText('ecs', LINE))).toEqual({
    '@timestamp': LINE.time,
    ecs: { version: '8.17.0' },
    event: {
      dataset: 'defender_graphql.audit',
      kind: 'event',
      category: ['api'],
      type: ['admin', 'end'],
      action: 'isolateMachine',
      outcome: 'success',
    },
    service: { name: 'defender-graphql' },
    organization: { id: 'tenant-1' },
    user: { id: 'object-1', name: 'Ada' },
    http: { request: { id: 'request-1' } },
    defender_graphql: { audit: LINE },
  });
  const failed = { ...LINE, outcome: 'FORBIDDEN', sent: true, requestId: null };
  const shown = JSON.parse(auditText('ecs', failed)) as Record<string, unknown>;
  expect(shown).toMatchObject({ event: { outcome: 'failure' }, error: { code: 'FORBIDDEN' } });
  expect(shown).not.toHaveProperty('http');
});

test('the Open Cybersecurity Schema', () => {
  expect(JSON.parse(auditText('ocsf', { ...LINE, caller: { ...LINE.caller, objectId: null, name: null } }))).toEqual({
    class_uid: 6003,
    class_name: 'API Activity',
    category_uid: 6,
    category_name: 'Application Activity',
    activity_id: 99,
    activity_name: 'isolateMachine',
    type_uid: 600399,
    severity_id: 1,
    time: Date.parse(LINE.time),
    status_id: 1,
    status: 'Success',
    status_code: 'CREATED',
    metadata: {
      log_name: 'defender_graphql.audit',
      version: '1.3.0',
      product: { name: 'defender-graphql', vendor_name: 'defender-graphql' },
      tenant_uid: 'tenant-1',
      correlation_uid: 'attempt-1',
      original_time: LINE.time,
    },
    actor: { user: { uid: 'application-1' } },
    api: { operation: 'isolateMachine', request: { uid: 'request-1' } },
    src_endpoint: { name: 'defender-graphql' },
    resources: [{ uid: 'm-1' }, { uid: 'm-2' }],
    unmapped: { ...LINE, caller: { ...LINE.caller, objectId: null, name: null } },
  });
});

test('the codes of errors are failures, and what is not known is none', () => {
  const codes: Record<RestErrorCode, 'failure' | 'unknown'> = {
    UNAUTHENTICATED: 'failure',
    FORBIDDEN: 'failure',
    NOT_FOUND: 'failure',
    BAD_USER_INPUT: 'failure',
    RATE_LIMITED: 'failure',
    COST_LIMIT_EXCEEDED: 'failure',
    UPSTREAM_ERROR: 'failure',
    UPSTREAM_TIMEOUT: 'failure',
    UPSTREAM_UNAVAILABLE: 'failure',
    SHARED_STATE_UNAVAILABLE: 'failure',
    ACTION_OUTCOME_UNKNOWN: 'unknown',
  };
  for (const [outcome, result] of Object.entries(codes)) expect(resultOf({ ...LINE, outcome })).toBe(result);
  expect(resultOf({ ...LINE, phase: 'sending', outcome: null })).toBe('unknown');
  expect(resultOf({ ...LINE, outcome: 'ALREADY_PENDING' })).toBe('success');
});

test.each(AUDIT_FORMATS)(
  'an action is followed through a log of %s, and its end is found out of one',
  async (format) => {
    const file = join(folder, `${format}.jsonl`);
    const gateway = await startActionGateway({ AUDIT_LOG: file, AUDIT_FORMAT: format });
    await gateway.ask('isolateMachine', { comment: 'why', idempotencyKey: 'k-1' });
    await gateway.close();
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => (auditLineIn(line) as DatedLine).phase)).toEqual(['attempt', 'sending', 'outcome']);
    const openIn = async (): Promise<string[]> => {
      const attempts = new OpenAttempts();
      await attempts.read(file);
      return [...attempts.values()].map(({ line }) => line.attemptId);
    };
    expect(await openIn()).toEqual([]);

    // Lines of attempts that were cut off by the end of their process, in each form: it may have been changed meanwhile.
    const attemptOf = (of: AuditFormat): string =>
      auditText(of, { ...LINE, phase: 'attempt', attemptId: `of-${of}`, outcome: null, sent: null, reference: null });
    const added = [...lines, ...AUDIT_FORMATS.map(attemptOf), attemptOf(format).slice(0, 50)].join('\n');
    await writeFile(file, added);
    expect(await openIn()).toEqual(AUDIT_FORMATS.map((of) => `of-${of}`));
    const told: string[] = [];
    const isAllKnown = await reconcileFiles({
      files: [file],
      isDryRun: false,
      isStopped: true,
      format,
      tell: (line) => void told.push(line),
      clientOf: () => Promise.reject(new Error('Nothing was sent, so that no one is to be asked.')),
    });
    expect([isAllKnown, told.at(-1)]).toEqual([
      true,
      '3 without an outcome: 3 not sent, 0 sent, 0 unknown, 0 left open',
    ]);
    expect(await openIn()).toEqual([]);
    const last = (await readFile(file, 'utf8')).trimEnd().split('\n').at(-1) ?? '';
    expect(last.slice(0, 10)).toBe(attemptOf(format).slice(0, 10));
    expect(auditLineIn(last)).toMatchObject({ phase: 'outcome', outcome: 'NOT_SENT', reconciled: true });
  },
);
