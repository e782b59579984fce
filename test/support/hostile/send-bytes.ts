import { connect } from 'node:net';

/** What came back before the connection was closed. */
export interface RawAnswer {
  /** Null where nothing came that is HTTP. */
  status: number | null;
  head: string;
  body: string;
}

/** The permission to send a body, before the answer. */
const GO_ON = /^HTTP\/1\.1 100 Continue\r\n\r\n/;
const MAX_WAIT_MS = 60_000;
/** After which the server is told that no more comes of what may be no whole request. */
const PATIENCE_MS = 300;

/**
 * Sends bytes as they are over a connection of their own, and reads until the server closes it, which a whole request asks
 * for. A server takes the end of what comes for the end of interest in an answer.
 */
export function sendBytes(url: string, bytes: Buffer, isWhole = true): Promise<RawAnswer> {
  const { port, hostname } = new URL(url);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname);
    const timer = setTimeout(() => socket.destroy(), MAX_WAIT_MS);
    const patience = isWhole ? undefined : setTimeout(() => socket.end(), PATIENCE_MS);
    // A server that refuses early may reset the connection while the rest is still on its way.
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.once('close', () => {
      clearTimeout(timer);
      clearTimeout(patience);
      const text = Buffer.concat(chunks).toString('latin1').replace(GO_ON, '');
      const end = text.indexOf('\r\n\r\n');
      const head = end === -1 ? text : text.slice(0, end);
      const status = /^HTTP\/1\.1 (\d{3})/.exec(head)?.[1];
      resolve({
        status: status === undefined ? null : Number(status),
        head,
        body: end === -1 ? '' : text.slice(end + 4),
      });
    });
    socket.write(bytes);
  });
}

/** A request as it goes over the wire, with whatever headers, its length and the wish to close the connection. */
export interface WireRequest {
  method?: string;
  path?: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | Buffer;
}

/** The bytes of a request; a header set to '' is left out. */
export function wireBytes({ method = 'POST', path = '/graphql', headers = {}, body = '' }: WireRequest): Buffer {
  const content = Buffer.from(body);
  const own = { host: 'gateway', connection: 'close', 'content-length': String(content.length) };
  const lines = Object.entries({ ...own, ...headers }).flatMap(([name, value]) =>
    value === '' ? [] : [`${name}: ${value}`],
  );
  return Buffer.concat([Buffer.from([`${method} ${path} HTTP/1.1`, ...lines, '\r\n'].join('\r\n'), 'latin1'), content]);
}
