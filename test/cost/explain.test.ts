import type { UpstreamRequest } from '../../src/rest/client/request-log.ts';
import { tokenOf } from '../support/gateway/tokens.ts';
import { FAKE_TENANT } from '../support/gateway/fake-gateway.ts';
import { sharedFakeGateway } from '../support/gateway/shared-fake-gateway.ts';

interface Explained {
  calls: number;
  cacheHits: number;
  requests: UpstreamRequest[];
  requestsOmitted: number;
}

const MILLISECONDS = expect.any(Number) as number;
const shared = sharedFakeGateway({ EXPLAIN: 'true', MAX_UPSTREAM_CALLS: '300' });
let tokens = 0;
const newToken = (): string => tokenOf({ tid: FAKE_TENANT, jti: `explain-${(tokens += 1)}`, oid: 'one-person' });

async function explain(query: string, variables = {}, token = newToken()): Promise<Explained> {
  const { extensions } = await shared.gateway.attempt(query, variables, token);
  return extensions.upstream as unknown as Explained;
}

const ALERTS =
  '{ alerts(first: 2, where: { severity: { eq: HIGH } }) { nodes { title machine { computerDnsName } } } }';
const machine = { id: 'a'.repeat(40), computerDnsName: 'desk-1' };
const alert = { id: 'da1', title: 'A title', machineId: machine.id };

describe('the upstream calls of an answer', () => {
  test('are told in the order of their sending, by path and query, with status and milliseconds', async () => {
    shared.replies['GET /api/alerts'] = { value: [alert] };
    shared.replies[`GET /api/machines/${machine.id}`] = machine;
    const { requests, requestsOmitted, calls } = await explain(ALERTS);
    expect({ requestsOmitted, calls }).toEqual({ requestsOmitted: 0, calls: 2 });
    expect(requests).toEqual([
      {
        method: 'GET',
        url: expect.stringMatching(/^\/api\/alerts\?/) as string,
        status: 200,
        durationMs: MILLISECONDS,
      },
      { method: 'GET', url: `/api/machines/${machine.id}`, status: 200, durationMs: MILLISECONDS },
    ]);
    expect(decodeURIComponent(requests[0]?.url ?? '')).toContain("$filter=severity eq 'High'");
  });

  test('are each attempt, without a status where no answer came', async () => {
    shared.replies['GET /api/alerts/da1'] = (_, response) => void response.socket?.resetAndDestroy();
    const { requests, calls } = await explain('{ alert(id: "da1") { title } }');
    expect(requests).toHaveLength(calls);
    expect(requests[0]).toEqual({
      method: 'GET',
      url: '/api/alerts/da1',
      status: null,
      durationMs: MILLISECONDS,
    });
  });

  test('hold neither a token, nor a body with its bound parameters, nor a handle of the vendor’s', async () => {
    const hidden = 'a-name-that-is-nobodys-business';
    shared.replies['POST /api/advancedqueries/run'] = { Schema: [], Results: [] };
    const query =
      'query ($value: JSON!) { hunt(query: "DeviceInfo | where DeviceName == name", parameters: [{ name: "name", type: STRING, value: $value }]) { rows(first: 1) { nodes { values } } } }';
    const token = newToken();
    const { data, extensions, errors } = await shared.gateway.attempt(query, { value: hidden }, token);
    expect(errors).toBeUndefined();
    expect(data).not.toBeNull();
    const { requests } = extensions.upstream as unknown as Explained;
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /api/advancedqueries/run']);
    const text = JSON.stringify(extensions);
    for (const secret of [hidden, token, 'DeviceName', shared.gateway.api.url]) expect(text).not.toContain(secret);
  });

  test('are none for an answer that was cached', async () => {
    shared.replies['GET /api/alerts/da1'] = alert;
    const token = newToken();
    await explain('{ alert(id: "da1") { title } }', {}, token);
    const again = { calls: 0, cacheHits: 1, requests: [], requestsOmitted: 0 };
    expect(await explain('{ alert(id: "da1") { title status } }', {}, token)).toMatchObject(again);
    expect(await explain('{ alert(id: "da1") { title status } }', {}, token)).toMatchObject(again);
  });

  test('are those of no other caller, at the same time and of the same objects', async () => {
    shared.replies['GET /api/alerts/da1'] = alert;
    shared.replies['GET /api/alerts/da2'] = { ...alert, id: 'da2' };
    const both = ['da1', 'da2', 'da1', 'da2'].map(async (id) => {
      const { requests } = await explain('query ($id: ID!) { alert(id: $id) { title } }', { id });
      expect(requests.map(({ url }) => url)).toEqual([`/api/alerts/${id}`]);
    });
    await Promise.all(both);
  });

  test('are a hundred at the most, with the number of the others', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `da${index + 100}`);
    shared.replies['GET /api/alerts'] = { value: ids.map((id) => ({ ...alert, id })) };
    for (const id of ids) {
      shared.replies[`GET /api/alerts/${id}/files`] = { value: [] };
      shared.replies[`GET /api/alerts/${id}/ips`] = { value: [] };
    }
    const { requests, requestsOmitted, calls } = await explain(
      '{ alerts(first: 60) { nodes { files { sha1 } ips { id } } } }',
    );
    expect([requests.length, requestsOmitted, calls]).toEqual([100, 21, 121]);
  });

  test('are not in the log', () => {
    expect(JSON.stringify(shared.gateway.logs)).not.toContain('requestsOmitted');
  });
});
