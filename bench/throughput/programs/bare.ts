import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  UpstreamClient,
  type ActionRow,
  type AlertRow,
  type HuntAnswer,
  type MachineRow,
  type UserRow,
} from './upstream-client.ts';

// What someone would write by hand in the place of a gateway for the very queries that are measured.
const upstream = new UpstreamClient();

type Authorization = string | undefined;

const pickAlert = (row: AlertRow): object => ({
  alertId: row.id,
  title: row.title,
  severity: row.severity,
  status: row.status,
  category: row.category,
  alertCreationTime: row.alertCreationTime,
  computerDnsName: row.computerDnsName,
  machineId: row.machineId,
});

const pickMachine = ({ id, computerDnsName, osPlatform, riskScore, lastSeen }: MachineRow): object => ({
  machineId: id,
  computerDnsName,
  osPlatform,
  riskScore,
  lastSeen,
});

const pickAction = ({ id, type, status }: ActionRow): object => ({ machineActionId: id, type, status });
const pickUser = ({ id, accountName, accountDomain }: UserRow): object => ({ userId: id, accountName, accountDomain });

async function alertsOf(authorization: Authorization, query: URLSearchParams): Promise<object> {
  const rows = await upstream.list<AlertRow>(authorization, '/api/alerts', {
    $top: query.get('top') ?? '',
    $skip: query.get('skip') ?? '0',
    $filter: `incidentId eq ${query.get('incident')}`,
  });
  const wanted = query.get('with') ?? '';
  if (wanted === '') return { alerts: { nodes: rows.map(pickAlert) } };
  const ids = [...new Set(rows.map(({ machineId }) => machineId))];
  const all = wanted === 'all';
  const userOf = (id: string) => upstream.call<UserRow>(authorization, `/api/alerts/${id}/user`);
  const [machines, actions, users] = await Promise.all([
    upstream.listIn<MachineRow>(authorization, '/api/machines', 'id', ids),
    all ? upstream.listIn<ActionRow>(authorization, '/api/machineactions', 'machineId', ids) : [],
    all ? Promise.all(rows.map(({ id }) => userOf(id))) : [],
  ]);
  const actionsOf = new Map<string, object[]>(ids.map((id) => [id, []]));
  for (const action of actions) actionsOf.get(action.machineId)?.push(pickAction(action));
  const byId = new Map(
    machines.map((row) => {
      const own = all ? { actions: { nodes: actionsOf.get(row.id) ?? [] } } : {};
      return [row.id, { ...pickMachine(row), ...own }];
    }),
  );
  const nodes = rows.map((row, index) => {
    const user = users[index];
    const machine = byId.get(row.machineId) ?? null;
    return { ...pickAlert(row), machine, ...(user !== undefined && { user: pickUser(user) }) };
  });
  return { alerts: { nodes } };
}

async function bodyOf(request: IncomingMessage): Promise<object> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as object;
}

async function answer(request: IncomingMessage): Promise<object> {
  const { authorization } = request.headers;
  const [path = '', query] = (request.url ?? '').split('?');
  const [, kind, id = ''] = path.split('/');
  if (kind === 'machines') {
    return { machine: pickMachine(await upstream.call<MachineRow>(authorization, `/api/machines/${id}`)) };
  }
  if (kind === 'alerts' && request.method === 'PATCH') {
    const changes = await bodyOf(request);
    const row = await upstream.call<AlertRow>(authorization, `/api/alerts/${id}`, 'PATCH', changes);
    return { updateAlert: { alert: pickAlert(row) } };
  }
  if (kind === 'hunts') {
    const hunt = await bodyOf(request);
    const { Results } = await upstream.call<HuntAnswer>(authorization, '/api/advancedqueries/run', 'POST', hunt);
    const nodes = Results.slice(0, 1000).map((values) => ({ values }));
    return { hunt: { rowCount: Results.length, rows: { nodes } } };
  }
  return alertsOf(authorization, new URLSearchParams(query));
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': text.length }).end(text);
}

createServer((request, response) => {
  answer(request).then(
    (body) => send(response, 200, body),
    (error: unknown) => send(response, 502, { error: String(error) }),
  );
}).listen(0, '127.0.0.1');
