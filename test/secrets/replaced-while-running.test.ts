import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSignIn, type SignIn } from '../../src/sandbox/sign-in/sign-in.ts';
import { until } from '../support/clocks/until.ts';
import { mountSecrets, type SecretFolder } from '../support/secrets/secret-folder.ts';
import { makeCertificate, type MadeCertificate } from '../support/sign-in/certificate.ts';
import { startSignInProgram, type SignInProgram } from '../support/sign-in/sign-in-program.ts';

const NEXT_YEAR = new Date(Date.now() + 86_400_000 * 300);
const QUERY = 'query ($after: String) { alerts(first: 5, after: $after) { nodes { id } pageInfo { endCursor } } }';

interface Page {
  data: { alerts: { nodes: { id: string }[]; pageInfo: { endCursor: string } } } | null;
}

let sandbox: Sandbox;
let signIn: SignIn;
let folder: SecretFolder;
let program: SignInProgram;
let certificates: MadeCertificate[];

const pemOf = (at: number): string => `${certificates[at]?.certificate}\n${certificates[at]?.privateKey}\n`;
const register = (made: readonly MadeCertificate[]): void => {
  const [gateway] = signIn.applications;
  if (gateway === undefined) throw new Error('There is no gateway.');
  const certificate = made.map((each) => each.certificate).join('\n');
  signIn.applications[0] = { ...gateway, secret: null, certificate };
};
const replaced = (name: string) =>
  program.logs().some((line) => line.message === 'a secret was replaced' && line.name === name);

beforeAll(async () => {
  certificates = await Promise.all([makeCertificate(NEXT_YEAR), makeCertificate(NEXT_YEAR)]);
  sandbox = await startSandbox({ machines: 20, alerts: 60, quirks: { limits: false } });
  signIn = await startSignIn({ tenantIds: [sandbox.tenantId] });
  folder = await mountSecrets({ pem: pemOf(0), cursor: 'the first secret of cursors\n', previous: '' });
  register(certificates.slice(0, 1));
  program = await startSignInProgram(signIn, sandbox.url, {
    ENTRA_CLIENT_SECRET: '',
    ENTRA_CLIENT_CERTIFICATE: folder.file('pem'),
    CURSOR_SECRET_FILE: folder.file('cursor'),
    CURSOR_SECRET_PREVIOUS_FILE: folder.file('previous'),
  });
});
afterAll(async () => {
  await program.close();
  await signIn.close();
  await sandbox.close();
  await folder.remove();
});

/** Asks as a user whose token was not exchanged before. */
async function page(after: string | null): Promise<{ failure: string | null; cursor: string }> {
  const token = await signIn.mintGatewayToken('reader', { tid: sandbox.tenantId, uti: crypto.randomUUID() });
  const response = await fetch(`${program.address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: QUERY, variables: { after } }),
  });
  const text = await response.text();
  const { data } = JSON.parse(text) as Page;
  return { failure: data === null ? text : null, cursor: data?.alerts.pageInfo.endCursor ?? '' };
}

test('certificate and secret of cursors are replaced under load, and no request fails', async () => {
  const first = await page(null);
  expect(first.failure).toBeNull();
  const failures: string[] = [];
  let requests = 0;
  let ended = false;
  const caller = async (): Promise<void> => {
    while (!ended) {
      const { failure } = await page(first.cursor);
      if (failure !== null) failures.push(failure);
      requests += 1;
    }
  };
  const callers = [caller(), caller()];
  await until('some requests', () => requests > 5);
  // Each step is taken as its operator would: what is new is accepted before it is used.
  await folder.replace({
    pem: pemOf(0),
    cursor: 'the first secret of cursors\n',
    previous: 'the second secret of cursors\n',
  });
  await until('the new secret to be accepted', () => replaced('CURSOR_SECRET'));
  register(certificates);
  await folder.replace({
    pem: pemOf(1),
    cursor: 'the second secret of cursors\n',
    previous: 'the first secret of cursors\n',
  });
  await until('the new certificate to be used', () => replaced('ENTRA_CLIENT_CERTIFICATE'));
  const exchanged = requests + 10;
  await until('what was asked for with the old one to be answered', () => requests > exchanged);
  register(certificates.slice(1));
  await until('the new secret to sign', async () => (await page(null)).cursor !== first.cursor);
  const enough = requests + 10;
  await until('some requests more', () => requests > enough);
  ended = true;
  await Promise.all(callers);
  expect(failures).toEqual([]);
  expect(program.logs().filter(({ level }) => Number(level) > 30)).toEqual([]);
});
