import type { FastifyInstance } from 'fastify';
import { quirksRoute } from './quirks-route.ts';
import { startSandbox } from './sandbox.ts';
import { DEFENDER, GRAPH, XDR } from './wire/simulated-apis.ts';
import { startSignIn } from './sign-in/sign-in.ts';
import { devTokenRoute } from './dev-token-route.ts';
import { describedPersonas } from './sign-in/directory/personas.ts';

/**
 * A simulated tenant with its own sign-in server, and what a gateway has to be told to serve it: the same settings as for
 * a real tenant, so that tokens take the real way.
 */
export async function startEmbedded(huntingBackend: 'defender' | 'graph' | 'xdr') {
  const sandbox = await startSandbox();
  const signIn = await startSignIn({ tenantIds: [sandbox.tenantId] });
  const [registered] = signIn.applications;
  if (registered?.secret == null) throw new Error('The sandbox has registered no gateway.');
  return {
    apiUrl: sandbox.url,
    graphUrl: sandbox.url,
    xdrUrl: sandbox.url,
    auth: {
      modes: new Set(['passthrough', 'on-behalf-of', 'app'] as const),
      authority: signIn.url,
      audiences: [DEFENDER.audience] as const,
      graphAudiences: huntingBackend === 'graph' ? ([GRAPH.audience] as const) : null,
      xdrAudiences: [XDR.audience] as const,
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
    personas: describedPersonas().map(({ name, description }) => ({ as: name, may: description })),
    routes: (app: FastifyInstance) => {
      devTokenRoute(app, sandbox, signIn);
      quirksRoute(app, sandbox.quirks);
    },
    close: async () => {
      await signIn.close();
      await sandbox.close();
    },
  };
}
