import { globalId } from '../../src/graphql/node/node.ts';
import type { Reply } from '../support/fakes/fake-api.ts';
import { FAKE_TENANT, withFakeGateway } from '../support/gateway/fake-gateway.ts';

const CANARY = 'canary-of-contoso';

const alert = (fields: object) => ({ 'GET /api/alerts/a-1': { id: 'a-1', ...fields } });
const machine = (fields: object) => ({ 'GET /api/machines/m-1': { id: 'm-1', ...fields } });
const rows = (path: string, ...value: object[]) => ({ [`GET ${path}`]: { value } });

interface Case {
  name: string;
  replies: Record<string, Reply>;
  query: string;
  data: unknown;
  /** Which operation, which field, and which elements of it. */
  blamed: [string, string, string?];
}

const one = (selection: string) => `{ alert(id: "a-1") { ${selection} } }`;
const device = (selection: string) => `{ machine(id: "m-1") { ${selection} } }`;

const cases: Case[] = [
  {
    name: 'an object where text belongs',
    replies: alert({ title: { text: CANARY } }),
    query: one('alertId title'),
    data: { alert: { alertId: 'a-1', title: null } },
    blamed: ['getAlert', 'Alert.title'],
  },
  {
    name: 'a list where text belongs',
    replies: alert({ title: [CANARY] }),
    query: one('title'),
    data: { alert: { title: null } },
    blamed: ['getAlert', 'Alert.title'],
  },
  {
    name: 'text where a number belongs',
    replies: alert({ incidentId: CANARY }),
    query: one('alertId incidentId'),
    data: { alert: { alertId: 'a-1', incidentId: null } },
    blamed: ['getAlert', 'Alert.incidentId'],
  },
  {
    name: 'an object where a date belongs, that cannot become text',
    replies: alert({ lastUpdateTime: { toString: CANARY } }),
    query: one('alertId lastUpdateTime'),
    data: { alert: { alertId: 'a-1', lastUpdateTime: null } },
    blamed: ['getAlert', 'Alert.lastUpdateTime'],
  },
  {
    name: 'an object where a list belongs',
    replies: alert({ comments: { comment: CANARY } }),
    query: one('alertId comments { comment }'),
    data: { alert: { alertId: 'a-1', comments: null } },
    blamed: ['getAlert', 'Alert.comments'],
  },
  {
    name: 'a null in a list that has none',
    replies: alert({ mitreTechniques: ['T1059', null] }),
    query: one('alertId mitreTechniques'),
    data: { alert: { alertId: 'a-1', mitreTechniques: ['T1059'] } },
    blamed: ['getAlert', 'Alert.mitreTechniques', ' at index 1'],
  },
  {
    name: 'an object in a list of text',
    replies: machine({ machineTags: ['Fabrikam', { a: CANARY }] }),
    query: device('machineId machineTags'),
    data: { machine: { machineId: 'm-1', machineTags: ['Fabrikam'] } },
    blamed: ['getMachine', 'Machine.machineTags', ' at index 1'],
  },
  {
    name: 'text where a list of objects belongs',
    replies: machine({ ipAddresses: CANARY }),
    query: device('machineId ipAddresses { ipAddress }'),
    data: { machine: { machineId: 'm-1', ipAddresses: null } },
    blamed: ['getMachine', 'Machine.ipAddresses'],
  },
  {
    name: 'an odd value in a page, which costs its own row that field',
    replies: rows('/api/alerts', { id: 'a-1', title: { a: CANARY } }, { id: 'a-2', title: 'Fabrikam' }),
    query: '{ alerts { nodes { alertId title } } }',
    data: {
      alerts: {
        nodes: [
          { alertId: 'a-1', title: null },
          { alertId: 'a-2', title: 'Fabrikam' },
        ],
      },
    },
    blamed: ['listAlerts', 'Alert.title'],
  },
  {
    name: 'the id of a relation that is a number, which costs no other row its relation',
    replies: {
      ...rows('/api/alerts', { id: 'a-1', machineId: 5 }, { id: 'a-2', machineId: 'm-1' }),
      ...machine({ computerDnsName: 'pc.fabrikam.example' }),
    },
    query: '{ alerts { nodes { machine { computerDnsName } } } }',
    data: { alerts: { nodes: [{ machine: null }, { machine: { computerDnsName: 'pc.fabrikam.example' } }] } },
    blamed: ['listAlerts', 'Alert.machineId'],
  },
  {
    name: 'the id of a relation that is an object',
    replies: rows('/api/alerts', { id: 'a-1', investigationId: { a: CANARY } }),
    query: '{ alerts { nodes { investigation { state } } } }',
    data: { alerts: { nodes: [{ investigation: null }] } },
    blamed: ['listAlerts', 'Alert.investigationId'],
  },
  {
    name: 'text where an object belongs',
    replies: alert({ relatedUser: CANARY }),
    query: one('alertId relatedUser { userName }'),
    data: { alert: { alertId: 'a-1', relatedUser: null } },
    blamed: ['getAlert', 'Alert.relatedUser'],
  },
  {
    name: 'a list where an object belongs',
    replies: alert({ relatedUser: [{ userName: CANARY }] }),
    query: one('alertId relatedUser { userName }'),
    data: { alert: { alertId: 'a-1', relatedUser: null } },
    blamed: ['getAlert', 'Alert.relatedUser'],
  },
  {
    name: 'a list where a date belongs',
    replies: alert({ lastUpdateTime: [CANARY] }),
    query: one('alertId lastUpdateTime'),
    data: { alert: { alertId: 'a-1', lastUpdateTime: null } },
    blamed: ['getAlert', 'Alert.lastUpdateTime'],
  },
  {
    name: 'elements of a list of objects that are none',
    replies: alert({ comments: [null, CANARY, { comment: 'seen' }, [], 5, true, {}] }),
    query: one('alertId comments { comment }'),
    data: { alert: { alertId: 'a-1', comments: [{ comment: 'seen' }, { comment: null }] } },
    blamed: ['getAlert', 'Alert.comments', ' at indexes 0, 1, 3, 4, 5'],
  },
  {
    name: 'an odd value of a relation, which is the relation’s operation’s',
    replies: { ...rows('/api/alerts', { id: 'a-1', machineId: 'm-1' }), ...machine({ osPlatform: [CANARY] }) },
    query: '{ alerts { nodes { machine { osPlatform } } } }',
    data: { alerts: { nodes: [{ machine: { osPlatform: null } }] } },
    blamed: ['getMachine', 'Machine.osPlatform'],
  },
  {
    name: 'an odd value in a list of a machine',
    replies: { ...machine({}), ...rows('/api/machines/m-1/software', { id: 's-1', weaknesses: CANARY }) },
    query: device('software { nodes { weaknesses } }'),
    data: { machine: { software: { nodes: [{ weaknesses: null }] } } },
    blamed: ['listMachineSoftware', 'Software.weaknesses'],
  },
];

