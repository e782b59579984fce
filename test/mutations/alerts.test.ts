import { startFakeGateway, withFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import type { Reply } from '../support/fakes/fake-api.ts';
import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';

const ONE = 'mutation ($input: UpdateAlertInput!) { updateAlert(input: $input) { warnings alert { alertId } } }';
const MANY = `mutation ($input: UpdateAlertsInput!) {
  updateAlerts(input: $input) { warnings results { alertId outcome alert { alertId status } } }
}`;
const CREATE = 'mutation ($input: CreateAlertInput!) { createAlert(input: $input) { alert { alertId } } }';

interface Updates {
  updateAlerts: { results: { alertId: string; outcome: string; alert: object | null }[] };
}

const DETERMINATIONS = {
  MULTI_STAGED_ATTACK: ['MultiStagedAttack', 'MultiStagedAttack'],
  MALICIOUS_USER_ACTIVITY: ['MaliciousUserActivity', 'MaliciousUserActivity'],
  COMPROMISED_USER: ['CompromisedUser', 'CompromisedUser'],
  MALWARE: ['Malware', 'Malware'],
  PHISHING: ['Phishing', 'Phishing'],
  UNWANTED_SOFTWARE: ['UnwantedSoftware', 'UnwantedSoftware'],
  SECURITY_TESTING: ['SecurityTesting', 'SecurityTesting'],
  LINE_OF_BUSINESS_APPLICATION: ['LineOfBusinessApplication', 'LineOfBusinessApplication'],
  CONFIRMED_ACTIVITY: ['ConfirmedActivity', 'ConfirmedUserActivity'],
  CONFIRMED_USER_ACTIVITY: ['ConfirmedActivity', 'ConfirmedUserActivity'],
  NOT_MALICIOUS: ['NotMalicious', 'Clean'],
  CLEAN: ['NotMalicious', 'Clean'],
  INSUFFICIENT_DATA: ['InsufficientData', 'InsufficientData'],
  OTHER: ['Other', 'Other'],
} as const;
const MALICIOUS = ['MULTI_STAGED_ATTACK', 'MALICIOUS_USER_ACTIVITY', 'COMPROMISED_USER', 'MALWARE', 'PHISHING'];
const FITTING: Readonly<Record<string, readonly string[]>> = {
  TRUE_POSITIVE: [...MALICIOUS, 'UNWANTED_SOFTWARE', 'OTHER'],
  INFORMATIONAL_EXPECTED_ACTIVITY: [
    'SECURITY_TESTING',
    'LINE_OF_BUSINESS_APPLICATION',
    'CONFIRMED_ACTIVITY',
    'CONFIRMED_USER_ACTIVITY',
    'OTHER',
  ],
  FALSE_POSITIVE: ['NOT_MALICIOUS', 'CLEAN', 'INSUFFICIENT_DATA', 'OTHER'],
};
const WIRE: Readonly<Record<string, string>> = {
  TRUE_POSITIVE: 'TruePositive',
  INFORMATIONAL_EXPECTED_ACTIVITY: 'InformationalExpectedActivity',
  FALSE_POSITIVE: 'FalsePositive',
};

describe('a verdict and a finer verdict', () => {
  const replies: Record<string, Reply> = {
    'PATCH /api/alerts/da1_1': { id: 'da1_1' },
    'POST /api/alerts/batchUpdate': (_, response) => void response.writeHead(200).end(),
    'GET /api/alerts/da1_1': { id: 'da1_1' },
  };
  let gateway: FakeGateway;
  beforeAll(async () => {
    gateway = await startFakeGateway(replies);
  });
  afterAll(() => gateway.close());

  const pairs = Object.keys(FITTING).flatMap((classification) =>
    Object.entries(DETERMINATIONS).map(([determination, [single, batch]]) => {
      const fits = FITTING[classification]?.includes(determination) === true;
      return { classification, determination, single, batch, fits };
    }),
  );

  test.each(pairs)(
    '$classification with $determination fits: $fits; each call has its own page’s word',
    async ({ classification, determination, single, batch, fits }) => {
      gateway.api.calls.splice(0);
      const change = { classification, determination };
      const one = await gateway.attempt(ONE, { input: { alertId: 'da1_1', ...change } });
      const many = await gateway.attempt(MANY, { input: { alertIds: ['da1_1'], ...change } });
      const bodies = gateway.api.calls
        .filter(({ method }) => method !== 'GET')
        .map(({ body }) => JSON.parse(body) as object);
      expect([one.errors, many.errors]).toEqual([undefined, undefined]);
      expect(bodies).toEqual([
        { classification: WIRE[classification], determination: single },
        { alertIds: ['da1_1'], classification: WIRE[classification], determination: batch },
      ]);
      // Which fit is the vendor's to decide; its pages name some.
      const named = `input.determination: Defender’s pages name for ${classification} only ${FITTING[classification]?.join(', ')}.`;
      for (const { data } of [one, many]) {
        expect(Object.values(data ?? {})).toMatchObject([
          { warnings: fits ? [] : [expect.stringContaining(named) as unknown] },
        ]);
      }
    },
  );

  test.each([
    [{ comment: 'Only words' }, { comment: 'Only words' }],
    [{ status: 'IN_PROGRESS', comment: null }, { status: 'InProgress' }],
    [{ status: 'NEW' }, { status: 'New' }],
    [{ assignedTo: 'a@contoso.example' }, { assignedTo: 'a@contoso.example' }],
    [{ determination: 'MALWARE' }, { determination: 'Malware' }],
  ])('with %j only that goes: %j', async (change, body) => {
    gateway.api.calls.splice(0);
    await gateway.run(ONE, { input: { alertId: 'da1_1', ...change } });
    expect(gateway.api.calls).toHaveLength(1);
    expect(gateway.api.calls[0]?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(gateway.api.calls[0]?.body ?? '')).toEqual(body);
  });

  test('an answer without the alert says that the change was accepted', async () => {
    replies['PATCH /api/alerts/da1_2'] = (_, response) => void response.writeHead(200).end('null');
    const { errors } = await gateway.attempt(ONE, { input: { alertId: 'da1_2', status: 'NEW' } });
    expect(errors).toMatchObject([
      { message: expect.stringMatching(/accepted updateAlert/) as unknown, extensions: { code: 'UPSTREAM_ERROR' } },
    ]);
  });
});

describe('what became of each of several alerts', () => {
  const row = (id: string, more: object = {}): object => ({ id, status: 'New', comments: [], ...more });

  test('is read from the vendor after the change, in the order given, each once', async () => {
    const rows = [
      row('da1_1', { status: 'resolved', comments: [{ comment: 'Done' }] }),
      row('da1_2'),
      row('da1_4', { status: 'Resolved' }),
    ];
    const replies: Record<string, Reply> = {
      'POST /api/alerts/batchUpdate': (_, response) => void response.writeHead(200).end(),
      'GET /api/alerts': { value: rows },
    };
    await withFakeGateway(replies, async (fake) => {
      const alertIds = ['da1_1', 'da1_2', 'da1_3', 'da1_4', 'da1_1'];
      const { data } = await fake.run<Updates>(MANY, { input: { alertIds, status: 'RESOLVED', comment: 'Done' } });
      expect(data.updateAlerts.results).toEqual([
        { alertId: 'da1_1', outcome: 'UPDATED', alert: { alertId: 'da1_1', status: 'RESOLVED' } },
        { alertId: 'da1_2', outcome: 'NOT_UPDATED', alert: { alertId: 'da1_2', status: 'NEW' } },
        { alertId: 'da1_3', outcome: 'NOT_FOUND', alert: null },
        { alertId: 'da1_4', outcome: 'NOT_UPDATED', alert: { alertId: 'da1_4', status: 'RESOLVED' } },
      ]);
      expect(fake.api.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
        'POST /api/alerts/batchUpdate',
        'GET /api/alerts',
      ]);
      expect((JSON.parse(fake.api.calls[0]?.body ?? '') as { alertIds: string[] }).alertIds).toEqual(
        alertIds.slice(0, 4),
      );
    });
  });

  test('is UNKNOWN where the change was accepted and reading failed: the change is no error', async () => {
    const fail: Reply = (_, response) => void response.writeHead(500).end('{}');
    const replies: Record<string, Reply> = {
      'POST /api/alerts/batchUpdate': (_, response) => void response.writeHead(200).end(),
      'GET /api/alerts/da1_1': fail,
    };
    await withFakeGateway(replies, async (fake) => {
      const { data } = await fake.run<Updates>(MANY, { input: { alertIds: ['da1_1'], status: 'NEW' } });
      expect(data.updateAlerts.results).toEqual([{ alertId: 'da1_1', outcome: 'UNKNOWN', alert: null }]);
      expect(fake.audit.at(-1)).toMatchObject({ action: 'updateAlerts', targets: ['da1_1'], outcome: 'NOT_UPDATED' });
    });
  });
});

