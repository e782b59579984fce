import { connect } from 'node:net';
import { until } from '../clocks/until.ts';

export interface RawForm {
  token: string;
  /** Instead of those of a form of 20 MB, or besides them; one set to '' is left out. */
  headers?: Readonly<Record<string, string>>;
}

export interface RawConnection {
  write(content: string | Uint8Array): void;
  /** What has come back after the permission to go on, once there is any. */
  answer(): Promise<string>;
  isAnswered(): boolean;
  leave(): void;
}

/** Opens a connection and sends the headers of a form with a file; comes back when the gateway has asked for the body. */
export async function openForm(url: string, { token, headers = {} }: RawForm): Promise<RawConnection> {
  const { port } = new URL(url);
  const all = {
    host: 'gateway',
    authorization: `Bearer ${token}`,
    'content-type': 'multipart/form-data; boundary=limit',
    'apollo-require-preflight': 'true',
    'content-length': String(20 * 1024 * 1024),
    expect: '100-continue',
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === '' ? [] : [`${name}: ${value}`]));
  const socket = connect(Number(port), '127.0.0.1').on('error', () => undefined);
  let got = '';
  socket.on('data', (chunk: Buffer) => (got += chunk.toString()));
  socket.write(['POST /graphql HTTP/1.1', ...lines, '\r\n'].join('\r\n'));
  const goOn = 'HTTP/1.1 100 Continue\r\n\r\n';
  const isAnswered = (): boolean => got.includes('}', goOn.length);
  await until('the permission to go on', () => got.startsWith(goOn));
  return {
    write: (content) => void socket.write(content),
    answer: async () => {
      await until('an answer', isAnswered);
      return got.slice(goOn.length);
    },
    isAnswered,
    leave: () => void socket.destroy(),
  };
}
