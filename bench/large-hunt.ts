import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createInterface } from 'node:readline';
import { startFakeApi } from '../test/support/fakes/fake-api.ts';

const ROWS = 100_000;
const HEAP = 384;
const PAGES = 5;
const QUERY = `query ($after: String) { hunt(query: "DeviceProcessEvents") { rowCount rows(first: 1000, after: $after) {
  nodes { values } pageInfo { endCursor } } } }`;

export interface LargeHunt {
  rows: number;
  megabytes: number;
  /** Milliseconds until the first page was there, of which the vendor's answer takes most. */
  firstPage: number;
  /** Median of the further ones. */
  furtherPages: number;
  calls: number;
  /** Of the gateway's process: milliseconds, MB. */
  longestDelay: number;
  heap: number;
  heapLimit: number;
  resident: number;
}

/** One row of 12 columns; `padding` makes it as heavy as wanted. */
const rowText = (number: number, padding: string): string =>
  JSON.stringify({
    Timestamp: `2026-11-20T08:30:00.${String(number).padStart(7, '0')}Z`,
    DeviceId: (number % 500).toString(16).padStart(40, '0'),
    DeviceName: `desk-${number % 500}.contoso.example`,
    ActionType: 'ProcessCreated',
    FileName: 'powershell.exe',
    FolderPath: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
    SHA1: number.toString(16).padStart(40, 'a'),
    ProcessId: number,
    ProcessCommandLine: `powershell.exe -NoProfile -EncodedCommand "${padding}"`,
    AccountName: `user-${number % 90}`,
    ReportId: 9_007_199_254_740_000 + number,
    AdditionalFields: null,
  });

const COLUMNS = Object.keys(JSON.parse(rowText(0, '')) as object);
const LONGS = new Set(['ProcessId', 'ReportId']);

/** Sends the answer piece by piece, so that this process does not hold it either. */
async function sendHunt(response: ServerResponse, padding: string): Promise<number> {
  let bytes = 0;
  const send = async (text: string): Promise<void> => {
    bytes += Buffer.byteLength(text);
    if (!response.write(text)) await once(response, 'drain');
  };
  const schema = COLUMNS.map((Name) => ({ Name, Type: LONGS.has(Name) ? 'Int64' : 'String' }));
  response.writeHead(200, { 'content-type': 'application/json' });
  await send(`{"Schema":${JSON.stringify(schema)},"Results":[`);
  for (let row = 0; row < ROWS; row += 200) {
    const rows = Array.from({ length: 200 }, (_, index) => rowText(row + index, padding));
    await send(`${row === 0 ? '' : ','}${rows.join(',')}`);
  }
  await send(']}');
  response.end();
  return bytes;
}

/** The built gateway in a process of its own, in front of that API; run `npm run build` before. */
async function startBuilt(apiUrl: string) {
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${HEAP}`, '--import', './bench/loop-probe.mjs', 'dist/main.js'],
    { env: { PATH: process.env.PATH, DEFENDER_API_URL: apiUrl, PORT: '0' }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  for await (const line of createInterface({ input: child.stdout })) {
    const { address } = JSON.parse(line) as { address?: string };
    if (address !== undefined) return { child, address, told: () => errors };
  }
  throw new Error(`The gateway did not start: ${errors}`);
}

/** A hunt of 100,000 rows of 12 columns through a gateway with a heap of 384 MB; `weight` is what a row weighs more, in bytes. */
export async function largeHunt(weight = 0): Promise<LargeHunt> {
  const padding = 'x'.repeat(weight);
  let bytes = 0;
  const api = await startFakeApi({
    'POST /api/advancedqueries/run': async (_, response) => {
      bytes = await sendHunt(response, padding);
    },
  });
  const { child, address, told } = await startBuilt(api.url);
  const ask = async (query: string, after: string | null) => {
    const response = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer an-opaque-token' },
      body: JSON.stringify({ query, variables: { after } }),
    });
    const { data, errors } = (await response.json()) as {
      data: { hunt: { rowCount: number; rows: { nodes: object[]; pageInfo: { endCursor: string } } } } | null;
      errors?: unknown;
    };
    if (data === null) throw new Error(JSON.stringify(errors));
    return data.hunt;
  };
  try {
    // Loads the parser and connects.
    await ask('{ validateHunt(query: "print 1") { columns { name } } }', null).catch(() => undefined);
    child.kill('SIGUSR2');
    const times: number[] = [];
    let after: string | null = null;
    let rows = 0;
    for (let page = 0; page < PAGES; page++) {
      const started = performance.now();
      const hunt = await ask(QUERY, after);
      times.push(performance.now() - started);
      after = hunt.rows.pageInfo.endCursor;
      rows = hunt.rowCount;
      if (hunt.rows.nodes.length !== 1000) throw new Error('A page is not full.');
    }
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
    const figures = /loop-probe (\{.*\})/.exec(told())?.[1];
    if (figures === undefined) throw new Error(`The gateway told nothing: ${told()}`);
    const [firstPage = NaN, ...further] = times.map(Math.round);
    return {
      rows,
      megabytes: Math.round(bytes / 1024 / 1024),
      firstPage,
      furtherPages: further.sort((a, b) => a - b)[Math.floor(further.length / 2)] ?? NaN,
      calls: api.calls.length,
      ...(JSON.parse(figures) as Pick<LargeHunt, 'longestDelay' | 'heap' | 'heapLimit' | 'resident'>),
    };
  } finally {
    child.kill('SIGKILL');
    await api.close();
  }
}
