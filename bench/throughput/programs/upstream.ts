import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { AlertPages, huntAnswer, machineActionRow, machineRow, USER_ROW } from './rows.ts';

// A Defender whose answers are all prepared, so that it takes little of the time that is measured.
const delay = Number(process.env.DELAY_MS ?? 0);
const alerts = new AlertPages();
const hunt = Buffer.from(JSON.stringify(huntAnswer()));
const user = Buffer.from(JSON.stringify(USER_ROW));

const PLACEHOLDER = 'f'.repeat(40);
const templateOf = (row: (id: string) => object): string[] => JSON.stringify(row(PLACEHOLDER)).split(PLACEHOLDER);
const machine = templateOf(machineRow);
// Its own id begins like its device's.
const machineAction = JSON.stringify(machineActionRow(PLACEHOLDER));

const OPENING = '{"@odata.context":"https://api.security.microsoft.com/api/$metadata","@odata.count":';

function send(response: ServerResponse, parts: readonly (string | Buffer)[]): void {
  const sending = (): void => {
    const length = parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': length });
    for (const part of parts) response.write(part);
    response.end();
  };
  if (delay > 0) setTimeout(sending, delay);
  else sending();
}

const sendList = (response: ServerResponse, count: number, rows: string | Buffer): void =>
  send(response, [`${OPENING}${count},"value":[`, rows, ']}']);

function sendAlerts(response: ServerResponse, query: URLSearchParams): void {
  const filter = query.get('$filter') ?? '';
  const list = Number(/incidentId eq (\d+)/.exec(filter)?.[1] ?? 0);
  // The digits behind the millisecond are cut off.
  const bound = /alertCreationTime le ([\dT:.-]{23})/.exec(filter)?.[1];
  const notAfter = bound === undefined ? null : Date.parse(`${bound}Z`);
  const { rows, count } = alerts.page(list, notAfter, Number(query.get('$skip') ?? 0), Number(query.get('$top') ?? 10));
  sendList(response, count, rows);
}

function idsIn(query: URLSearchParams): string[] {
  return Array.from((query.get('$filter') ?? '').matchAll(/'([0-9a-f]{40})'/g), ([, id = '']) => id);
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const [path = '', text] = (request.url ?? '').split('?');
  const query = new URLSearchParams(text);
  const [, , kind, id = '', relation] = path.split('/');
  if (kind === 'alerts' && relation === 'user') send(response, [user]);
  else if (kind === 'alerts' && id !== '') send(response, [alerts.single(Number(id.split('_')[1]))]);
  else if (kind === 'alerts') sendAlerts(response, query);
  else if (kind === 'machines' && id !== '') send(response, [machine.join(id)]);
  else if (kind === 'machines') {
    const ids = idsIn(query);
    sendList(response, ids.length, ids.map((each) => machine.join(each)).join(','));
  } else if (kind === 'machineactions') {
    const ids = idsIn(query);
    const rows = ids.map((each) =>
      machineAction.replaceAll(PLACEHOLDER, each).replace(PLACEHOLDER.slice(0, 8), each.slice(0, 8)),
    );
    sendList(response, ids.length, rows.join(','));
  } else if (kind === 'advancedqueries') send(response, [hunt]);
  else response.writeHead(404).end('{}');
}

createServer((request, response) => {
  if (request.method === 'GET') answer(request, response);
  // A body that is left unread would end the connection.
  else request.resume().once('end', () => answer(request, response));
}).listen(0, '127.0.0.1');
