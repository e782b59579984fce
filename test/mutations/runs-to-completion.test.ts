import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { sharedFakeGateway } from '../support/gateway/shared-fake-gateway.ts';
import { until } from '../support/clocks/until.ts';

/** Each change with its input and where it arrives. */
const CHANGES = [
  ['updateAlert', 'UpdateAlertInput', { alertId: 'x1', status: 'NEW' }, 'PATCH /api/alerts/x1'],
  [
    'setDeviceValue',
    'SetDeviceValueInput',
    { machineId: 'x1', deviceValue: 'LOW' },
    'POST /api/machines/x1/setDeviceValue',
  ],
  ['deleteIndicator', 'DeleteIndicatorInput', { indicatorId: 'x1' }, 'DELETE /api/indicators/x1'],
  ['deleteLibraryFile', 'DeleteLibraryFileInput', { fileName: 'x1' }, 'DELETE /api/libraryfiles/x1'],
] as const;

const shared = sharedFakeGateway();
const { replies } = shared;

function post(mutation: string, type: string, input: object, signal: AbortSignal): Promise<Response> {
  const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { clientMutationId } }`;
  const headers = { 'content-type': 'application/json', authorization: 'Bearer an-opaque-token' };
  const body = JSON.stringify({ query, variables: { input } });
  return fetch(`${shared.gateway.url}/graphql`, { method: 'POST', headers, body, signal });
}

describe.each(CHANGES)('%s', (mutation, type, input, place) => {
  beforeEach(() => {
    shared.gateway.audit.splice(0);
    shared.gateway.api.calls.splice(0);
  });

  test('that was sent is followed to its end when the caller leaves, and its end is written down', async () => {
    let waiting: ServerResponse | undefined;
    replies[place] = (_, response) => void (waiting = response);
    const leaving = new AbortController();
    const answer = post(mutation, type, input, leaving.signal).catch((error: unknown) => error);
    await until('the change to arrive', () => waiting !== undefined);
    expect(shared.gateway.audit).toMatchObject([
      { phase: 'attempt', action: mutation, targets: ['x1'], outcome: null },
      { phase: 'sending', action: mutation, targets: ['x1'], outcome: null },
    ]);
    leaving.abort();
    await answer;
    const response = waiting as ServerResponse;
    // A call that is given up closes its connection at once; this one still stands after the gateway has heard of it.
    await post(
      'setDeviceValue',
      'SetDeviceValueInput',
      { machineId: '', deviceValue: 'LOW' },
      AbortSignal.timeout(100_000),
    );
    expect(response.destroyed).toBe(false);
    response.writeHead(200).end('{"id":"x1"}');
    await once(response, 'close');
    await until('the end to be written down', () => shared.gateway.audit.length === 3);
    expect(shared.gateway.audit[2]).toMatchObject({
      phase: 'outcome',
      action: mutation,
      outcome: /delete/.test(mutation) ? 'DELETED' : 'UPDATED',
    });
    expect(shared.gateway.audit[2]?.attemptId).toBe(shared.gateway.audit[0]?.attemptId);
  });

  test('whose connection breaks is not sent again', async () => {
    replies[place] = (_, response) => void response.destroy();
    const answer = await post(mutation, type, input, AbortSignal.timeout(100_000));
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }] });
    expect(shared.gateway.api.calls).toHaveLength(1);
    expect(shared.gateway.audit).toMatchObject([
      { phase: 'attempt' },
      { phase: 'sending' },
      { phase: 'outcome', outcome: 'UPSTREAM_UNAVAILABLE', sent: null },
    ]);
  });
});
