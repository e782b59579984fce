import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

/** One exchange that is to go wrong. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  /** What a server that works would answer. */
  body: unknown;
  /** Address of a listener that no one has a reason to call. */
  elsewhere: string;
  /** To be told of every byte of a body that is poured out. */
  poured: (bytes: number) => void;
}

type Fault = (exchange: Exchange) => void;

const DELAY_MS = 150;
const TOO_LONG_MS = 60_000;
const FLOOD_BYTES = 200 * 1024 * 1024;
const DRIP_MS = 20;
const CHUNK = Buffer.alloc(64 * 1024, 'x');

const VENDOR_FAULT = JSON.stringify({
  error: { code: 'SomeFault', message: 'Tenant Fabrikam, node 7', target: 't-7' },
});

/** The text of an answer; before a number blanks, so that a part of it is no number. */
function textOf(body: unknown): string {
  const text = JSON.stringify(body);
  return typeof body === 'number' ? text.padStart(8) : text;
}

/** An answer to a question that no one asked. */
const STRAY_ANSWER = '{"value":[]}';

function answering(status: number, headers: Record<string, string> = {}, text = VENDOR_FAULT): Fault {
  return ({ response }) => void response.writeHead(status, headers).end(text);
}

function later(milliseconds: number): Fault {
  return ({ response, body }) => {
    const timer = setTimeout(() => response.writeHead(200).end(textOf(body)), milliseconds);
    response.once('close', () => clearTimeout(timer));
  };
}

/** Pours a body out as fast as it is taken, 200 MB and no more. */
const flood: Fault = ({ response, poured }) => {
  let rest = FLOOD_BYTES;
  const pour = (): void => {
    while (rest > 0 && !response.destroyed) {
      rest -= CHUNK.length;
      poured(CHUNK.length);
      if (!response.write(CHUNK)) break;
    }
    if (rest <= 0) response.end();
    else response.once('drain', pour);
  };
  pour();
};

/** A good answer of which a byte comes now and then. */
const drip: Fault = ({ response, body }) => {
  const text = textOf(body);
  let sent = 0;
  response.writeHead(200, { 'content-length': String(text.length + TOO_LONG_MS) });
  const timer = setInterval(() => response.write(text[sent++] ?? ' '), DRIP_MS);
  response.once('close', () => clearInterval(timer));
};

