import { startSandbox, type Persona, type Sandbox } from '../../../src/sandbox/sandbox.ts';
import { startSignIn, type SignIn } from '../../../src/sandbox/sign-in/sign-in.ts';
import type { ApiName } from '../../../src/rest/operation.ts';
import { startFakeApi, type ApiCall, type FakeApi, type Reply } from '../fakes/fake-api.ts';
import { startGateway, type TestGateway } from '../gateway/gateway.ts';
import { signInSettings } from '../sign-in/sign-in-gateway.ts';
import { UnlimitedQuotas } from '../fakes/unlimited-quotas.ts';

/** What tests have to know of a place where hunts are run. */
export interface Backend {
  name: ApiName;
  operation: string;
  /** `METHOD /path`. */
  call: string;
  peer: string;
  audience: string;
  permission: string;
  /** The scope that lets a person hunt there. */
  scope: string;
  perHour: number | null;
  mint(sandbox: Sandbox, as: Persona, overrides?: Record<string, unknown>): Promise<string>;
  /** A successful answer in the form of the backend. */
  answer(columns: Readonly<Record<string, string>>, rows: readonly object[]): object;
  /** The body of a refusal in the form of the backend. */
  error(code: string, message: string, correlationId: string): object;
}

export const DEFENDER: Backend = {
  name: 'defender',
  operation: 'runAdvancedQuery',
  call: 'POST /api/advancedqueries/run',
  peer: 'Defender',
  audience: 'https://api.securitycenter.microsoft.com',
  permission: 'AdvancedQuery.Read.All (application) or AdvancedQuery.Read (delegated)',
  scope: 'AdvancedQuery.Read',
  perHour: 1500,
  mint: (sandbox, as, overrides) => sandbox.mintToken(as, overrides),
  answer: (columns, Results) => ({
    Schema: Object.entries(columns).map(([Name, Type]) => ({ Name, Type })),
    Results,
  }),
  error: (code, message, target) => ({ error: { code, message, target } }),
};

export const GRAPH: Backend = {
  name: 'graph',
  operation: 'runHuntingQuery',
  call: 'POST /v1.0/security/runHuntingQuery',
  peer: 'Microsoft Graph',
  audience: 'https://graph.microsoft.com',
  permission: 'ThreatHunting.Read.All (application) or ThreatHunting.Read.All (delegated)',
  scope: 'ThreatHunting.Read.All',
  perHour: null,
  mint: (sandbox, as, overrides) => sandbox.mintGraphToken(as, overrides),
  answer: (columns, results) => ({
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.security.huntingQueryResults',
    schema: Object.entries(columns).map(([name, type]) => ({ name, type })),
    results,
  }),
  error: (code, message, id) => ({
    error: { code, message, innerError: { date: '2026-11-20T12:00:00', 'request-id': id, 'client-request-id': 'own' } },
  }),
};

export const XDR: Backend = {
  ...DEFENDER,
  name: 'xdr',
  operation: 'runAdvancedHunting',
  call: 'POST /api/advancedhunting/run',
  peer: 'Microsoft Defender XDR',
  audience: 'https://api.security.microsoft.com',
  permission: 'AdvancedHunting.Read.All (application) or AdvancedHunting.Read (delegated)',
  scope: 'AdvancedHunting.Read',
  perHour: null,
  mint: (sandbox, as, overrides) => sandbox.mintXdrToken(as, overrides),
  answer: (columns, rows) => ({ Stats: { ExecutionTime: 0.5 }, ...DEFENDER.answer(columns, rows) }),
};

export const BACKENDS = [
  ['Defender', DEFENDER],
  ['Microsoft Graph', GRAPH],
  ['Defender XDR', XDR],
] as const;

/** `url` is where the API of the backend is, if it is not Defender's. */
function variablesOf({ name }: Backend, url: string): Record<string, string> {
  const variable = { defender: null, graph: 'GRAPH_API_URL', xdr: 'XDR_API_URL' }[name];
  return { HUNTING_BACKEND: name, ...(variable !== null && { [variable]: url }) };
}

export interface HuntingGateway extends TestGateway {
  sandbox: Sandbox;
  signIn: SignIn;
}

/** A gateway in all modes that hunts by one backend of a sandbox; `now` is the clock of all, in milliseconds. */
export async function startHuntingGateway(backend: Backend, now: () => number = Date.now): Promise<HuntingGateway> {
  const sandbox = await startSandbox({ machines: 20, alerts: 60, now });
  const signIn = await startSignIn({ tenantIds: [sandbox.tenantId], now });
  const gateway = await startGateway(sandbox.url, variablesOf(backend, sandbox.url), signInSettings(signIn), now);
  return {
    ...gateway,
    sandbox,
    signIn,
    close: async () => {
      await gateway.close();
      await signIn.close();
      await sandbox.close();
    },
  };
}

export const CONTOSO = '3f2b6f0a-6c11-4d0e-9a53-1c7d0f5b2a10';

export interface TwoApis extends TestGateway {
  signIn: SignIn;
  defender: FakeApi;
  /** The API that hunts where that is not Defender. */
  other: FakeApi;
  /** The API of the backend. */
  hunting: FakeApi;
}

export const bearerOf = ({ headers }: ApiCall): string => (headers.authorization ?? '').replace('Bearer ', '');

/** A gateway in all modes before two servers, one of which hunts as told; it has no quota unless told to. */
export async function startTwoApis(
  backend: Backend,
  hunt: Reply,
  {
    defender: others = {},
    quota = false,
    variables = {},
  }: { defender?: Record<string, Reply>; quota?: boolean; variables?: Record<string, string> } = {},
): Promise<TwoApis> {
  const own = { [backend.call]: hunt };
  const defender = await startFakeApi(backend.name === 'defender' ? Object.assign(others, own) : others);
  const other = await startFakeApi(backend.name === 'defender' ? {} : own);
  const signIn = await startSignIn({ tenantIds: [CONTOSO] });
  const quotaStore = quota ? {} : { quotaStore: new UnlimitedQuotas() };
  const settings = signInSettings(signIn);
  const configured = { ...variablesOf(backend, other.url), ...variables };
  const gateway = await startGateway(defender.url, configured, settings, Date.now, quotaStore);
  return {
    ...gateway,
    signIn,
    defender,
    other,
    hunting: backend.name === 'defender' ? defender : other,
    close: async () => {
      await gateway.close();
      await Promise.all([signIn.close(), defender.close(), other.close()]);
    },
  };
}
