import { startSignIn, type SignIn, type SignInRequest } from '../../../src/sandbox/sign-in/sign-in.ts';
import { startFakeApi, type FakeApi, type Reply } from '../fakes/fake-api.ts';
import { startGateway, type TestGateway } from './gateway.ts';
import { signInSettings } from '../sign-in/sign-in-gateway.ts';
import { UnlimitedQuotas } from '../fakes/unlimited-quotas.ts';

export const CONTOSO = '3f2b6f0a-6c11-4d0e-9a53-1c7d0f5b2a10';

export interface ExchangeGateway extends TestGateway {
  api: FakeApi;
  signIn: SignIn;
  /** Requests for a token that have reached the sign-in server. */
  tokenRequests(): SignInRequest[];
  /** The tokens that have reached the API. */
  received(): string[];
}

/**
 * A gateway in all modes between a sign-in server and an API that answers as told; it has no quota, keeps no answer unless
 * told to, and waits for the sign-in server as long as it takes unless it is to have the usual patience.
 */
export async function startExchangeGateway(
  replies: Record<string, Reply>,
  now: () => number = Date.now,
  variables: Readonly<Record<string, string>> = { CACHE_MEGABYTES: '0' },
  patience: 'usual' | 'long' = 'long',
): Promise<ExchangeGateway> {
  const api = await startFakeApi(replies);
  const signIn = await startSignIn({ tenantIds: [CONTOSO], now });
  const { signInTimeLimit: _, ...settings } = signInSettings(signIn);
  const gateway = await startGateway(
    api.url,
    variables,
    patience === 'usual' ? settings : signInSettings(signIn),
    now,
    {
      quotaStore: new UnlimitedQuotas(),
    },
  );
  return {
    ...gateway,
    api,
    signIn,
    tokenRequests: () => signIn.requests.filter(({ method }) => method === 'POST'),
    received: () => api.calls.map(({ headers }) => (headers.authorization ?? '').replace('Bearer ', '')),
    close: async () => {
      await gateway.close();
      await signIn.close();
      await api.close();
    },
  };
}
