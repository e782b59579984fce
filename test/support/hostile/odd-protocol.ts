import type { Random } from '../documents/random-document.ts';
import { changedBytes, oneOf, randomBytes, upTo } from './mutate.ts';
import { wireBytes } from './send-bytes.ts';

const EXPORTS = ['software-inventory', 'secure-configuration', 'software-vulnerability-changes', 'no-such', '..%2fx'];
const PARAMETERS = ['after', 'via', 'cursors', 'sinceTime', 'x', '__proto__', 'after[]', ''];
const VALUES = ['files', 'true', '%00', '%ff', 'x'.repeat(3_000), '2026-11-20T00:00:00Z', '%2e%2e', '', 'AgAAAAA'];

const PATHS = [
  '/graphql',
  '/graphql/',
  '/GraphQL',
  '//graphql',
  '/graphql/..%2f..%2fetc%2fpasswd',
  '/%zz',
  '/%00',
  '/..',
  '/',
  '*',
  '/health/live',
  '/health/ready',
  '/health/%6cive',
  '/metrics/x',
  '/sandbox/token',
  'http://fabrikam.example/graphql',
  '/graphql#x',
  `/${'a/'.repeat(2_000)}`,
  '/\u00ff',
  '/graphql\\..',
  '/constructor',
  '/__proto__',
];

function query(random: Random): string {
  if (random() < 0.3) return `?query=${encodeURIComponent('mutation { __typename }')}`;
  const pairs = Array.from({ length: upTo(random, 4) }, () => `${oneOf(random, PARAMETERS)}=${oneOf(random, VALUES)}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** An address that is none, or one with odd parameters. */
export function oddPath(random: Random): string {
  const path = random() < 0.3 ? `/export/${oneOf(random, EXPORTS)}.jsonl` : oneOf(random, PATHS);
  return path + query(random);
}

const BODY = '{"query":"{ __typename }"}';

/** Bytes that are not quite HTTP. */
export function oddProtocol(random: Random, authorization: string): Buffer {
  const headers = { authorization, 'content-type': 'application/json' };
  const whole = wireBytes({ headers, body: BODY });
  const text = whole.toString('latin1');
  const chunked = (body: string): Buffer =>
    wireBytes({ headers: { ...headers, 'transfer-encoding': 'chunked', 'content-length': '' }, body });
  return oneOf(random, [
    () => randomBytes(random, 500),
    () => Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, ...randomBytes(random, 200)]),
    () => changedBytes(random, whole),
    () => whole.subarray(0, upTo(random, whole.length)),
    () =>
      Buffer.from(
        text.replace('HTTP/1.1', oneOf(random, ['HTTP/9.9', 'HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'SMTP/1.1'])),
      ),
    () => Buffer.from(text.replace('host: gateway\r\n', '')),
    () => Buffer.from(text.replace('host: gateway', 'host: gateway\r\nhost: fabrikam.example')),
    () => Buffer.from(text.replaceAll('\r\n', '\n')),
    () => Buffer.from(text.replace('connection: close', 'connection: close\r\n folded: yes')),
    () => Buffer.from(text.replace('content-type:', 'content-type\0:'), 'latin1'),
    () => Buffer.from(text.replace('content-type:', 'content-type :')),
    () => Buffer.from(text.replace('content-length:', 'transfer-encoding: chunked\r\ncontent-length:')),
    () => Buffer.from(text.replace('content-length:', 'content-length: 3\r\ncontent-length:')),
    () => chunked(`ffffffff\r\n${BODY}`),
    () => chunked(`${BODY.length.toString(16)};${'x'.repeat(20_000)}\r\n${BODY}\r\n0\r\n\r\n`),
    () => chunked(`zz\r\n${BODY}\r\n0\r\n\r\n`),
    () => chunked(`${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`),
    () => Buffer.concat([Buffer.from(text.replace('connection: close\r\n', '')), whole]),
    () => Buffer.from(`GET ${'/'.repeat(70_000)} HTTP/1.1\r\nhost: x\r\n\r\n`),
    () => Buffer.from(`POST /graphql HTTP/1.1\r\n${'a: b\r\n'.repeat(5_000)}\r\n`),
    () => Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  ])();
}
