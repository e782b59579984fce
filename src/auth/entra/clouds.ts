/** Where one Microsoft cloud keeps the Defender API, its sign-in and Graph (exposed-apis-list.md, gov.md). */
export interface Cloud {
  api: string;
  signIn: string;
  graph: string;
  /** Nearer hosts of the same API; listed for the commercial cloud only. */
  regions: Readonly<Record<string, string>>;
}

export const CLOUD_NAMES = ['commercial', 'gcc', 'gcc-high', 'dod'] as const;
export type CloudName = (typeof CLOUD_NAMES)[number];

export const REGION_NAMES = ['us', 'eu', 'uk', 'au', 'swa', 'ina', 'aea'] as const;

export const CLOUDS: Readonly<Record<CloudName, Cloud>> = {
  commercial: {
    api: 'https://api.security.microsoft.com',
    signIn: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    regions: Object.fromEntries(REGION_NAMES.map((name) => [name, `https://${name}.api.security.microsoft.com`])),
  },
  gcc: {
    api: 'https://api-gcc.securitycenter.microsoft.us',
    signIn: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    regions: {},
  },
  'gcc-high': {
    api: 'https://api-gov.securitycenter.microsoft.us',
    signIn: 'https://login.microsoftonline.us',
    graph: 'https://graph.microsoft.us',
    regions: {},
  },
  dod: {
    api: 'https://api-gov.securitycenter.microsoft.us',
    signIn: 'https://login.microsoftonline.us',
    graph: 'https://dod-graph.microsoft.us',
    regions: {},
  },
};

/** Graph's own id, by which it goes in every cloud. */
const GRAPH_ID = '00000003-0000-0000-c000-000000000000';

/** Audiences of tokens for Microsoft Graph at an address; one that is no known host of Graph stands in for `usual`. */
export function graphAudiences(address: string, usual: string): readonly [string, ...string[]] {
  const { origin } = new URL(address);
  const known = Object.values(CLOUDS).some(({ graph }) => graph === origin);
  return [known ? origin : usual, GRAPH_ID];
}

/**
 * Audiences under which Entra ID issues tokens for the Defender API; the host called and the audience asked for differ
 * by design (exposed-apis-create-app-webapp.md).
 */
export const DEFENDER_AUDIENCES = [
  'https://api.securitycenter.microsoft.com',
  'https://securitycenter.onmicrosoft.com/windowsatpservice',
  'fc780465-2017-40d4-a0c5-307022471b92',
] as const;
