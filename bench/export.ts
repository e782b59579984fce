import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { request } from 'undici';
import { startSandbox, type Sandbox } from '../src/sandbox/sandbox.ts';

/** Of twenty settings each: 200,000 rows. */
const MACHINES = 10_000;
const ROWS = MACHINES * 20;
const MEGABYTE = 1024 * 1024;

export interface ExportFigures {
  rows: number;
  megabytes: number;
  /** Milliseconds to the first line, and of the whole. */
  firstLine: number;
  milliseconds: number;
  /** Of the gateway's process, in MB, by the most of what was seen every 50 ms. */
  idle: number;
  most: number;
  /** Rows that are missing or came twice after a break in the middle. */
  lostOrRepeated: number;
}

interface GatewayProcess {
  url: string;
  resident: () => Promise<number>;
  stop: () => Promise<void>;
}

const PROBE = `process.on('message', () => process.send({ resident: process.memoryUsage.rss() }));
process.on('disconnect', () => process.exit());`;

/** The built gateway as a process of its own, whose memory is asked for over its channel. */
async function startGateway(apiUrl: string): Promise<GatewayProcess> {
  const probe = `data:text/javascript,${encodeURIComponent(PROBE)}`;
  const child = spawn(process.execPath, ['--import', probe, 'dist/main.js'], {
    env: { PATH: process.env['PATH'], PORT: '0', DEFENDER_API_URL: apiUrl, XDR_API_URL: apiUrl },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const url = await new Promise<string>((resolve) =>
    lines.on('line', (line) => {
      const { address } = JSON.parse(line) as { address?: string };
      if (address !== undefined) resolve(address);
    }),
  );
  return {
    url,
    resident: async () => {
      child.send('memory');
      const [{ resident }] = (await once(child, 'message')) as [{ resident: number }];
      return resident / MEGABYTE;
    },
    stop: async () => {
      child.kill();
      await once(child, 'exit');
    },
  };
}

/** Reads an export, and ends it after so many lines: what came, and when the first line did. */
async function read(url: string, token: string, stopAfter = Infinity) {
  const started = performance.now();
  const { body, statusCode } = await request(url, { headers: { authorization: `Bearer ${token}` } });
  if (statusCode !== 200) throw new Error(`The export answered ${statusCode}.`);
  const keys: string[] = [];
  let [bytes, firstLine, cursor, rest, kept] = [0, 0, '', '', 0];
  for await (const chunk of body) {
    bytes += (chunk as Buffer).length;
    firstLine ||= performance.now() - started;
    const lines = (rest + (chunk as Buffer).toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const row = JSON.parse(line) as Record<string, string>;
      if (row['@cursor'] !== undefined) [cursor, kept] = [row['@cursor'], keys.length];
      else if (row['deviceId'] !== undefined) keys.push(`${row['deviceId']} ${row['configurationId']}`);
    }
    if (keys.length >= stopAfter) break;
  }
  return { keys, bytes, firstLine, cursor, kept, milliseconds: performance.now() - started };
}

async function measureExport(sandbox: Sandbox, gateway: GatewayProcess, query: string): Promise<ExportFigures> {
  // Of an application of its own for each reading: 200,000 rows are more than the calls of a minute.
  let applications = 0;
  const token = (): Promise<string> => sandbox.mintToken('reader', { appid: `application-${(applications += 1)}` });
  const url = `${gateway.url}/export/secure-configuration.jsonl?cursors=true${query}`;
  await read(`${gateway.url}/export/certificates.jsonl?cursors=true${query}`, await token(), 100);
  const idle = await gateway.resident();
  let most = 0;
  const watch = setInterval(() => void gateway.resident().then((now) => (most = Math.max(most, now))), 50);
  const whole = await read(url, await token());
  clearInterval(watch);
  const broken = await read(url, await token(), ROWS / 2);
  const rest = await read(`${url}&after=${encodeURIComponent(broken.cursor)}`, await token());
  const joined = [...broken.keys.slice(0, broken.kept), ...rest.keys];
  const lostOrRepeated = ROWS - new Set(joined).size + (joined.length - new Set(joined).size);
  return {
    rows: whole.keys.length,
    megabytes: Math.round(whole.bytes / MEGABYTE),
    firstLine: Math.round(whole.firstLine),
    milliseconds: Math.round(whole.milliseconds),
    idle: Math.round(idle),
    most: Math.round(most),
    lostOrRepeated,
  };
}

/** An export of 200,000 rows by pages and by files: the lines to print. */
export async function exportBench(): Promise<string> {
  const sandbox = await startSandbox({ machines: MACHINES, alerts: 10, quirks: { limits: false } });
  const lines: string[] = [];
  for (const [way, query] of [
    ['pages', ''],
    ['files', '&via=files'],
  ] as const) {
    const gateway = await startGateway(sandbox.url);
    try {
      const figures = await measureExport(sandbox, gateway, query);
      const { rows, megabytes, firstLine, milliseconds, idle, most, lostOrRepeated } = figures;
      lines.push(
        `export by ${way}: ${rows} rows, ${megabytes} MB in ${milliseconds} ms, first line after ${firstLine} ms, ` +
          `${most - idle} MB above idle (${idle} MB), ${lostOrRepeated} rows lost or repeated after a break`,
      );
    } finally {
      await gateway.stop();
    }
  }
  await sandbox.close();
  return lines.join('\n');
}
