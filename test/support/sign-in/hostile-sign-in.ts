import { keySet, openIdConfiguration } from '../../../src/sandbox/sign-in/metadata.ts';
import { startTlsServer } from '../../../src/sandbox/sign-in/keys/tls-server.ts';

export interface Received {
  kind: 'metadata' | 'keys' | 'token' | 'other';
  tenant: string;
  path: string;
  form: URLSearchParams;
  /** What an honest server would answer; null for a token. */
  usual: object | null;
}

export interface SignInReply {
  status?: number;
  headers?: Record<string, string>;
  body: object;
}

export interface HostileSignIn {
  url: string;
  /** PEM of the authority behind the server's certificate. */
  ca: string;
  /** Every arrival, in order. */
  received: Received[];
  /** Read at each arrival, so a test may change it; undefined answers as usual, which for a token is 400. */
  answer: (received: Received) => SignInReply | undefined;
  close(): Promise<void>;
}

/** A sign-in host that the gateway trusts by its certificate, and that answers what a test wants it to. */
export async function startHostileSignIn(): Promise<HostileSignIn> {
  const server = await startTlsServer(0, (request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      void arrive(hostile, request.url ?? '/', new URLSearchParams(text)).then(({ status, headers, body }) =>
        response.writeHead(status ?? 200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body)),
      );
    });
  });
  const hostile: HostileSignIn = {
    url: `https://localhost:${server.port}`,
    ca: server.ca,
    received: [],
    answer: () => undefined,
    close: () => server.close(),
  };
  return hostile;
}

async function arrive(hostile: HostileSignIn, path: string, form: URLSearchParams): Promise<SignInReply> {
  // MSAL adds a query to the address of the token endpoint.
  const [, tenant = '', ...rest] = (path.split('?')[0] ?? '').split('/');
  const arrival = { ...(await usual(hostile.url, tenant, rest.join('/'))), tenant, path, form };
  hostile.received.push(arrival);
  const refusal = { status: 400, body: { error: 'invalid_grant' } };
  return hostile.answer(arrival) ?? (arrival.usual === null ? refusal : { body: arrival.usual });
}

async function usual(url: string, tenant: string, rest: string): Promise<Pick<Received, 'kind' | 'usual'>> {
  switch (rest) {
    case 'v2.0/.well-known/openid-configuration':
      return { kind: 'metadata', usual: openIdConfiguration(url, tenant, '2.0') };
    case 'discovery/v2.0/keys':
      return { kind: 'keys', usual: await keySet(url, tenant) };
    case 'oauth2/v2.0/token':
      return { kind: 'token', usual: null };
    default:
      return { kind: 'other', usual: null };
  }
}
