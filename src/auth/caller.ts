export type AuthMode = 'PASSTHROUGH' | 'ON_BEHALF_OF' | 'APP';

/** Who calls, as far as is known before any call. */
export interface Caller {
  kind: 'USER' | 'APPLICATION';
  tenantId: string;
  applicationId: string | null;
  objectId: string | null;
  name: string | null;
  mode: AuthMode;
  /** SHA-256 of the caller's credential, hex: the only identity that nobody can make up. */
  credentialHash: string;
}

/** A caller let in, and how to act for them upstream. */
export interface Authenticated {
  caller: Caller;
  /** The token to be sent upstream. Throws RestError. */
  upstreamToken(): Promise<string>;
  /** To be told when upstream answered 401: the token is forgotten at once. */
  tokenRejected(token: string): void;
  /** The Defender permissions that the upstream token shows; empty when it shows none, and then Defender decides. */
  permissions(): Promise<readonly string[]>;
  /** The gateway's own roles that the caller holds; null where Defender knows the caller and decides. */
  gatewayRoles: readonly string[] | null;
}