describe('on the sandbox', () => {
  let gateway: SandboxGateway;
  beforeAll(async () => {
    gateway = await startSandboxGateway({ machines: 20, alerts: 60 });
  });
  afterAll(() => gateway.close());

  test('a change shows in the next query, and what was not given has stayed', async () => {
    const [alert] = gateway.sandbox.tenant.alerts;
    const before = { title: alert?.title, severity: alert?.severity, classification: alert?.classification };
    await gateway.run(
      ONE,
      { input: { alertId: alert?.id, status: 'IN_PROGRESS', assignedTo: 'x@contoso.example' } },
      'responder',
    );
    const query = 'query ($id: ID!) { alert(id: $id) { status assignedTo resolvedTime } }';
    const { data } = await gateway.run(query, { id: alert?.id }, 'reader');
    expect(data).toEqual({ alert: { status: 'IN_PROGRESS', assignedTo: 'x@contoso.example', resolvedTime: null } });
    expect(gateway.sandbox.tenant.alerts[0]).toMatchObject(before);
  });

  test('an alert that is not there is NOT_FOUND, alone as an error and among others as an outcome', async () => {
    const { errors } = await gateway.attempt(ONE, { input: { alertId: 'da1_1', status: 'NEW' } });
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND', correlationId: expect.any(String) as unknown } }]);
    const known = gateway.sandbox.tenant.alerts[3]?.id;
    const { data } = await gateway.run<Updates>(MANY, { input: { alertIds: [known, 'da1_1'], status: 'RESOLVED' } });
    expect(data.updateAlerts.results.map(({ outcome }) => outcome)).toEqual(['UPDATED', 'NOT_FOUND']);
  });

  test('an event that hunting does not know makes no alert, and the message says what to look at', async () => {
    const input = {
      machineId: gateway.sandbox.tenant.machines[0]?.id,
      eventTime: '2026-11-20T08:30:00.1234567Z',
      reportId: '1',
      ...{ severity: 'LOW', title: 'x', description: 'x', recommendedAction: 'x', category: 'EXPLOIT' },
    };
    const { errors } = await gateway.attempt(CREATE, { input });
    expect(errors).toMatchObject([
      {
        message: expect.stringMatching(/eventTime, reportId and machineId/) as unknown,
        extensions: { code: 'NOT_FOUND' },
      },
    ]);
  });

  test('the eleventh change to many in a minute is RATE_LIMITED, with the wait, and nothing more is sent for it', async () => {
    const input = { alertIds: [gateway.sandbox.tenant.alerts[5]?.id], status: 'NEW' };
    const codes: unknown[] = [];
    for (let call = 0; call < 22 && !codes.includes('RATE_LIMITED'); call += 1) {
      const { errors } = await gateway.attempt(MANY, { input });
      codes.push(errors?.[0]?.extensions.code);
      if (errors !== undefined) expect(errors[0]?.extensions.retryAfter).toBeGreaterThan(0);
    }
    expect(codes.at(-1)).toBe('RATE_LIMITED');
  });
});
