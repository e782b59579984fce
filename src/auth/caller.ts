import type { ApiName } from '../rest/operation.ts';

export type AuthMode = 'PASSTHROUGH' | 'ON_BEHALF_OF' | 'APP';

/** Who calls, as far as is known before any call. */
export interface Caller {
  kind: 'USER' | 'APPLICATION';
  tenantId: string;
  applicationId: string | null;
  objectId: string | null;
  name: string | null;
  mode: AuthMode;
  /** SHA-256 of the caller's credential, hex: the only identity that no one can make up. */
  credentialHash: string;
}

/** How to act for a caller at one API. */
export interface Access {
  /** The token to be sent there. Throws RestError. */
  token: () => Promise<string>;
  /** To be told when the API answered 401: the token is forgotten at once. */
  onTokenRejected: (token: string) => void;
  /** The permissions that the token shows; empty when it shows none, and then the API decides. */
  permissions: () => Promise<readonly string[]>;
  /** The audience of the token that the API needs, where the caller's own is for another one; null where it fits. */
  requiredAudience: string | null;
}

/** A caller let in, and how to act for them upstream. */
export interface Authenticated {
  caller: Caller;
  /** A token of one API is never sent to another, so each has its own. */
  at(api: ApiName): Access;
  /** The gateway's own roles that the caller holds; null where Defender knows the caller and decides. */
  gatewayRoles: readonly string[] | null;
}
