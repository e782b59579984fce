import { createHash } from 'node:crypto';
import { tokenOf } from '../../test/support/gateway/tokens.ts';

/** So many that none of them comes near what an application may ask a minute. */
export const APPLICATIONS = 600;
/** Hunts are counted by tenant. */
const TENANTS = 40;

/** A GUID of any text. */
export function guidOf(text: string): string {
  const hex = createHash('sha1').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Tokens to be passed through, each of another application. */
export function passThroughTokens(): string[] {
  return Array.from({ length: APPLICATIONS }, (_, index) =>
    tokenOf({
      appid: guidOf(`application ${index}`),
      tid: guidOf(`tenant ${index % TENANTS}`),
      oid: guidOf(`user ${index}`),
      name: `user-${index}`,
      scp: 'Alert.ReadWrite Machine.Read User.Read.All AdvancedQuery.Read',
    }),
  );
}
