import type { FastifyInstance } from 'fastify';
import { startSandbox } from './sandbox.ts';
import { startSignIn } from './sign-in/sign-in.ts';
import { tokenRoute } from './token-route.ts';

/** The audience that the sandbox's API accepts, as the real one does on every host. */
const AUDIENCE = 'https://api.securitycenter.microsoft.com';

/**
 * A simulated tenant with its own sign-in server, and what a gateway has to be told to serve it: the same settings as for
 * a real tenant, so that tokens take the real way.
 */
export async function startEmbedded() {
  const sandbox = await startSandbox();
  const signIn = await startSignIn({ tenantIds: [sandbox.tenantId] });
  const [registered] = signIn.applications;
  if (registered?.secret == null) throw new Error('The sandbox has registered no gateway.');
  return {
    apiUrl: sandbox.url,
    auth: {
      modes: new Set(['passthrough', 'on-behalf-of', 'app'] as const),
      authority: signIn.url,
      audiences: [AUDIENCE] as const,
      homeTenantId: sandbox.tenantId,
      tenantIds: new Set([sandbox.tenantId]),
      registration: {
        homeTenantId: sandbox.tenantId,
        clientId: registered.clientId,
        credential: { kind: 'secret' as const, secret: registered.secret },
        audience: registered.clientId,
        scope: 'access_as_user',
      },
      ca: signIn.ca,
    },
    routes: (app: FastifyInstance) => tokenRoute(app, sandbox, signIn),
    close: async () => {
      await signIn.close();
      await sandbox.close();
    },
  };
}
