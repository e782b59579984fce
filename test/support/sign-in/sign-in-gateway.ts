import type { AuthSettings } from '../../../src/auth/create-auth.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../src/sandbox/sandbox.ts';
import { startSignIn, type SignIn } from '../../../src/sandbox/sign-in/sign-in.ts';
import { startGateway, type TestGateway } from '../gateway/gateway.ts';

/** A served tenant next to the sandbox's own. */
export const PARTNER_TENANT = '9d2f6c1e-5b7a-4c38-8e0d-3a1b2c4d5e6f';

/** Settings of a gateway that serves every tenant of a sign-in server in every mode; the first tenant is its home. */
export function signInSettings(signIn: SignIn): Partial<AuthSettings> {
  const [homeTenantId = ''] = signIn.tenantIds;
  const secret = signIn.applications[0]?.secret ?? '';
  return {
    modes: new Set(['passthrough', 'on-behalf-of', 'app'] as const),
    authority: signIn.url,
    homeTenantId,
    tenantIds: new Set(signIn.tenantIds),
    registration: {
      homeTenantId,
      clientId: signIn.gatewayClientId,
      credential: { kind: 'secret', secret },
      audience: signIn.gatewayClientId,
      scope: 'access_as_user',
    },
    ca: signIn.ca,
    // A busy machine takes its time for signatures, and none of it is to be taken for an outage.
    signInTimeLimit: 120_000,
  };
}

export interface SignInGateway extends TestGateway {
  sandbox: Sandbox;
  signIn: SignIn;
}

export interface SignInGatewayOptions {
  sandbox?: Partial<SandboxOptions>;
  settings?: Partial<AuthSettings>;
  variables?: Readonly<Record<string, string>>;
  /** Milliseconds; the clock of all three. */
  now?: () => number;
}

/** A gateway in all modes, with a sandbox of two tenants and a sign-in server of its own. */
export async function startSignInGateway(options: SignInGatewayOptions = {}): Promise<SignInGateway> {
  const { now = Date.now } = options;
  const size = { machines: 20, alerts: 60, tenantIds: [PARTNER_TENANT] };
  const sandbox = await startSandbox({ ...size, quirks: { limits: false }, now, ...options.sandbox });
  const signIn = await startSignIn({ tenantIds: [...sandbox.tenants.keys()], now });
  const settings = { ...signInSettings(signIn), ...options.settings };
  const gateway = await startGateway(sandbox.url, options.variables ?? {}, settings, now);
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
