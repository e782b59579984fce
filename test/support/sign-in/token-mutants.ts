import { generateKeyPairSync } from 'node:crypto';
import { hmac, jwt, part, pss, rsa, unsigned, without, type Workshop } from './forge-token.ts';

/** A forged, borrowed or broken token for the gateway. */
export interface Mutant {
  title: string;
  make: (workshop: Workshop) => string;
}

type Change = Record<string, unknown>;

const FOREIGN_TENANT = '8d1e4c52-2f37-4b8a-b6d4-5e9a7c3f1b20';
const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

const genuine = (title: string, make: (workshop: Workshop) => string): Mutant => ({ title, make });

/** A header that is not Entra's, under its signature. */
const header = (title: string, change: (workshop: Workshop) => Change): Mutant =>
  genuine(title, (w) => jwt({ ...w.header, ...change(w) }, w.claims, rsa(w.genuine.key)));

/** Claims that are not sound, under Entra's signature; undefined leaves a claim out. */
const claims = (title: string, change: (workshop: Workshop) => Change): Mutant =>
  genuine(title, (w) => jwt(w.header, { ...w.claims, ...change(w) }, rsa(w.genuine.key)));

const ofApplication = (title: string, change: Change): Mutant =>
  genuine(title, (w) => jwt(w.header, { ...w.application, ...change }, rsa(w.genuine.key)));

/** A header that brings or names a stranger's key, under the stranger's signature. */
const broughtAlong = (title: string, change: (workshop: Workshop) => Change): Mutant =>
  genuine(title, (w) => jwt({ ...w.header, ...change(w) }, w.claims, rsa(w.stranger.key)));

const text = (value: unknown): string => String(value);
const parts = (w: Workshop): [string, string, string] =>
  jwt(w.header, w.claims, rsa(w.genuine.key)).split('.') as [string, string, string];

const OF_HEADERS: Mutant[] = [
  ...['none', 'None', 'nOnE', ''].map((alg) =>
    genuine(`alg "${alg}" and no signature`, (w) => jwt({ ...w.header, alg }, w.claims, unsigned)),
  ),
  genuine('HS256 with the public key, PEM, for a secret', (w) =>
    jwt({ ...w.header, alg: 'HS256' }, w.claims, hmac(w.genuine.publicPem)),
  ),
  genuine('HS256 with the modulus for a secret', (w) =>
    jwt({ ...w.header, alg: 'HS256' }, w.claims, hmac(text(w.genuine.publicJwk.n))),
  ),
  genuine('HS256 without a secret', (w) => jwt({ ...w.header, alg: 'HS256' }, w.claims, hmac(''))),
  genuine('RS384', (w) => jwt({ ...w.header, alg: 'RS384' }, w.claims, rsa(w.genuine.key, 'sha384'))),
  genuine('RS512', (w) => jwt({ ...w.header, alg: 'RS512' }, w.claims, rsa(w.genuine.key, 'sha512'))),
  genuine('PS256', (w) => jwt({ ...w.header, alg: 'PS256' }, w.claims, pss(w.genuine.key))),
  genuine('PS256 under the name of RS256', (w) => jwt(w.header, w.claims, pss(w.genuine.key))),
  genuine('ES256 of a key of its own', (w) => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return jwt({ ...w.header, alg: 'ES256' }, w.claims, rsa(privateKey));
  }),
  header('no alg', () => ({ alg: undefined })),
  header('a list of algs', () => ({ alg: ['RS256'] })),
  header('no kid', () => ({ kid: undefined })),
  header('an empty kid', () => ({ kid: '' })),
  header('an unknown kid', () => ({ kid: 'sandbox-999' })),
  header('a kid that is a path', () => ({ kid: '../../../dev/null' })),
  header('a kid that is a number', () => ({ kid: 1 })),
  header('a kid that every object has', () => ({ kid: '__proto__' })),
  broughtAlong('the right kid and a stranger’s key', () => ({})),
  broughtAlong('a jwk', ({ stranger }) => ({ jwk: stranger.publicJwk })),
  broughtAlong('a jwk and no kid', ({ stranger }) => ({ jwk: stranger.publicJwk, kid: undefined })),
  broughtAlong('a jku', () => ({ jku: 'https://keys.contoso.example/keys' })),
  broughtAlong('an x5u', () => ({ x5u: 'https://keys.contoso.example/chain.pem' })),
  broughtAlong('an x5c', ({ stranger }) => ({ x5c: [text(stranger.publicJwk.n)] })),
  header('the genuine key as a jwk', (w) => ({ jwk: w.genuine.publicJwk })),
  header('a jku, though genuine', () => ({ jku: 'https://login.microsoftonline.com/common/discovery/v2.0/keys' })),
  header('a crit', () => ({ crit: ['exp'] })),
  header('a crit that is empty', () => ({ crit: [] })),
  header('a payload that is not encoded', () => ({ b64: false, crit: ['b64'] })),
  header('b64 alone', () => ({ b64: true })),
  header('a compression', () => ({ zip: 'DEF' })),
  header('an encryption', () => ({ enc: 'A256GCM' })),
  header('the typ of a proof', () => ({ typ: 'dpop+jwt' })),
  header('the typ of a logout', () => ({ typ: 'logout+jwt' })),
  header('a typ that is a list', () => ({ typ: ['JWT'] })),
];

