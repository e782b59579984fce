import { globalId } from '../../src/graphql/node/node.ts';
import { FAKE_TENANT } from '../support/gateway/fake-gateway.ts';
import { sharedFakeGateway } from '../support/gateway/shared-fake-gateway.ts';

const ELSEWHERE = 'https://collector.fabrikam.example/api/indicators?$skip=1';

const shared = sharedFakeGateway();
const { replies } = shared;

describe('an indicator by id', () => {
  const ask = (key: string) =>
    shared.gateway.attempt<{ node: object | null }>(
      'query ($id: ID!) { node(id: $id) { ... on Indicator { indicatorId } } }',
      {
        id: globalId('Indicator', FAKE_TENANT, key),
      },
    );

  test('is null where the whole list does not hold it', async () => {
    replies['GET /api/indicators'] = { value: [{ id: '1' }] };
    const { data, errors } = await ask('2');
    expect([data, errors]).toEqual([{ node: null }, undefined]);
  });

  test('is found on what was read of a list, and an error where it may be on the rest', async () => {
    replies['GET /api/indicators'] = { value: [{ id: '1' }], '@odata.nextLink': ELSEWHERE };
    expect((await ask('1')).data).toEqual({ node: { indicatorId: '1' } });
    const { data, errors } = await ask('2');
    expect(data).toEqual({ node: null });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['UPSTREAM_ERROR']);
  });
});

describe('a list that belongs to one device', () => {
  const LISTS: [string, string][] = [
    ['alerts', 'alerts'],
    ['logonUsers', 'logonusers'],
    ['software', 'software'],
    ['vulnerabilities', 'vulnerabilities'],
    ['recommendations', 'recommendations'],
    ['missingKbs', 'getmissingkbs'],
  ];
  const ask = (field: string) =>
    shared.gateway.attempt<object>(
      `{ machine(id: "m-1") { machineId ${field} { nodes { __typename } completeness { complete reason } } } }`,
    );
  beforeEach(() => {
    replies['GET /api/machines/m-1'] = { id: 'm-1' };
  });

  test.each(LISTS)('says that it may go on where %s comes with a next link', async (field, segment) => {
    replies[`GET /api/machines/m-1/${segment}`] = { value: [{ id: '1' }], '@odata.nextLink': ELSEWHERE };
    const { data } = await ask(field);
    expect(data).toMatchObject({
      machine: { [field]: { completeness: { complete: false, reason: 'NEXT_LINK_NOT_FOLLOWED' } } },
    });
  });

  test.each(LISTS)('is an error, not empty, where %s comes as something else', async (field, segment) => {
    replies[`GET /api/machines/m-1/${segment}`] = { values: [] };
    const { data, errors } = await ask(field);
    expect(data).toEqual({ machine: { machineId: 'm-1', [field]: null } });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['UPSTREAM_ERROR']);
  });
});

describe('a list that belongs to one alert', () => {
  test.each(['files', 'ips', 'domains'])(
    'has no place to say that it may go on, so %s is an error then',
    async (field) => {
      replies['GET /api/alerts/a-1'] = { id: 'a-1' };
      replies[`GET /api/alerts/a-1/${field}`] = { value: [{}], '@odata.nextLink': ELSEWHERE };
      const { data, errors } = await shared.gateway.attempt<object>(
        `{ alert(id: "a-1") { alertId ${field} { __typename } } }`,
      );
      expect(data).toEqual({ alert: { alertId: 'a-1', [field]: null } });
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['UPSTREAM_ERROR']);
    },
  );
});
