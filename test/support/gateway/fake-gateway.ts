import { startFakeApi, type FakeApi, type Reply } from '../fakes/fake-api.ts';
import { tokenOf } from './tokens.ts';
import { startGateway, type Answer, type TestGateway } from './gateway.ts';

/** Tenant of the token that a fake gateway is called with. */
export const FAKE_TENANT = '6f1d2c3b-0a49-4e58-8d67-1c2b3a495868';

/** A token for Defender and Defender XDR that shows no permission, so that the API decides; `of` tells callers apart. */
function fakeToken(of: string): string {
  const aud = ['https://api.securitycenter.microsoft.com', 'https://api.security.microsoft.com'];
  return tokenOf({ aud, tid: FAKE_TENANT, jti: of });
}

export interface FakeGateway extends TestGateway {
  api: FakeApi;
  /** Runs a query; any error rejects. */
  run<T>(query: string, variables?: Record<string, unknown>, token?: string): Promise<Answer<T> & { data: T }>;
  /** Runs a query that may fail: as another caller each time, so that nothing is shared, unless a token is given. */
  attempt<T>(query: string, variables?: Record<string, unknown>, token?: string): Promise<Answer<T>>;
}

/** A gateway in front of a fake API; `replies` is read at each call, so a test may change it. */
export async function startFakeGateway(
  replies: Record<string, Reply>,
  variables: Readonly<Record<string, string>> = {},
): Promise<FakeGateway> {
  const api = await startFakeApi(replies);
  const gateway = await startGateway(api.url, { ENTRA_TENANT_ID: FAKE_TENANT, ...variables });
  let callers = 0;
  const attempt = <T>(
    query: string,
    sent?: Record<string, unknown>,
    token = fakeToken(String((callers += 1))),
  ): Promise<Answer<T>> => gateway.send<T>(token, query, sent);
  return {
    ...gateway,
    api,
    attempt,
    run: async <T>(query: string, sent?: Record<string, unknown>, token?: string) => {
      const answer = await attempt<T>(query, sent, token);
      if (answer.errors !== undefined || answer.data === null) throw new Error(JSON.stringify(answer.errors));
      return { ...answer, data: answer.data };
    },
    close: async () => {
      await gateway.close();
      await api.close();
    },
  };
}

/**
 * Runs a test against a fake gateway of its own, closed whatever happens; a call that no one expected fails the test.
 */
export async function withFakeGateway(
  replies: Record<string, Reply>,
  run: (gateway: FakeGateway) => Promise<void>,
): Promise<void> {
  const gateway = await startFakeGateway(replies);
  try {
    await run(gateway);
    if (gateway.api.unexpected.length > 0) throw new Error(`Nobody expected ${gateway.api.unexpected.join(', ')}.`);
  } finally {
    await gateway.close();
  }
}
