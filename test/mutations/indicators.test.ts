import type { Reply } from '../support/fakes/fake-api.ts';
import { withFakeGateway } from '../support/gateway/fake-gateway.ts';
import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';

const SUBMIT = `mutation ($input: SubmitIndicatorInput!) {
  submitIndicator(input: $input) { indicator { indicatorId indicatorValue action application sourceType expirationTime } }
}`;
const IMPORT = `mutation ($input: ImportIndicatorsInput!) {
  importIndicators(input: $input) { results { indicatorId indicator isFailed failureReason } }
}`;
const DELETE = 'mutation ($input: DeleteIndicatorInput!) { deleteIndicator(input: $input) { deletedIndicatorId } }';
const DELETE_MANY = `mutation ($input: DeleteIndicatorsInput!) {
  deleteIndicators(input: $input) { results { indicatorId outcome } }
}`;

interface Submitted {
  submitIndicator: { indicator: Record<string, unknown> & { indicatorId: string } };
}
interface Imported {
  importIndicators: { results: { indicatorId: string | null; isFailed: boolean; failureReason: string | null }[] };
}

const wanted = (indicatorType: string, indicatorValue: string, more: object = {}): Record<string, unknown> => ({
  ...{ indicatorType, indicatorValue, action: 'BLOCK', title: 'Contoso list', description: 'x' },
  ...more,
});

let gateway: SandboxGateway;
beforeAll(async () => {
  gateway = await startSandboxGateway({ machines: 20, alerts: 10, quirks: { limits: false } });
});
afterAll(() => gateway.close());

describe('an indicator', () => {
  test.each([
    ['FILE_SHA1', 'A0b1'.repeat(10)],
    ['FILE_SHA256', 'a0B1'.repeat(16)],
    ['FILE_MD5', 'a0b1'.repeat(8)],
    ['CERTIFICATE_THUMBPRINT', 'c0de'.repeat(10)],
    ['IP_ADDRESS', '192.0.2.77'],
    ['IP_ADDRESS', '2001:db8::77'],
    ['DOMAIN_NAME', 'files.fabrikam.example'],
    ['DOMAIN_NAME', 'bücher.example'],
    ['DOMAIN_NAME', 'xn--bcher-kva.example'],
    ['URL', 'https://fabrikam.example/a?b=c&d="e"'],
    ['URL', 'http://192.0.2.77:8080/'],
  ])('of the type %s may be %s, and goes as it was given', async (type, value) => {
    const { data } = await gateway.run<Submitted>(SUBMIT, { input: wanted(type, value) }, 'reader');
    expect(data.submitIndicator.indicator.indicatorValue).toBe(value);
    const last = gateway.sandbox.requests.at(-1);
    expect(last?.body).toMatchObject({ indicatorValue: value, action: 'Block' });
    // What was not given is not sent, not even as null.
    expect(Object.keys(last?.body as object).sort()).toEqual([
      'action',
      'description',
      'indicatorType',
      'indicatorValue',
      'title',
    ]);
  });

  test.each(['WARN', 'BLOCK', 'AUDIT', 'ALERT', 'ALERT_AND_BLOCK', 'BLOCK_AND_REMEDIATE', 'ALLOWED'])(
    'may have the action %s, and shows it in the list',
    async (action) => {
      const input = wanted('FILE_SHA1', 'd0'.repeat(20), { action, generateAlert: action === 'AUDIT' });
      await gateway.run(SUBMIT, { input });
      const query =
        'query ($value: String!) { indicators(where: { indicatorValue: { eq: $value } }) { nodes { action } } }';
      expect((await gateway.run(query, { value: 'd0'.repeat(20) })).data).toEqual({
        indicators: { nodes: [{ action }] },
      });
    },
  );

  test('of a value that is there is updated, and keeps its id and its application', async () => {
    const first = await gateway.run<Submitted>(SUBMIT, {
      input: wanted('IP_ADDRESS', '192.0.2.9', { application: 'one' }),
    });
    const again = wanted('IP_ADDRESS', '192.0.2.9', {
      application: 'two',
      action: 'WARN',
      expirationTime: '2030-01-01T00:00:00Z',
    });
    const second = await gateway.run<Submitted>(SUBMIT, { input: again });
    expect(second.data.submitIndicator.indicator).toEqual({
      ...first.data.submitIndicator.indicator,
      action: 'WARN',
      expirationTime: '2030-01-01T00:00:00.0000000Z',
    });
  });

  test('may carry an address to educate as a URL that is blocked or warned of', async () => {
    for (const action of ['BLOCK', 'WARN']) {
      const input = wanted('URL', 'https://fabrikam.example/x', { action, educateUrl: 'https://contoso.example/why' });
      await gateway.run(SUBMIT, { input });
      expect(gateway.sandbox.requests.at(-1)?.body).toMatchObject({ educateUrl: 'https://contoso.example/why' });
    }
  });
});