describe('a value of an unexpected shape', () => {
  test.each(cases.map((each) => [each.name, each] as const))(
    'is Defender’s fault and named, but not shown: %s',
    async (_, { replies, query, data, blamed: [operation, field, place = ''] }) => {
      await withFakeGateway(replies, async (gateway) => {
        const answer = await gateway.attempt<unknown>(query);
        expect(answer.status).toBe(200);
        expect(answer.data).toEqual(data);
        const message = `Defender answered ${operation} with an unexpected shape of ${field}${place}.`;
        expect(answer.errors).toMatchObject([{ message, extensions: { code: 'UPSTREAM_ERROR' } }]);
        expect(Object.keys(answer.errors?.[0]?.extensions ?? {})).toEqual(['code']);
        expect(JSON.stringify(answer)).not.toContain(CANARY);
        expect(gateway.logs.filter(({ level }) => level === 50)).toEqual([]);
        const warnings = gateway.logs.filter(({ level }) => level === 40);
        expect(warnings).toMatchObject([{ code: 'UPSTREAM_ERROR', operation, field }]);
        expect(JSON.stringify(gateway.logs)).not.toContain(CANARY);
      });
    },
  );

  test('of an object by its global id is blamed on the operation of its type', async () => {
    await withFakeGateway(machine({ osPlatform: { a: CANARY } }), async (gateway) => {
      const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Machine { osPlatform } } }';
      const ids = ['nonsense', globalId('Machine', FAKE_TENANT, 'm-1')];
      const { errors } = await gateway.attempt(query, { ids });
      expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
        [['nodes', 0], 'BAD_USER_INPUT'],
        [['nodes', 1, 'osPlatform'], 'UPSTREAM_ERROR'],
      ]);
      expect(errors?.[1]?.message).toContain('answered getMachine');
    });
  });

  test('is logged once for a page of them', async () => {
    const odd = Array.from({ length: 40 }, (_, index) => ({ id: `a-${index}`, title: { a: CANARY } }));
    await withFakeGateway(rows('/api/alerts', ...odd), async (gateway) => {
      const { errors } = await gateway.attempt('{ alerts { nodes { title } } }');
      expect(errors).toHaveLength(40);
      expect(gateway.logs.filter(({ level }) => level === 40)).toHaveLength(1);
    });
  });
});
