import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSignIn, type SignIn, type SignInFaults } from '../../src/sandbox/sign-in/sign-in.ts';
import { makeCertificate, register } from '../sandbox/sign-in/sign-in-client.ts';
import { callersOf, FORGERIES, type Credentials } from '../support/sign-in/callers.ts';
import { startFakeApi, type FakeApi } from '../support/fakes/fake-api.ts';
import { startHostileSignIn, type HostileSignIn } from '../support/sign-in/hostile-sign-in.ts';
import { startProgram } from '../support/process/program.ts';
import { CANARY, DOCUMENTS, REPLIES } from '../support/faults/secret-failures.ts';
import { startSignInProgram, type SignInProgram } from '../support/sign-in/sign-in-program.ts';
import { PARTNER_TENANT } from '../support/sign-in/sign-in-gateway.ts';
import { until } from '../support/clocks/until.ts';

const HOME_TENANT = '4c7e1a2b-8d3f-4e60-9b15-7f2a3c4d5e61';
/** Tenants whose sign-in fails from the start: one without metadata, one without keys. */
const [DARK_TENANT, KEYLESS_TENANT] = ['1b0c9d8e-7f6a-4b5c-9d4e-3f2a1b0c9d8e', '2c1d0e9f-8a7b-4c6d-8e5f-4a3b2c1d0e9f'];
const TENANTS = [HOME_TENANT, PARTNER_TENANT, DARK_TENANT, KEYLESS_TENANT];
const SECRET = `${CANARY}-secret`;

let signIn: SignIn;
let hostile: HostileSignIn;
let api: FakeApi;
let folder: string;
let certificate: Awaited<ReturnType<typeof makeCertificate>>;
beforeAll(async () => {
  signIn = await startSignIn({ tenantIds: TENANTS });
  register(signIn, 0, { secret: SECRET });
  hostile = await startHostileSignIn();
  api = await startFakeApi(REPLIES);
  folder = await mkdtemp(join(tmpdir(), 'secrets-'));
  certificate = await makeCertificate();
  await writeFile(join(folder, 'gateway.pem'), certificate.pem + '\n' + certificate.privateKey);
});
afterAll(async () => {
  await Promise.all([signIn.close(), hostile.close(), api.close()]);
  await rm(folder, { recursive: true, force: true });
});

interface Heard {
  text: string;
  /** True for data that was asked for, which may hold all but credentials. */
  isData: boolean;
}

/** All that one program said, to callers and to anyone who runs it. */
class Witness {
  readonly #address: string;
  readonly #heard: Heard[] = [];
  readonly #shown = new Set<string>();
  readonly statuses = new Set<number>();

  constructor(address: string) {
    this.#address = address;
  }

  async ask(path: string, init: RequestInit = {}, isData: (body: string) => Heard[] = () => []): Promise<void> {
    const response = await fetch(this.#address + path, init);
    const body = await response.text();
    this.statuses.add(response.status);
    this.hear(JSON.stringify([...response.headers]));
    const data = isData(body);
    this.#heard.push(...(data.length > 0 ? data : [{ text: body, isData: false }]));
  }

  hear(text: string): void {
    this.#heard.push({ text, isData: false });
  }

  /** Sends a body as it is, whatever the token. */
  send({ token, tenant }: Credentials, body: string, contentType = 'application/json'): Promise<void> {
    this.shown(token);
    const headers = { 'content-type': contentType, authorization: `Bearer ${token}` };
    const init = { method: 'POST', headers: { ...headers, ...(tenant && { 'x-tenant-id': tenant }) }, body };
    return this.ask('/graphql', init, (answer) => {
      const { data, extensions, ...rest } = JSON.parse(answer) as Record<string, unknown>;
      // The caller's own words are in the addresses of calls, and in what Defender says of a request that it refuses.
      const explained = answer.includes('"vendorMessage"');
      return [
        { text: JSON.stringify([data, extensions]), isData: true },
        { text: JSON.stringify(rest), isData: explained },
      ];
    });
  }

  /** Remembers a credential; of a token, claims and signature, as the header is the same for all. */
  shown(credential: string): void {
    const parts = credential.split('.');
    for (const part of parts.length === 3 ? parts.slice(1) : parts) if (part.length > 20) this.#shown.add(part);
  }

  /** Secrets that were repeated. */
  repeated(): string[] {
    return this.#heard.flatMap(({ text, isData }) => {
      const secrets = [...this.#shown, SECRET, ...(isData ? [] : [CANARY])];
      const known = secrets.filter((secret) => text.includes(secret) || text.includes(encodeURIComponent(secret)));
      return [...known, ...(text.match(/eyJ[\w-]{20,}\.[\w-]{20,}|-----BEGIN[\w ]+-----/g) ?? [])];
    });
  }
}

