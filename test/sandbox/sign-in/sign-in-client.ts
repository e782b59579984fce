import { X509Certificate, webcrypto } from 'node:crypto';
import { ConfidentialClientApplication } from '@azure/msal-node';
import type {
  AuthenticationResult,
  Configuration,
  INetworkModule,
  NetworkRequestOptions,
  NetworkResponse,
} from '@azure/msal-node';
import { PemConverter, X509CertificateGenerator } from '@peculiar/x509';
import { Agent, fetch } from 'undici';
import { startSignIn } from '../../../src/sandbox/sign-in/sign-in.ts';
import type { RegisteredApplication, SignIn } from '../../../src/sandbox/sign-in/sign-in.ts';

export const CONTOSO = '3f2b6f0a-6c11-4d0e-9a53-1c7d0f5b2a10';
export const FABRIKAM = '8d1e4c52-2f37-4b8a-b6d4-5e9a7c3f1b20';
export const DEFENDER = 'https://api.securitycenter.microsoft.com/.default';
export const TOKEN = `/${CONTOSO}/oauth2/v2.0/token`;

/** A client of the sign-in server that trusts its authority and nothing else. */
export interface SignInClient {
  network: INetworkModule;
  get(path: string): Promise<Received>;
  /** Posts a form to a path of the server. */
  post(path: string, form: Record<string, string>, headers?: Record<string, string>): Promise<Received>;
  close(): Promise<void>;
}

export interface Received {
  status: number;
  headers: Headers;
  text: string;
  json: Record<string, unknown>;
}

export function signInClient(signIn: Pick<SignIn, 'url' | 'ca'>): SignInClient {
  const dispatcher = new Agent({ connect: { ca: signIn.ca } });
  const send = async <T>(url: string, method: string, options: NetworkRequestOptions = {}) => {
    const { headers = {}, body } = options;
    const response = await fetch(url, { method, headers, body: body ?? null, dispatcher });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers.entries()),
      body: (await response.json()) as T,
    } satisfies NetworkResponse<T>;
  };
  const receive = async (path: string, init: Parameters<typeof fetch>[1] = {}): Promise<Received> => {
    const response = await fetch(signIn.url + path, { redirect: 'manual', ...init, dispatcher });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return {
      status: response.status,
      headers: new Headers([...response.headers.entries()]),
      text,
      json: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
    };
  };
  return {
    network: {
      sendGetRequestAsync: (url, options) => send(url, 'GET', options),
      sendPostRequestAsync: (url, options) => send(url, 'POST', options),
    },
    get: (path) => receive(path),
    post: (path, form, headers = {}) =>
      receive(path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams(form).toString(),
      }),
    close: () => dispatcher.destroy(),
  };
}

/** Starts a sign-in server with a client before each test, or once before all of a file, and closes both afterwards. */
export function withSignIn(
  options: Parameters<typeof startSignIn>[0],
  use: (signIn: SignIn, client: SignInClient) => void,
  often: 'each' | 'all' = 'each',
): void {
  let close: () => Promise<void>;
  const [before, after] = often === 'each' ? [beforeEach, afterEach] : [beforeAll, afterAll];
  before(async () => {
    const signIn = await startSignIn(options);
    const client = signInClient(signIn);
    close = async () => {
      await client.close();
      await signIn.close();
    };
    use(signIn, client);
  });
  after(() => close());
}

/** What the gateway posts for a token of its own, with these fields instead or besides. */
export function gatewayForm(signIn: SignIn, form: Record<string, string> = {}): Record<string, string> {
  return {
    client_id: signIn.gatewayClientId,
    client_secret: applicationAt(signIn, 0).secret ?? '',
    grant_type: 'client_credentials',
    scope: DEFENDER,
    ...form,
  };
}

/** Status, `error` and first code of a refusal. */
export function faultOf({ status, json }: Received): unknown[] {
  return [status, json['error'], (json['error_codes'] as number[])[0]];
}

/** MSAL's configuration for a tenant of the sign-in server. */
export function msalConfiguration(
  signIn: SignIn,
  { network }: SignInClient,
  auth: Partial<Configuration['auth']>,
  tenant = CONTOSO,
): Configuration {
  return {
    auth: {
      clientId: signIn.gatewayClientId,
      authority: `${signIn.url}/${tenant}`,
      knownAuthorities: [new URL(signIn.url).host],
      ...auth,
    },
    system: { networkClient: network },
  };
}

/** MSAL as the gateway, with the gateway's secret unless another credential is given. */
export function gatewayMsal(
  signIn: SignIn,
  client: SignInClient,
  auth: Partial<Configuration['auth']> = { clientSecret: applicationAt(signIn, 0).secret ?? '' },
  tenant = CONTOSO,
): ConfidentialClientApplication {
  return new ConfidentialClientApplication(msalConfiguration(signIn, client, auth, tenant));
}

/** MSAL's answer to the gateway that exchanges an assertion for a token of the API. */
export async function exchange(
  signIn: SignIn,
  client: SignInClient,
  assertion: string,
  tenant = CONTOSO,
): Promise<AuthenticationResult> {
  const msal = gatewayMsal(signIn, client, undefined, tenant);
  const answer = await msal.acquireTokenOnBehalfOf({ oboAssertion: assertion, scopes: [DEFENDER] });
  if (!answer) throw new Error('There is no answer.');
  return answer;
}

/** 0 is the gateway, 1 the daemon, 2 the console, 3 the page. */
export function applicationAt({ applications }: SignIn, index: number): RegisteredApplication {
  const application = applications[index];
  if (!application) throw new Error(`There is no application ${index}.`);
  return application;
}

/** Sets members of a registered application. */
export function register(signIn: SignIn, index: number, members: Partial<RegisteredApplication>): void {
  signIn.applications[index] = { ...applicationAt(signIn, index), ...members };
}

/** A self-signed RSA certificate with its key, as PEM, and its SHA-256 thumbprint in hexadecimal. */
export async function makeCertificate(): Promise<{ pem: string; privateKey: string; thumbprintSha256: string }> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=contoso-gateway',
    keys,
    signingAlgorithm: algorithm,
  });
  const pem = certificate.toString('pem');
  return {
    pem,
    privateKey: PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY'),
    thumbprintSha256: new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase(),
  };
}
