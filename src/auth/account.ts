import type { Account } from '../rest/resilience/unverified-bulkhead.ts';
import type { Caller } from './caller.ts';

/**
 * Whose quota a caller's calls draw on, and who may share answers with them: Defender counts by the application that it
 * sees, which is the gateway's own (`clientId`) unless the caller's token is passed through.
 */
export function accountOf(caller: Caller, clientId: string | null): Account {
  const { tenantId, applicationId, objectId, credentialHash, mode } = caller;
  if (mode === 'PASSTHROUGH' || clientId === null) {
    return {
      applicationId: applicationId ?? credentialHash,
      tenantId,
      principal: `PASSTHROUGH ${credentialHash}`,
      verified: false,
    };
  }
  // Defender shows each person what they may see, and every application what the gateway may.
  const principal = mode === 'APP' ? 'APP' : `ON_BEHALF_OF ${objectId ?? credentialHash}`;
  const turn = `${mode} ${objectId ?? credentialHash}`;
  return { applicationId: clientId, tenantId, principal, fairnessKey: turn, verified: true };
}