describe('a tenant with 15,000 indicators', () => {
  const refuse: Reply = (_, response) =>
    void response
      .writeHead(400)
      .end(JSON.stringify({ error: { code: 'BadRequest', message: 'No', target: 'c0ffee' } }));
  const submit = { input: wanted('IP_ADDRESS', '192.0.2.1') };

  test('is told so, and what to do', async () => {
    const { tenant } = gateway.sandbox;
    const [model] = tenant.indicators;
    const kept = tenant.indicators;
    tenant.indicators = Array.from({ length: 15_000 }, (_, at) => ({
      ...(model as (typeof kept)[0]),
      id: String(at),
      indicatorValue: `v${at}`,
    }));
    const { errors } = await gateway.attempt(SUBMIT, { input: wanted('IP_ADDRESS', '192.0.2.200') });
    const imported = await gateway.run<Imported>(IMPORT, {
      input: { indicators: [wanted('IP_ADDRESS', '192.0.2.200')] },
    });
    tenant.indicators = kept;
    expect(errors).toMatchObject([
      {
        message: expect.stringMatching(/15000 active indicators.*delete some/) as unknown,
        extensions: { code: 'BAD_USER_INPUT', correlationId: expect.any(String) as unknown },
      },
    ]);
    expect(imported.data.importIndicators.results).toMatchObject([
      { isFailed: true, failureReason: expect.stringMatching(/15000/) as unknown },
    ]);
  });

  test.each<[string, number, Reply]>([
    ['14,999', 14_999, { value: [], '@odata.count': 14_999 }],
    ['an unknown number of', 0, (_, response) => void response.writeHead(500).end('{}')],
  ])('is not made up where there are %s', async (_, __, list) => {
    const replies: Record<string, Reply> = {
      'POST /api/indicators': refuse,
      'GET /api/indicators': list,
      'GET /api/indicators/$count': (_call, response) => void response.writeHead(404).end('{}'),
    };
    await withFakeGateway(replies, async (fake) => {
      const { errors } = await fake.attempt(SUBMIT, submit);
      expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_ERROR', correlationId: 'c0ffee' } }]);
      expect(fake.api.calls.filter(({ method }) => method === 'POST')).toHaveLength(1);
    });
  });
});

describe('an import', () => {
  test('takes 500, and answers for each', async () => {
    const indicators = Array.from({ length: 500 }, (_, at) =>
      wanted('DOMAIN_NAME', `host${at}.fabrikam.example`, { recommendedActions: 'y'.repeat(200) }),
    );
    const { data } = await gateway.run<Imported>(IMPORT, { input: { indicators } });
    expect(data.importIndicators.results).toHaveLength(500);
    expect(new Set(data.importIndicators.results.map(({ indicatorId }) => indicatorId)).size).toBe(500);
    expect(gateway.sandbox.requests.at(-1)?.operation).toBe('importIndicators');
  });

  test('shows for each item what the vendor says of it, also of those that failed', async () => {
    const value = [
      { id: '2841', indicator: '192.0.2.1', isFailed: false, failureReason: null },
      { id: null, indicator: '192.0.2.2', isFailed: true, failureReason: 'The group „X“ does not exist' },
      { indicator: '192.0.2.3', isFailed: true },
    ];
    await withFakeGateway({ 'POST /api/indicators/import': { value } }, async (fake) => {
      const indicators = ['192.0.2.1', '192.0.2.2', '192.0.2.3'].map((address) => wanted('IP_ADDRESS', address));
      const { data } = await fake.run<Imported>(IMPORT, { input: { indicators } });
      expect(data.importIndicators.results).toEqual([
        { indicatorId: '2841', indicator: '192.0.2.1', isFailed: false, failureReason: null },
        { indicatorId: null, indicator: '192.0.2.2', isFailed: true, failureReason: 'The group „X“ does not exist' },
        { indicatorId: null, indicator: '192.0.2.3', isFailed: true, failureReason: null },
      ]);
      expect(fake.audit.at(-1)).toMatchObject({
        outcome: 'PARTLY_IMPORTED',
        targets: ['192.0.2.1', '192.0.2.2', '192.0.2.3'],
      });
    });
  });
});

describe('deleting', () => {
  const newest = (count: number): string[] => gateway.sandbox.tenant.indicators.slice(0, count).map(({ id }) => id);

  test('takes 500, each id once', async () => {
    const ids = newest(500);
    const { data } = await gateway.run<object>(
      DELETE_MANY,
      { input: { indicatorIds: [...ids.slice(1), ids[1]] } },
      'app',
    );
    expect(data).toEqual({
      deleteIndicators: { results: ids.slice(1).map((indicatorId) => ({ indicatorId, outcome: 'DELETED' })) },
    });
    expect(gateway.sandbox.requests.at(-1)?.body).toEqual({ IndicatorIds: ids.slice(1) });
  });

  test('of several with one that is not there deletes none, says which it is, and is not sent again', async () => {
    const [known] = newest(1);
    const before = gateway.sandbox.requests.length;
    const { data } = await gateway.run<object>(DELETE_MANY, { input: { indicatorIds: [known, '99999999'] } }, 'app');
    expect(data).toEqual({
      deleteIndicators: {
        results: [
          { indicatorId: known, outcome: 'NOT_DELETED' },
          { indicatorId: '99999999', outcome: 'NOT_FOUND' },
        ],
      },
    });
    const sent = gateway.sandbox.requests.slice(before).map(({ operation }) => operation);
    expect(sent.filter((operation) => operation === 'batchDeleteIndicators')).toHaveLength(1);
    expect(gateway.audit.at(-1)).toMatchObject({ action: 'deleteIndicators', outcome: 'NOT_DELETED' });
  });

  test('is the vendor’s 404 where what is left cannot be read', async () => {
    const fail =
      (status: number): Reply =>
      (_, response) =>
        void response.writeHead(status).end('{}');
    const replies = { 'POST /api/indicators/BatchDelete': fail(404), 'GET /api/indicators': fail(500) };
    await withFakeGateway(replies, async (fake) => {
      const { errors } = await fake.attempt(DELETE_MANY, { input: { indicatorIds: ['1'] } });
      expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    });
  });

  test('one that is not there is NOT_FOUND, and a person is FORBIDDEN by the vendor, who lists no permission for it', async () => {
    const gone = await gateway.attempt(DELETE, { input: { indicatorId: '99999999' } }, 'app');
    expect(gone.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    const person = await gateway.attempt(DELETE, { input: { indicatorId: newest(1)[0] } }, 'admin');
    expect(person.errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN', permission: 'Ti.ReadWrite (application)' } },
    ]);
  });
});