/** Every document as each kind of caller. */
async function sendDocuments(witness: Witness, tokens: readonly string[]): Promise<void> {
  const sendAll = async (token: string): Promise<void> => {
    for (const [query, variables = {}] of DOCUMENTS)
      await witness.send({ token }, JSON.stringify({ query, variables }));
  };
  await Promise.all(tokens.map(sendAll));
}

/** Requests that fail before GraphQL, in every way known. */
async function sendNonsense(witness: Witness, [victim = '', own = '']: readonly string[]): Promise<void> {
  const sent = JSON.stringify({ query: '{ viewer { name } }', variables: { unused: CANARY } });
  const forge = Object.values(FORGERIES);
  const forged = await Promise.all(forge.map((make) => make({ token: victim }, { token: own }, TENANTS)));
  const expired = await signIn.mintGatewayToken('reader', { exp: 1_700_000_000, name: CANARY });
  const foreign = await signIn.mintGatewayToken('reader', { aud: `https://${CANARY}.example` });
  for (const bad of [...forged, { token: expired }, { token: foreign }]) await witness.send(bad, sent);
  await witness.send({ token: victim, tenant: CANARY }, sent);
  await witness.send({ token: `${CANARY} ${CANARY}` }, sent);
  await witness.send({ token: victim }, `{ "query": "${CANARY}`);
  await witness.send({ token: victim }, sent, 'text/plain');
  await witness.send({ token: victim }, JSON.stringify({ query: '{ viewer { name } }', big: CANARY.repeat(100_000) }));
  await witness.ask(`/graphql?query=${CANARY}`, { headers: { authorization: `Bearer ${victim}` } });
  await witness.ask(`/${CANARY}`, { headers: { authorization: `Basic ${CANARY}` } });
  await witness.ask(`/%zz${CANARY}`);
}

/** One request that needs a new token from a sign-in service at fault. */
async function sendDuring(witness: Witness, faults: Partial<SignInFaults>, tid = HOME_TENANT): Promise<void> {
  const before = { ...signIn.faults };
  Object.assign(signIn.faults, faults);
  const token = await signIn.mintGatewayToken('reader', { tid });
  await witness.send({ token }, JSON.stringify({ query: '{ alerts { nodes { id } } }' }));
  Object.assign(signIn.faults, before);
}

/** Hears what a program wrote and counted, once the lines of so many requests are there. */
async function hearTheRest(witness: Witness, program: SignInProgram, requests: number): Promise<void> {
  const lines = () => program.logs().filter(({ message }) => message === 'request').length;
  await until('the lines of all requests', () => lines() >= requests);
  await witness.ask('/metrics');
  witness.hear(program.stdout);
  witness.hear(program.stderr);
}

describe.each([
  ['a client secret', () => ({ LOG_LEVEL: 'trace', EXPLAIN: 'true' }), { secret: SECRET, certificate: null }],
  ['a certificate', () => ({ LOG_LEVEL: 'trace', ...byCertificate() }), { secret: null, certificate: '' }],
])('a program with %s', (_, variables, credential) => {
  // A level only drops lines, of those below it; so what is not written at trace is not written at any level.
  test('repeats no secret in answers, headers, log or metrics, whatever succeeds or fails', async () => {
    register(signIn, 0, { ...credential, certificate: credential.certificate === null ? null : certificate.pem });
    api.calls.length = 0;
    const program = await startSignInProgram(signIn, api.url, variables());
    const witness = new Witness(program.address);
    for (const line of certificate.privateKey.split('\n')) if (/^[\w+/]{20,}/.test(line)) witness.shown(line);
    try {
      await sendDuring(witness, { metadataDown: true }, DARK_TENANT);
      await sendDuring(witness, { keysDown: true }, KEYLESS_TENANT);
      expect(witness.statuses).toEqual(new Set([503]));
      const callers = callersOf(signIn).filter(({ tenantId, tenant }) => tenantId === HOME_TENANT && !tenant);
      const tokens = await Promise.all(callers.map((caller) => caller.mint()));
      await sendDocuments(witness, [...tokens, `opaque-${CANARY}`]);
      await sendNonsense(witness, tokens.slice(1));
      for (const mode of ['throttled', 'unavailable', 'html', 'reset', 'hang'] as const) {
        await sendDuring(witness, { mode });
      }
      await sendDuring(witness, { interactionRequired: true });
      await sendDuring(witness, { invalidGrant: true });
      register(signIn, 0, { secret: null, certificate: null });
      await sendDuring(witness, {});

      for (const { headers } of api.calls) witness.shown(headers.authorization?.slice('Bearer '.length) ?? '');
      expect(new Set(api.calls.map(({ headers }) => headers.authorization)).size).toBeGreaterThan(tokens.length);
      await hearTheRest(witness, program, DOCUMENTS.length * tokens.length);
      expect(witness.repeated()).toEqual([]);
      expect([...witness.statuses].sort()).toEqual([200, 400, 401, 403, 404, 405, 413, 415, 503]);
      // Debug, info and warning were all written; an error is a fault of ours, and none of this is.
      expect([...new Set(program.logs().map(({ level }) => level))].sort()).toEqual([20, 30, 40]);
    } finally {
      await program.close();
    }
  });
});

