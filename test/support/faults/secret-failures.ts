import type { ServerResponse } from 'node:http';
import type { Reply } from '../fakes/fake-api.ts';

/** In every text that a caller or Defender may send and no one may repeat. */
export const CANARY = 'canary-of-contoso';

/** A link that opens a file to anyone who holds it, as Defender gives out for packages and results. */
const SAS_LINK = `https://contoso.blob.example/package.zip?sv=2024-11-04&sig=${CANARY}-sas`;

const failed = (status: number, headers: Record<string, string> = {}) => {
  return (_: unknown, response: ServerResponse): void => {
    const error = { code: 'Failed', message: `${SAS_LINK} ${CANARY}-comment` };
    response.writeHead(status, headers).end(JSON.stringify({ error }));
  };
};

const row = { id: 'alert-1', severity: 'Hgih', machineId: 'machine-1', comments: [{ comment: `${CANARY}-comment` }] };

/** Ids of investigations that fail, each in its own way. */
const FAILURES: Readonly<Record<string, Reply>> = {
  moved: failed(302, { location: SAS_LINK }),
  'bad-request': failed(400),
  unauthorized: failed(401, { 'www-authenticate': `Bearer realm="${CANARY}", error="invalid_token"` }),
  challenged: failed(401, { 'www-authenticate': `Bearer realm="${CANARY}", claims="eyJhIjoxfQ=="` }),
  forbidden: failed(403),
  missing: failed(404),
  broken: failed(500),
  'bad-gateway': (_, response) => void response.writeHead(502).end(`<html>${SAS_LINK}</html>`),
  unavailable: failed(503),
  'not-json': (_, response) => void response.writeHead(200).end(`${CANARY} ${SAS_LINK}`),
  truncated: (_, response) => {
    response.writeHead(200, { 'content-length': '999' }).write(SAS_LINK, () => response.socket?.destroy());
  },
  reset: (_, response) => void response.socket?.resetAndDestroy(),
};

/** A Defender API that succeeds and fails with secrets in everything it says. */
export const REPLIES: Readonly<Record<string, Reply>> = {
  ...Object.fromEntries(Object.entries(FAILURES).map(([id, reply]) => [`GET /api/investigations/${id}`, reply])),
  'GET /api/alerts': { value: [row], '@odata.nextLink': SAS_LINK },
  'GET /api/alerts/alert-1': row,
  // A number where a list belongs.
  'GET /api/machines/machine-1': { id: 'machine-1', machineTags: 5, computerDnsName: SAS_LINK },
  // On an operation of its own, all further calls of which are refused for as long.
  'GET /api/machineactions/throttled': failed(429, { 'retry-after': '70' }),
  'GET /api/machineactions': { value: [{ id: 'action-1', requestorComment: `${CANARY}-comment`, value: SAS_LINK }] },
  'POST /api/advancedqueries/run': (call, response) => {
    if (call.body.includes('Nowhere')) failed(400)(call, response);
    else response.writeHead(200).end(JSON.stringify({ Schema: [], Results: [{ Url: SAS_LINK }] }));
  },
};

type Document = [query: string, variables?: Record<string, unknown>];

/** Requests with secrets of the caller in them, of which some succeed; the hunt that fails comes last. */
export const DOCUMENTS: readonly Document[] = [
  ['{ alerts(first: 5) { nodes { severity comments { comment } } } }'],
  ['{ alert(id: "alert-1") { comments { comment } machine { machineTags } } }'],
  ['{ machineActions { nodes { requestorComment } } }'],
  ['{ viewer { name permissions } }', { unused: CANARY }],
  [`query Hunt { hunt(query: "DeviceInfo | where DeviceName == '${CANARY}-kql'") { rowCount } }`],
  ['query ($q: KQL!) { hunt(query: $q) { rows { nodes { values } } } }', { q: `DeviceInfo // ${CANARY}-kql` }],
  ['query ($w: AlertWhere) { alerts(where: $w) { nodes { id } } }', { w: { category: { eq: CANARY } } }],
  ['query ($w: AlertWhere) { alerts(where: $w) { nodes { id } } }', { w: { severity: { eq: CANARY } } }],
  ['query ($w: AlertWhere) { alerts(where: $w) { nodes { id } } }', { w: { title: CANARY } }],
  ['query ($a: String) { alerts(after: $a) { nodes { id } } }', { a: CANARY }],
  ['query ($i: ID!) { alert(id: $i) { title } }', { i: `../${CANARY}` }],
  [`{ # ${CANARY}\n alerts {`],
  ...Object.keys(FAILURES).map((id): Document => [`{ investigation(id: "${id}") { state } }`]),
  ['{ machineAction(id: "throttled") { status } }'],
  ['query ($q: KQL!) { hunt(query: $q) { rowCount } }', { q: `Nowhere | where Comment == '${CANARY}-kql'` }],
];
