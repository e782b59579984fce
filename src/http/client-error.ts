import type { Socket } from 'node:net';

/** Errors of Node's HTTP server that are not plainly a bad request, with status and text. */
const ANSWERS: Readonly<Record<string, readonly [status: string, message: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request did not come to its end in time.'],
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    'The headers are too long; leave out what is not needed.',
  ],
};
const BAD_REQUEST = ['400 Bad Request', 'The request is not valid HTTP/1.1.'] as const;

/** Answers what could not be read as a request, in GraphQL's shape, and closes its connection. */
export function answerClientError({ code = '' }: NodeJS.ErrnoException, socket: Socket): void {
  // There is no one to be told.
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] = ANSWERS[code] ?? BAD_REQUEST;
  const body = JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
  const headers = [
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`HTTP/1.1 ${status}\r\n${headers.join('\r\n')}\r\n\r\n${body}`);
}
