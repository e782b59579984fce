import type { ServerResponse } from 'node:http';
import { jest } from '@jest/globals';
import type { ApiCall } from '../support/fakes/fake-api.ts';
import { EventLoopTurns } from '../../src/concurrency/event-loop-turns.ts';
import { TimeSlices } from '../../src/concurrency/time-slices.ts';
import { withFakeGateway } from '../support/gateway/fake-gateway.ts';

const ALERTS = 60;
const idOf = (index: number): string => index.toString(16).padStart(40, '0');

/** A clock on which every look takes a millisecond. */
function slowClock(): void {
  const now = performance.now.bind(performance);
  let looks = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => now() + (looks += 1));
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe('an answer that is made in several turns of the event loop', () => {
  const alerts = Array.from({ length: ALERTS }, (_, index) => ({ id: `alert-${index}`, machineId: idOf(index) }));
  const replies = {
    'GET /api/alerts': (_: ApiCall, response: ServerResponse) =>
      void response.end(JSON.stringify({ '@odata.count': ALERTS, value: alerts })),
    'GET /api/machines': (_: ApiCall, response: ServerResponse) =>
      void response.end(JSON.stringify({ value: alerts.map(({ machineId: id }) => ({ id, computerDnsName: id })) })),
  };

  test('asks for the devices of all its rows in one call, and has every row in its place', async () => {
    await withFakeGateway(replies, async (gateway) => {
      const waits = jest.spyOn(EventLoopTurns.prototype, 'next');
      slowClock();
      const { data } = await gateway.run<{ alerts: { nodes: { machine: { computerDnsName: string } }[] } }>(
        `{ alerts(first: ${ALERTS}) { nodes { alertId machine { computerDnsName } } } }`,
      );
      expect(waits.mock.calls.length).toBeGreaterThan(5);
      expect(data.alerts.nodes).toEqual(
        alerts.map(({ id, machineId }) => ({ alertId: id, machine: { computerDnsName: machineId } })),
      );
      expect(gateway.api.calls.map(({ path }) => path)).toEqual(['/api/alerts', '/api/machines']);
    });
  });
});

describe('time slices', () => {
  test('are over when the turn is, whoever used its time', async () => {
    const turns = new EventLoopTurns();
    const sliceOf = (maxMilliseconds: number) =>
      new TimeSlices({ turns, maxMilliseconds, onWait: () => () => undefined });
    const [short, long] = [sliceOf(3), sliceOf(1_000_000)];
    slowClock();
    while (!short.isOver()) expect(long.isOver()).toBe(false);
    expect(sliceOf(3).isOver()).toBe(true);
    await short.next();
    expect(short.isOver()).toBe(false);
  });

  test('count as work in progress while they are waited for', async () => {
    let inProgress = 0;
    const onWait = () => {
      inProgress += 1;
      return () => void (inProgress -= 1);
    };
    const slices = new TimeSlices({ turns: new EventLoopTurns(), onWait });
    const next = slices.next();
    expect(inProgress).toBe(1);
    await next;
    expect(inProgress).toBe(0);
  });
});
