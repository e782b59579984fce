import { generateKeyPair, SignJWT } from 'jose';
import {
  applicationOf,
  identityOf,
  mintPersonaToken,
  type Persona,
} from '../../../src/sandbox/sign-in/directory/personas.ts';
import type { SignIn } from '../../../src/sandbox/sign-in/sign-in.ts';
import { identity } from '../fakes/canary-api.ts';

export interface Credentials {
  token: string;
  /** Header `x-tenant-id`. */
  tenant?: string;
}

/** Someone who may call, in one mode. */
export interface Caller {
  title: string;
  /** Who Defender has to take them for. */
  identity: string;
  tenantId: string;
  objectId: string;
  mode: 'passthrough' | 'on-behalf-of' | 'app';
  /** Header `x-tenant-id`. */
  tenant?: string;
  mint(): Promise<string>;
}

const USERS: readonly Persona[] = ['reader', 'responder'];

function usersOf(signIn: SignIn, tid: string): Caller[] {
  return USERS.flatMap((persona): Caller[] => {
    const { oid, name } = identityOf(persona, tid);
    const who = { tenantId: tid, objectId: oid };
    return [
      {
        ...who,
        title: `${name} of ${tid}, passed through`,
        identity: identity(tid, applicationOf(persona, tid), oid),
        mode: 'passthrough',
        // Two tokens made within a second would be the same text.
        mint: () => mintPersonaToken(persona, tid, Date.now(), { uti: crypto.randomUUID() }),
      },
      {
        ...who,
        title: `${name} of ${tid}, on behalf of`,
        identity: identity(tid, signIn.gatewayClientId, oid),
        mode: 'on-behalf-of',
        mint: () => signIn.mintGatewayToken(persona, { tid }),
      },
    ];
  });
}

/** Two users of each tenant in both modes that users have, an application of each, and one of the home tenant abroad. */
export function callersOf(signIn: SignIn): Caller[] {
  const [home = '', abroad = ''] = signIn.tenantIds;
  const application = (from: string, to: string): Caller => ({
    title: `the application of ${from} for ${to}`,
    identity: identity(to, signIn.gatewayClientId),
    tenantId: to,
    objectId: identityOf('app', from).oid,
    mode: 'app',
    ...(from !== to && { tenant: to }),
    mint: () => signIn.mintGatewayToken('app', { tid: from }),
  });
  return [
    ...signIn.tenantIds.flatMap((tid) => usersOf(signIn, tid)),
    application(home, home),
    application(abroad, abroad),
    application(home, abroad),
  ];
}

const FOREIGN_KEYS = await generateKeyPair('RS256');

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function read(token: string): { head: Record<string, string>; claims: Record<string, unknown>; signature: string } {
  const [head = '', claims = '', signature = ''] = token.split('.');
  const parsed = (text: string): unknown => JSON.parse(Buffer.from(text, 'base64url').toString());
  return {
    head: parsed(head) as Record<string, string>,
    claims: parsed(claims) as Record<string, unknown>,
    signature,
  };
}

/** Ways to come by the answers of a victim, with the victim's token seen but for its signature, and a token of one's own. */
export const FORGERIES: Readonly<
  Record<string, (victim: Credentials, own: Credentials, tenants: readonly string[]) => Promise<Credentials>>
> = {
  'the victim’s claims, unsigned': ({ token, tenant }) => {
    const { claims } = read(token);
    return Promise.resolve({ token: `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`, tenant });
  },
  'the victim’s claims under another key': async ({ token, tenant }) => {
    const { head, claims } = read(token);
    const signing = new SignJWT(claims).setProtectedHeader({ ...head, alg: 'RS256' });
    return { token: await signing.sign(FOREIGN_KEYS.privateKey), tenant };
  },
  'the victim’s claims under one’s own signature': ({ token, tenant }, own) => {
    const { signature } = read(own.token);
    return Promise.resolve({ token: [...token.split('.').slice(0, 2), signature].join('.'), tenant });
  },
  'one’s own token with another tid': ({ tenant }, own, tenants) => {
    const { head, claims, signature } = read(own.token);
    const tid = tenants.find((id) => id !== claims.tid);
    return Promise.resolve({ token: `${part(head)}.${part({ ...claims, tid })}.${signature}`, tenant });
  },
  'one’s own token with another tenant named': (_, own, tenants) =>
    Promise.resolve({ token: own.token, tenant: tenants.find((id) => id !== read(own.token).claims.tid) }),
};
