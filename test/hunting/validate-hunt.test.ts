import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';

const VALIDATE = `query ($query: KQL!, $parameters: [HuntingParameterInput!]! = []) {
  validateHunt(query: $query, parameters: $parameters) {
    diagnostics { message code severity line column length } columns { name type }
  }
}`;

interface Validation {
  validateHunt: {
    diagnostics: { message: string; code: string; severity: string; line: number; column: number; length: number }[];
    columns: { name: string; type: string }[];
  };
}

describe('hunts are looked over without a call', () => {
  let gateway: FakeGateway;
  beforeAll(async () => {
    gateway = await startFakeGateway({});
  });
  afterAll(async () => {
    await gateway.close();
    expect(gateway.api.calls).toEqual([]);
    expect(gateway.api.unexpected).toEqual([]);
  });

  async function validate(query: string, parameters: object[] = []): Promise<Validation['validateHunt']> {
    const { data, errors, extensions } = await gateway.attempt<Validation>(VALIDATE, { query, parameters });
    expect(errors).toBeUndefined();
    expect(extensions.upstream).toMatchObject({ calls: 0 });
    if (!data) throw new Error('There is no answer.');
    return data.validateHunt;
  }

  test('a sound one has the columns of its result in the words of KQL', async () => {
    const parameters = [
      { name: 'device', type: 'STRING', value: 'ws-01.contoso.example' },
      { name: 'since', type: 'TIMESPAN', value: 'P7D' },
      { name: 'hashes', type: 'DYNAMIC', value: ['a', 'b'] },
    ];
    const query = `DeviceProcessEvents
      | where DeviceName == device and Timestamp > ago(since) and SHA1 in (hashes)
      | summarize Count = count(), Last = max(Timestamp) by FileName`;
    expect(await validate(query, parameters)).toEqual({
      diagnostics: [],
      columns: [
        { name: 'FileName', type: 'string' },
        { name: 'Count', type: 'long' },
        { name: 'Last', type: 'datetime' },
      ],
    });
  });

  test('a faulty one has its faults at their places in the text of the caller', async () => {
    const query = 'DeviceInfo\r\n| where OSBuild has limit_\n| where Nope == 1\n| take';
    const { diagnostics, columns } = await validate(query, [{ name: 'limit_', type: 'STRING', value: 'a\nb' }]);
    expect(columns).toEqual([]);
    expect(diagnostics.map(({ message: _, ...found }) => found)).toEqual([
      { code: 'KS106', severity: 'ERROR', line: 2, column: 17, length: 3 },
      { code: 'KS142', severity: 'WARNING', line: 3, column: 9, length: 4 },
      { code: 'KS006', severity: 'ERROR', line: 4, column: 7, length: 0 },
    ]);
    for (const { message } of diagnostics) expect(message).toMatch(/\w+/);
  });

  test.each(['.show tables', 'DeviceInfo | take 1;\n// and\n.drop table DeviceInfo', '#connect a\nDeviceInfo'])(
    'a command is refused: %j',
    async (query) => {
      const { diagnostics } = await validate(query);
      expect(diagnostics).toMatchObject([{ code: 'COMMAND', severity: 'ERROR' }]);
    },
  );

  test('a parameter that the query defines itself is named', async () => {
    const { diagnostics } = await validate('let days = 5; print days', [{ name: 'days', type: 'LONG', value: 7 }]);
    expect(diagnostics).toMatchObject(
      [{ code: 'PARAMETER_REDEFINED', severity: 'ERROR', line: 1, column: 5, length: 4, message: /days/ }].map(
        ({ message, ...found }) => ({ ...found, message: expect.stringMatching(message) as string }),
      ),
    );
  });

  test.each<[object, string, RegExp]>([
    [{ name: 'where', type: 'LONG', value: 1 }, 'parameters[1].name', /"where" is a word of KQL/],
    [{ name: 'first-one', type: 'LONG', value: 1 }, 'parameters[1].name', /is no name/],
    [{ name: 'ok', type: 'LONG', value: 1 }, 'parameters[1].name', /also the name of parameter 0/],
    [{ name: 'a', type: 'LONG', value: 9007199254740993 }, 'parameters[1].value', /beyond 2\^53 as a text/],
    [{ name: 'a', type: 'DATETIME', value: 'yesterday' }, 'parameters[1].value', /ISO 8601/],
    [{ name: 'a', type: 'GUID' }, 'parameters[1].value', /is missing; write null/],
  ])('a parameter that cannot be bound is refused: %j', async (parameter, field, message) => {
    const parameters = [{ name: 'ok', type: 'BOOL', value: true }, parameter];
    const { data, errors } = await gateway.attempt(VALIDATE, { query: 'print ok', parameters });
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ path: ['validateHunt'], extensions: { code: 'BAD_USER_INPUT', field } }]);
    expect(errors?.[0]?.message).toMatch(message);
    expect(errors?.[0]?.message.startsWith(`${field}: `)).toBe(true);
  });

  test('values are kept out of all that is said of them', async () => {
    const value = 'a secret word';
    const parameters = [{ name: 'a', type: 'DATETIME', value }];
    const { errors } = await gateway.attempt(VALIDATE, { query: 'print a', parameters });
    expect(JSON.stringify(errors)).not.toContain(value);
  });

  test('the documented tables are listed with their columns', async () => {
    interface Data {
      huntingTables: { name: string; columns: { name: string; type: string }[] }[];
    }
    const { data } = await gateway.attempt<Data>('{ huntingTables { name columns { name type } } }');
    const tables = data?.huntingTables ?? [];
    expect(tables).toHaveLength(14);
    expect(tables.map(({ name }) => name)).toEqual(tables.map(({ name }) => name).sort());
    expect(tables.find(({ name }) => name === 'AlertInfo')?.columns).toEqual([
      { name: 'Timestamp', type: 'datetime' },
      { name: 'AlertId', type: 'string' },
      { name: 'Title', type: 'string' },
      { name: 'Category', type: 'string' },
      { name: 'Severity', type: 'string' },
      { name: 'ServiceSource', type: 'string' },
      { name: 'DetectionSource', type: 'string' },
      { name: 'AttackTechniques', type: 'string' },
    ]);
  });
});