const byCertificate = () => ({
  ENTRA_CLIENT_SECRET: '',
  ENTRA_CLIENT_CERTIFICATE: join(folder, 'gateway.pem'),
});

test('a sign-in service that repeats what it is sent has none of it repeated by the program', async () => {
  const target = { ...signIn, url: hostile.url, ca: hostile.ca };
  const program = await startSignInProgram(target, api.url, { LOG_LEVEL: 'trace', ...byCertificate() });
  const witness = new Witness(program.address);
  try {
    for (const error of ['invalid_grant', 'interaction_required', 'invalid_client', 'server_error', 'slow_down']) {
      hostile.answer = ({ kind, form }) => {
        if (kind !== 'token') return undefined;
        for (const name of ['assertion', 'client_assertion']) witness.shown(form.get(name) ?? '');
        return { status: 400, body: { error, error_description: form.toString(), suberror: form.toString() } };
      };
      const token = await signIn.mintGatewayToken('reader', { iss: `${hostile.url}/${HOME_TENANT}/v2.0` });
      await witness.send({ token }, JSON.stringify({ query: '{ alerts { nodes { id } } }' }));
      expect(hostile.received.at(-1)?.kind).toBe('token');
      expect(hostile.received.at(-1)?.form.get('client_assertion')).toMatch(/^eyJ/);
      expect(hostile.received.at(-1)?.form.get('assertion')).toBe(token);
    }
    await hearTheRest(witness, program, 5);
    expect(witness.repeated()).toEqual([]);
  } finally {
    await program.close();
  }
});

describe('a program that cannot start', () => {
  const other = async () => (await makeCertificate()).privateKey;
  test.each<[string, () => Promise<string>]>([
    ['a key that is none', () => Promise.resolve(`-----BEGIN PRIVATE KEY-----\n${SECRET}\n-----END PRIVATE KEY-----`)],
    ['the key of another', other],
    ['no key', () => Promise.resolve('')],
  ])('for a certificate with %s says so without showing it', async (_, key) => {
    const file = join(folder, 'faulty.pem');
    const privateKey = await key();
    await writeFile(file, `${certificate.pem}\n${privateKey}`);
    await expect(stderrOf({ ENTRA_CLIENT_SECRET: '', ENTRA_CLIENT_CERTIFICATE: file }, privateKey)).resolves.toMatch(
      /credential/,
    );
  });

  test('for faults in its variables says so without showing the secrets among them', async () => {
    await expect(stderrOf({ CURSOR_SECRET: 'canary', PORT: 'none' }, 'canary')).resolves.toMatch(/CURSOR_SECRET/);
    await expect(stderrOf({ ENTRA_CLIENT_CERTIFICATE: 'gateway.pem' }, SECRET)).resolves.toMatch(/exactly one/);
  });

  async function stderrOf(variables: Record<string, string>, secret: string): Promise<string> {
    const program = startProgram({
      AUTH_MODES: 'app',
      ENTRA_TENANT_ID: HOME_TENANT,
      ENTRA_CLIENT_ID: signIn.gatewayClientId,
      ENTRA_CLIENT_SECRET: SECRET,
      ...variables,
    });
    await expect(program.ended).resolves.toBe(1);
    const said = program.stdout + program.stderr;
    const lines = secret.split('\n').filter((line) => line.length > 5 && !line.startsWith('-'));
    expect([...lines, SECRET].filter((line) => said.includes(line))).toEqual([]);
    return said;
  }
});