/** Half of a good answer under a length that is not its own, and the connection as `after` leaves it. */
function ofLength(length: (whole: number) => number, after: (response: ServerResponse) => void): Fault {
  return ({ response, body }) => {
    const text = textOf(body);
    const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${length(text.length)}\r\n\r\n`;
    response.socket?.write(head + text.slice(0, -1), () => after(response));
  };
}

/** A good answer, encoded, and what is left of it after `change`. */
function encodedBy(
  encoding: string,
  encode: (text: string) => Buffer,
  change = (bytes: Buffer): Buffer => bytes,
): Fault {
  return ({ response, body }) => {
    const bytes = change(encode(textOf(body)));
    response.writeHead(200, { 'content-encoding': encoding, 'content-length': bytes.length }).end(bytes);
  };
}

/** 64 MB of blanks in 64 kB; a stream of gzip may be any number of such members. */
let made: Buffer | undefined;
const bombPart = (): Buffer => (made ??= gzipSync(Buffer.alloc(64 * 1024 * 1024, ' ')));
const BOMB_MEMBERS = 160;

/** 10 MB that unfold to 10 GB, as far as they are taken. */
const bomb: Fault = ({ response, poured }) => {
  response.writeHead(200, { 'content-encoding': 'gzip' });
  const part = bombPart();
  let members = 0;
  const pour = (): void => {
    while (members < BOMB_MEMBERS && !response.destroyed) {
      members += 1;
      poured(part.length);
      if (!response.write(part)) break;
    }
    if (members === BOMB_MEMBERS) response.end();
    else response.once('drain', pour);
  };
  pour();
};

const cutOff = ({ socket }: ServerResponse): void => void socket?.destroy();

/** A list whose next page is said to be elsewhere, one row of it on this page; what is no list is answered well. */
const linkElsewhere: Fault = ({ response, body, elsewhere }) => {
  const rows = (body as { value?: unknown } | null)?.value;
  const link = `${elsewhere}/api/alerts?$skip=1`;
  const linked = Array.isArray(rows) ? { ...(body as object), value: rows.slice(0, 1), '@odata.nextLink': link } : body;
  response.writeHead(200).end(JSON.stringify(linked));
};

/** What a server can do in place of answering well. */
export const MODES = {
  'answers late': later(DELAY_MS),
  'answers after the deadline': later(TOO_LONG_MS),
  'never answers': () => undefined,
  'says 429 for a second': answering(429, { 'retry-after': '1' }),
  'says 429 for a minute': answering(429, { 'retry-after': '60' }),
  'says 429 until a date': ({ response }) => {
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    response.writeHead(429, { 'retry-after': date }).end(VENDOR_FAULT);
  },
  'says 429 for a huge time': answering(429, { 'retry-after': '99999999999999999999' }),
  'says 429 for no time': answering(429),
  'says 500': answering(500),
  'says 502 in HTML': answering(502, { 'content-type': 'text/html' }, '<html><h1>Bad gateway, node 7</h1></html>'),
  'says 503': answering(503, {}, ''),
  'says 503 for two minutes': answering(503, { 'retry-after': '120' }, ''),
  'resets before it has read': ({ response }) => response.socket?.resetAndDestroy(),
  'resets after it has read': ({ request, response }) => {
    request.on('data', () => undefined).once('end', () => response.socket?.resetAndDestroy());
  },
  truncates: ofLength((whole) => whole, cutOff),
  'breaks a chunk': ({ response }) => {
    response.writeHead(200).write('{"value":[', () => cutOff(response));
  },
  'gives too great a length': ofLength(
    (whole) => whole + 100,
    () => undefined,
  ),
  'gives too small a length': ofLength(
    (whole) => whole - 3,
    () => undefined,
  ),
  'sends broken JSON': ({ response, body }) => response.writeHead(200).end(`${textOf(body).slice(0, -1)}"`),
  'sends HTML': answering(200, { 'content-type': 'text/html' }, '<html>Sign in to node 7</html>'),
  'sends nothing': answering(200, {}, ''),
  'sends no content': ({ response }) => response.writeHead(204).end(),
  'encodes by gzip': encodedBy('gzip', gzipSync),
  'encodes by brotli': encodedBy('BR', brotliCompressSync),
  'encodes by deflate': encodedBy('deflate', deflateSync),
  'encodes by bare deflate': encodedBy('deflate', deflateRawSync),
  'begins with the mark of UTF-8': ({ response, body }) => response.writeHead(200).end(`\ufeff${textOf(body)}`),
  'cuts what it has encoded': encodedBy('gzip', gzipSync, (bytes) => bytes.subarray(0, -12)),
  'damages what it has encoded': encodedBy('br', () => Buffer.from('no brotli of node 7')),
  'encodes in a way of its own': encodedBy('zstd', (text) => Buffer.from(text)),
  'says 502 in what cannot be decoded': ({ response }) =>
    response.writeHead(502, { 'content-encoding': 'gzip' }).end('Bad gateway, node 7'),
  'sends 10 MB that unfold to 10 GB': bomb,
  'sends 200 MB': flood,
  drips: drip,
  'sends a second answer at once': ({ response, body }) => {
    const text = textOf(body);
    const head = (length: number): string => `HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\n\r\n`;
    response.socket?.write(`${head(text.length)}${text}${head(STRAY_ANSWER.length)}${STRAY_ANSWER}`);
  },
  redirects: ({ response, elsewhere }) => response.writeHead(302, { location: `${elsewhere}/api/alerts` }).end('{}'),
  'leads elsewhere': linkElsewhere,
} satisfies Record<string, Fault>;

export type Mode = keyof typeof MODES;
export const ALL_MODES = Object.keys(MODES) as Mode[];

/** Faults that may pass, so that a read is worth another try at once. */
export const TRANSIENT = [
  'says 500',
  'says 502 in HTML',
  'says 503',
  'resets before it has read',
  'resets after it has read',
  'truncates',
  'breaks a chunk',
] as const satisfies readonly Mode[];
