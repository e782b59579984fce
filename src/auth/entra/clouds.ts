/** Where one Microsoft cloud keeps the Defender API, its sign-in, Graph and Defender XDR (exposed-apis-list.md, gov.md, usgov.md). */
export interface Cloud {
  api: string;
  signIn: string;
  graph: string;
  xdr: string;
  /** Nearer hosts of the same API; listed for the commercial cloud only. */
  regions: Readonly<Record<string, string>>;
  /** Nearer hosts of Defender XDR, which has fewer (api-supported.md). */
  xdrRegions: Readonly<Record<string, string>>;
}

export const CLOUD_NAMES = ['commercial', 'gcc', 'gcc-high', 'dod'] as const;
export type CloudName = (typeof CLOUD_NAMES)[number];

export const REGION_NAMES = ['us', 'eu', 'uk', 'au', 'swa', 'ina', 'aea'] as const;

export const CLOUDS: Readonly<Record<CloudName, Cloud>> = {
  commercial: {
    api: 'https://api.security.microsoft.com',
    signIn: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    xdr: 'https://api.security.microsoft.com',
    regions: Object.fromEntries(REGION_NAMES.map((name) => [name, `https://${name}.api.security.microsoft.com`])),
    xdrRegions: Object.fromEntries(
      ['us', 'eu', 'uk'].map((name) => [name, `https://api-${name}.security.microsoft.com`]),
    ),
  },
  gcc: {
    api: 'https://api-gcc.securitycenter.microsoft.us',
    signIn: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    xdr: 'https://api-gcc.security.microsoft.us',
    regions: {},
    xdrRegions: {},
  },
  'gcc-high': {
    api: 'https://api-gov.securitycenter.microsoft.us',
    signIn: 'https://login.microsoftonline.us',
    graph: 'https://graph.microsoft.us',
    xdr: 'https://api-gov.security.microsoft.us',
    regions: {},
    xdrRegions: {},
  },
  dod: {
    api: 'https://api-gov.securitycenter.microsoft.us',
    signIn: 'https://login.microsoftonline.us',
    graph: 'https://dod-graph.microsoft.us',
    xdr: 'https://api-gov.security.microsoft.us',
    regions: {},
    xdrRegions: {},
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

/**
 * Audiences under which Entra ID issues tokens for Defender XDR; the page on the government clouds names other hosts and
 * no other audience (api-create-app-web.md, usgov.md).
 */
export const XDR_AUDIENCES = ['https://api.security.microsoft.com', '8ee8fdad-f234-4243-8f3b-15c294843740'] as const;