const OF_CLAIMS: Mutant[] = [
  claims('the audience Graph', () => ({ aud: 'https://graph.microsoft.com' })),
  claims('the audience of another application', () => ({ aud: '00000003-0000-4000-8000-000000000000' })),
  claims('an audience that only begins like ours', ({ claims: { aud } }) => ({ aud: `${text(aud)}0` })),
  claims('an audience that is an address of ours', ({ claims: { aud } }) => ({ aud: `https://${text(aud)}` })),
  claims('our audience in a list', ({ claims: { aud } }) => ({ aud: [aud] })),
  claims('our audience and another', ({ claims: { aud } }) => ({ aud: [aud, 'https://graph.microsoft.com'] })),
  claims('no issuer', () => ({ iss: undefined })),
  claims('the issuer of another tenant', ({ claims: { iss, tid } }) => ({
    iss: text(iss).replace(text(tid), FOREIGN_TENANT),
  })),
  claims('the issuer with a slash more', ({ claims: { iss } }) => ({ iss: `${text(iss)}/` })),
  claims('the issuer without its version', ({ claims: { iss } }) => ({ iss: text(iss).replace('/v2.0', '/') })),
  claims('the issuer over http', ({ claims: { iss } }) => ({ iss: text(iss).replace('https', 'http') })),
  claims('the issuer of the real host', ({ claims: { tid } }) => ({
    iss: `https://login.microsoftonline.com/${text(tid)}/v2.0`,
  })),
  claims('the issuer of version 1.0 with ver 2.0', ({ claims: { tid } }) => ({
    iss: `https://sts.windows.net/${text(tid)}/`,
  })),
  claims('version 1.0 where the sign-in host gives none', ({ claims: { tid } }) => ({
    iss: `https://sts.windows.net/${text(tid)}/`,
    ver: '1.0',
  })),
  claims('the issuer as a template', ({ claims: { iss, tid } }) => ({
    iss: text(iss).replace(text(tid), '{tenantid}'),
  })),
  claims('no tid', () => ({ tid: undefined })),
  claims('a tid that is a domain', () => ({ tid: 'contoso.onmicrosoft.com' })),
  claims('the tid common', () => ({ tid: 'common' })),
  claims('a tid with a path', ({ claims: { tid } }) => ({ tid: `${text(tid)}/../common` })),
  claims('a tid in capitals with a path', ({ claims: { tid } }) => ({ tid: `${text(tid).toUpperCase()}%2F..` })),
  claims('a tid with a line break', ({ claims: { tid } }) => ({ tid: `${text(tid)}\n` })),
  claims('a tid that is a list', ({ claims: { tid } }) => ({ tid: [tid] })),
  claims('another served tenant’s tid', () => ({ tid: '9d2f6c1e-5b7a-4c38-8e0d-3a1b2c4d5e6f' })),
  claims('tid and issuer of a tenant that is not served', ({ claims: { iss, tid } }) => ({
    tid: FOREIGN_TENANT,
    iss: text(iss).replace(text(tid), FOREIGN_TENANT),
  })),
  claims('no ver', () => ({ ver: undefined })),
  claims('ver 1.0', () => ({ ver: '1.0' })),
  claims('ver 3.0', () => ({ ver: '3.0' })),
  claims('a ver that is a number', () => ({ ver: 2 })),
  claims('a life that begins in ten minutes', () => ({ nbf: inSeconds(600) })),
  claims('no beginning', () => ({ nbf: undefined })),
  claims('an end an hour ago', () => ({ exp: inSeconds(-3600) })),
  claims('an end this second', () => ({ exp: inSeconds(0) })),
  claims('no end', () => ({ exp: undefined })),
  claims('an end in words', () => ({ exp: 'tomorrow' })),
  claims('no time of issue', () => ({ iat: undefined })),
  claims('no scope', () => ({ scp: undefined })),
  claims('an empty scope', () => ({ scp: '' })),
  claims('another scope', () => ({ scp: 'openid profile' })),
  claims('a scope that only begins like ours', () => ({ scp: 'access_as_user_too' })),
  claims('the scope as a list', () => ({ scp: ['access_as_user'] })),
  claims('no object id', () => ({ oid: undefined })),
  claims('an empty object id', () => ({ oid: '' })),
  claims('an object id that is a number', () => ({ oid: 7 })),
  claims('the kind of a device', () => ({ idtyp: 'device' })),
  claims('the kind of an application with a user’s scope', () => ({ idtyp: 'app' })),
  claims('the kind of an application with scope and roles', () => ({ idtyp: 'app', roles: ['Defender.Read'] })),
  claims('the kind App', () => ({ idtyp: 'App', scp: undefined, roles: ['Defender.Read'] })),
  ofApplication('an application without roles', { roles: undefined }),
  ofApplication('an application whose roles are words', { roles: 'Defender.Read Defender.Tenants' }),
  ofApplication('an application with a role that is no text', { roles: ['Defender.Read', 7] }),
  ofApplication('an application that does not say so', { idtyp: undefined }),
  ofApplication('an application with a user’s scope', { scp: 'access_as_user' }),
  genuine('an id token', (w) =>
    jwt(w.header, { ...without(w.claims, 'scp', 'azp', 'azpacr'), nonce: 'n-1' }, rsa(w.genuine.key)),
  ),
];

