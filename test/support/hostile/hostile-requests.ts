import type { GraphQLSchema } from 'graphql';
import { randomDocument, randomOf, type Random } from '../documents/random-document.ts';
import { tokenOf } from '../gateway/tokens.ts';
import { changedBytes, changedJson, oneOf, randomBytes, upTo } from './mutate.ts';
import { oddPath, oddProtocol } from './odd-protocol.ts';
import { wireBytes } from './send-bytes.ts';

export interface HostileRequest {
  kind: Kind;
  bytes: Buffer;
  /** Whether it has to be answered: not what may break off, or asks for a tunnel. */
  isWhole: boolean;
}

const TENANTS = 200;

/** One of many callers, so that none comes near a quota. */
function callerOf(random: Random): string {
  const guid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  const scp = 'Alert.ReadWrite Machine.ReadWrite User.Read.All AdvancedQuery.Read Ti.ReadWrite Vulnerability.Read';
  return `Bearer ${tokenOf({ tid: guid(upTo(random, TENANTS)), appid: guid(upTo(random, 1_000)), oid: guid(upTo(random, 1_000)), scp })}`;
}

const JSON_TYPE = 'application/json';

/** A request with a token and a body of JSON, but for what is given. */
function posted(random: Random, body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Buffer {
  return wireBytes({ body, headers: { authorization: callerOf(random), 'content-type': JSON_TYPE, ...headers } });
}

function operation(schema: GraphQLSchema, random: Random): Record<string, unknown> {
  const { text: query, variables } = randomDocument(schema, random);
  return { query, variables };
}

/** Values of headers that are read on the way of a request. */
const HEADERS: Readonly<Record<string, readonly string[]>> = {
  'content-type': [
    'text/plain',
    'application/json; charset=utf-16',
    'multipart/form-data; boundary=x',
    'multipart/form-data; boundary=',
    'application/x-www-form-urlencoded',
    'application/json, text/plain',
    ';;;',
  ],
  accept: ['text/html', 'multipart/mixed', 'application/graphql-response+json', '*/*;q=0', 'a/b,'.repeat(500)],
  authorization: ['Bearer', 'Bearer a.b.c', 'Basic eDp5', `Bearer ${'a'.repeat(9_000)}`, 'Bearer e30.e30.', '\x01'],
  'x-tenant-id': ['../../etc', 'a,b', '00000000-0000-4000-8000-000000000001', '%00'],
  'x-dry-run': ['true', 'yes', 'true, true', ' '],
  'cache-control': ['no-cache', 'no-cache,'.repeat(900), 'max-age=9999999999999999999'],
  'content-encoding': ['gzip', 'br', 'identity, gzip', 'x'],
  'content-length': ['0', '1', '99999999999999999999', '-1', '1e3', '5, 5'],
  'transfer-encoding': ['chunked', 'gzip, chunked', 'identity', 'chunked, chunked'],
  'accept-encoding': ['gzip;q=0, *;q=0', 'br, gzip, x'.repeat(200)],
  expect: ['100-continue', '200-ok'],
  origin: ['null', 'https://soc.contoso.example', 'x'.repeat(3_000)],
  'apollo-require-preflight': ['true', ''],
  upgrade: ['websocket', 'h2c'],
  cookie: ['a=b; '.repeat(1_000)],
  range: ['bytes=0-1', 'bytes=-9999999999'],
  'if-none-match': ['*'],
  'x-filler': ['x'.repeat(40_000)],
};

const METHODS = [
  'GET',
  'HEAD',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'PROPFIND',
  'PURGE',
  'post',
  'X',
];

type Make = (schema: GraphQLSchema, random: Random) => Buffer;

/** What is odd about a request. */
const MAKE = {
  bytes: (_, random) => posted(random, randomBytes(random, 2_000)),
  'changed bytes': (schema, random) =>
    posted(random, changedBytes(random, Buffer.from(JSON.stringify(operation(schema, random))))),
  'changed JSON': (schema, random) => posted(random, changedJson(random, operation(schema, random))),
  document: (schema, random) => posted(random, JSON.stringify(operation(schema, random))),
  'changed document': (schema, random) => {
    const { query, variables } = operation(schema, random);
    const changed = changedBytes(random, Buffer.from(String(query))).toString();
    return posted(random, JSON.stringify({ query: changed, variables }));
  },
  headers: (schema, random) => {
    const names = Array.from({ length: 1 + upTo(random, 3) }, () => oneOf(random, Object.keys(HEADERS)));
    const odd = Object.fromEntries(names.map((name) => [name, oneOf(random, HEADERS[name] ?? [])]));
    return posted(random, JSON.stringify(operation(schema, random)), odd);
  },
  method: (schema, random) => {
    const headers = { authorization: callerOf(random), 'content-type': JSON_TYPE };
    const body = random() < 0.5 ? '' : JSON.stringify(operation(schema, random));
    return wireBytes({ method: oneOf(random, METHODS), path: oddPath(random), headers, body });
  },
  path: (_, random) =>
    wireBytes({ method: 'GET', path: oddPath(random), headers: { authorization: callerOf(random) } }),
  protocol: (_, random) => oddProtocol(random, callerOf(random)),
} satisfies Record<string, Make>;

export type Kind = keyof typeof MAKE;
export const KINDS = Object.keys(MAKE) as Kind[];

const MAY_BREAK_OFF: ReadonlySet<Kind> = new Set(['headers', 'method', 'protocol']);

/** The request with a number: the same for the same seed, whichever were made before. */
export function hostileRequest(schema: GraphQLSchema, seed: number, number: number): HostileRequest {
  const random = randomOf(seed + number);
  const kind = KINDS[number % KINDS.length] as Kind;
  return { kind, bytes: MAKE[kind](schema, random), isWhole: !MAY_BREAK_OFF.has(kind) };
}
