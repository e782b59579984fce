import { GRAPH_OPERATIONS, XDR_OPERATIONS } from '../../wire/other-api-operations.ts';
import { OPERATIONS } from '../../wire/operations.ts';
import { createRandom } from '../../seed/random.ts';
import { signToken } from '../keys/signing-keys.ts';
import { DEFENDER, GRAPH, XDR } from '../../wire/simulated-apis.ts';

export type Persona = 'reader' | 'responder' | 'hunter' | 'admin' | 'app';

/** Every delegated permission of the API. */
export const ALL_DELEGATED = [...new Set(OPERATIONS.flatMap((operation) => operation.permissions.delegated))].sort();
/** Every application permission of the API. */
export const ALL_APPLICATION = [
  ...new Set(OPERATIONS.flatMap((operation) => operation.permissions.application)),
].sort();

/** Every delegated permission of Defender XDR. */
export const XDR_DELEGATED = [...new Set(XDR_OPERATIONS.flatMap(({ permissions }) => permissions.delegated))];
/** Every application permission of Defender XDR. */
export const XDR_APPLICATION = [...new Set(XDR_OPERATIONS.flatMap(({ permissions }) => permissions.application))];

// There is no read-only permission for indicators.
const READING = ALL_DELEGATED.filter((name) => /\.Read(\.All)?$/.test(name) || name === 'Ti.ReadWrite');
const RESPONDING = ALL_DELEGATED.filter((name) => /^Machine\.|^Alert\.ReadWrite$|^Library\./.test(name));

const SCOPES: Readonly<Record<Exclude<Persona, 'app'>, readonly string[]>> = {
  reader: READING,
  responder: [...new Set([...READING, ...RESPONDING])],
  hunter: ['AdvancedQuery.Read', 'Alert.Read', 'Machine.Read'],
  admin: ALL_DELEGATED,
};

/** The permissions of Graph by which the sandbox knows who may hunt there. */
export const GRAPH_HUNTING = GRAPH_OPERATIONS.flatMap(({ permissions }) => permissions.application);

/** What every application is let do in Graph. */
const PROFILE = 'User.Read';

const NAMES: Readonly<Record<Persona, string>> = {
  reader: 'rita.reader',
  responder: "ronan.o'neill",
  hunter: 'hana.hunter',
  admin: 'ada.admin',
  app: 'Contoso Response Automation',
};

const DESCRIPTIONS: Readonly<Record<Persona, string>> = {
  reader: 'A person who may read everything that a person may read, hunt, and submit indicators.',
  responder: 'A person who may do what reader may, and change: act on devices, tags, alerts, indicators, files.',
  hunter: 'A person who may hunt and read alerts and machines, and nothing else.',
  admin: 'A person with every permission that the vendor gives to people.',
  app: 'An application, no person, with every permission of an application.',
};

/** The callers that the sandbox knows, each with what its tokens for all the APIs permit. */
export function describedPersonas(): { name: Persona; description: string; permissions: string[] }[] {
  const personas = Object.keys(NAMES) as Persona[];
  return personas.map((name) => {
    const permissions =
      name === 'app'
        ? [...ALL_APPLICATION, ...XDR_APPLICATION, ...GRAPH_HUNTING]
        : [...SCOPES[name], ...xdrScopesOf(NAMES[name]), ...graphScopesOf(NAMES[name])];
    return { name, description: DESCRIPTIONS[name], permissions: [...new Set(permissions)].sort() };
  });
}

/** Whether a name is that of a person among the personas. */
export function isPerson(name: string): name is Exclude<Persona, 'app'> {
  return Object.hasOwn(SCOPES, name);
}

/** Who a persona is in a tenant. */
export interface Identity {
  oid: string;
  name: string;
  /** Sign-in name. */
  upn: string;
}

/** The persona as a user, or for `app` as a service principal, of a tenant. */
export function identityOf(persona: Persona, tenantId: string): Identity {
  const name = NAMES[persona];
  return { oid: createRandom(`${tenantId}:${persona}`).guid(), name, upn: `${name}@contoso.example` };
}

/** Id of the application that calls for a persona: one stands for everything that calls with a user's token. */
export function applicationOf(persona: Persona, tenantId: string): string {
  return createRandom(`${tenantId}:${persona === 'app' ? 'daemon' : 'client'}`).guid();
}

/** The delegated permissions of the user of this name; who is no persona may read. */
export function scopesOf(name: string): readonly string[] {
  const users = Object.keys(SCOPES) as (keyof typeof SCOPES)[];
  return SCOPES[users.find((persona) => NAMES[persona] === name) ?? 'reader'];
}

/** The delegated permissions in Graph of the user of this name; who may read in Defender may not hunt there for that. */
export function graphScopesOf(name: string): readonly string[] {
  return name === NAMES.hunter || name === NAMES.admin ? GRAPH_DELEGATED : [PROFILE];
}

/** Delegated permissions that Graph has here. */
export const GRAPH_DELEGATED = [...GRAPH_HUNTING, PROFILE];

/** The delegated permissions in Defender XDR of the user of this name; who is no persona may read incidents. */
export function xdrScopesOf(name: string): readonly string[] {
  const reading = ['Incident.Read'];
  const scopes: Readonly<Record<string, readonly string[]>> = {
    [NAMES.responder]: ['Incident.ReadWrite'],
    [NAMES.hunter]: [...reading, 'AdvancedHunting.Read'],
    [NAMES.admin]: XDR_DELEGATED,
  };
  return scopes[name] ?? reading;
}

/** What a persona's token for Defender XDR has instead of what one for Defender has. */
export function xdrClaims(persona: Persona): Record<string, unknown> {
  const own = persona === 'app' ? { roles: XDR_APPLICATION } : { scp: xdrScopesOf(NAMES[persona]).join(' ') };
  return { aud: XDR.audience, ...own };
}

/** What a persona's token for Graph has instead of what one for Defender has. */
export function graphClaims(persona: Persona): Record<string, unknown> {
  const own = persona === 'app' ? { roles: GRAPH_HUNTING } : { scp: graphScopesOf(NAMES[persona]).join(' ') };
  return { aud: GRAPH.audience, ...own };
}

/**
 * Signs a one-hour access token for a persona; `overrides` replace or add claims, undefined removes them. A `tid` makes
 * it the persona of that tenant. `now` in ms.
 */
export async function mintPersonaToken(
  persona: Persona,
  homeTenantId: string,
  now: number,
  overrides: Record<string, unknown> = {},
): Promise<string> {
  const tenantId = typeof overrides['tid'] === 'string' ? overrides['tid'] : homeTenantId;
  const issued = Math.floor(now / 1000);
  const { oid, name, upn } = identityOf(persona, tenantId);
  const own =
    persona === 'app'
      ? { idtyp: 'app', app_displayname: name, roles: ALL_APPLICATION }
      : { idtyp: 'user', name, upn, scp: SCOPES[persona].join(' ') };
  return signToken({
    aud: DEFENDER.audience,
    iss: `https://sts.windows.net/${tenantId}/`,
    iat: issued,
    nbf: issued,
    exp: issued + 3600,
    appid: applicationOf(persona, tenantId),
    oid,
    sub: oid,
    tid: tenantId,
    ver: '1.0',
    ...own,
    ...overrides,
  });
}