const OF_FORM: Mutant[] = [
  genuine('claims that were changed', (w) => {
    const [head, , signature] = parts(w);
    return `${head}.${part({ ...w.claims, oid: 'victim' })}.${signature}`;
  }),
  genuine('a signature that was changed', (w) => {
    const [head, payload, signature] = parts(w);
    return `${head}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
  }),
  genuine('a signature that was cut short', (w) => parts(w).join('.').slice(0, -8)),
  genuine('no signature', (w) => parts(w).slice(0, 2).join('.') + '.'),
  genuine('a signature of nothing but zeros', (w) => jwt(w.header, w.claims, () => Buffer.alloc(256))),
  genuine('a claim of 8,000 letters and a stranger’s signature', (w) =>
    jwt(w.header, { ...w.claims, name: 'x'.repeat(8_000) }, rsa(w.stranger.key)),
  ),
];

/** Soundly addressed to the gateway, but for one fault each. */
export const MUTANTS: readonly Mutant[] = [...OF_HEADERS, ...OF_CLAIMS, ...OF_FORM];

/**
 * Tokens that tell no one whom they are for: in pass-through they are opaque and Defender's to refuse, elsewhere there
 * is nothing they could be.
 */
export const OPAQUE: readonly Mutant[] = [
  claims('no audience', () => ({ aud: undefined })),
  claims('an audience that is a number', () => ({ aud: 7 })),
  claims('an empty list of audiences', () => ({ aud: [] })),
  genuine('a dot more', (w) => `${parts(w).join('.')}.`),
  genuine('five parts', (w) => `${parts(w).join('.')}.a.b`),
  genuine('one part', (w) => parts(w)[0]),
  genuine('a token inside a token', (w) => {
    const inner = parts(w).join('.');
    const [head] = parts(w);
    return `${head}.${Buffer.from(inner).toString('base64url')}.${parts(w)[2]}`;
  }),
  genuine('claims that are a list', (w) => jwt(w.header, [w.claims], rsa(w.genuine.key))),
  genuine('claims that are null', (w) => jwt(w.header, null, rsa(w.genuine.key))),
  genuine('words', () => 'open-sesame'),
];
