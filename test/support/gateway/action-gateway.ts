import type { ServerOptions } from '../../../src/server.ts';
import { startActionApi, type ActionApi } from '../fakes/action-api.ts';
import { FAKE_TENANT } from './fake-gateway.ts';
import { startGateway, type Answer, type TestGateway } from './gateway.ts';

export const MACHINE = 'ab'.repeat(20);

export interface ActionPayload {
  outcome: string;
  machineAction: { machineActionId: string; type: string; status: string; requestorComment: string } | null;
}

export interface ActionGateway extends TestGateway {
  api: ActionApi;
  /** Asks for an isolation or its end as a caller; `data.change` is the payload. */
  ask(
    name: 'isolateMachine' | 'unisolateMachine',
    input?: object,
    as?: string,
  ): Promise<Answer<{ change: ActionPayload }>>;
  /** Changes of devices that arrived, as `<verb> <comment>`. */
  arrived(): string[];
}

/** The document that asks for an isolation or its end. */
export function actionDocument(name: string): string {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  return `mutation ($input: ${type}!) { change: ${name}(input: $input) { outcome machineAction { machineActionId type status requestorComment } } }`;
}

/** A gateway in front of an API that isolates devices as Defender was reported to; `shared` is the API of another one. */
export async function startActionGateway(
  variables: Readonly<Record<string, string>> = {},
  options: Partial<ServerOptions> = {},
  shared?: ActionApi,
): Promise<ActionGateway> {
  const api = shared ?? (await startActionApi());
  const pace = { sending: { pauses: [5, 10, 20] }, pollInterval: 30, ...options };
  const gateway = await startGateway(api.url, { ENTRA_TENANT_ID: FAKE_TENANT, ...variables }, {}, Date.now, pace);
  return {
    ...gateway,
    api,
    ask: (name, input = {}, as = 'an-analyst') =>
      gateway.send(as, actionDocument(name), { input: { machineId: MACHINE, comment: 'Alert 4711', ...input } }),
    arrived: () =>
      api.arrivals
        .filter(({ path }) => path.startsWith('/api/machines/'))
        .map(({ path, body }) => `${path.split('/').at(-1)} ${String(body.Comment)}`),
    close: async () => {
      await gateway.close();
      if (shared === undefined) await api.close();
    },
  };
}
