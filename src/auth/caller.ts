export type AuthMode = 'PASSTHROUGH' | 'ON_BEHALF_OF' | 'APP';

/** Who calls, as far as the token tells. */
export interface Caller {
  kind: 'USER' | 'APPLICATION';
  tenantId: string;
  applicationId: string | null;
  objectId: string | null;
  name: string | null;
  mode: AuthMode;
  /** Delegated scopes or application roles that the token shows; empty when it shows none. */
  permissions: readonly string[];
  /** SHA-256 of the caller's credential, hex: the only identity that nobody can make up. */
  credentialHash: string;
}

/** A caller let in, and the token to be sent upstream for them. */
export interface Authenticated {
  caller: Caller;
  upstreamToken: () => Promise<string>;
}
