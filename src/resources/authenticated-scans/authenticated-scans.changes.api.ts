import { audited } from '../../audited.ts';
import type { Context } from '../../context.ts';
import { batchOutcome, mutatedRow, withoutSecrets } from '../../rest/mutation/mutation-result.ts';
import { operation, DEFAULT_LIMIT, type Operation } from '../../rest/operation.ts';
import type { CallOptions } from '../../rest/client/rest-client.ts';
import { isSameId } from '../../rest/rows/hex-id.ts';
import { listScanDefinitions } from './authenticated-scans.api.ts';
import type { ScanDefinitionDeletion } from './authenticated-scans.changes.type.ts';
import type { ScanDefinition } from './authenticated-scans.type.ts';

/** The page spells the delegated permission Machine.Read.Write; a token shows the usual spelling. */
const WRITE = { application: ['Machine.ReadWrite.All'], delegated: ['Machine.ReadWrite', 'Machine.Read.Write'] };

const CHANGE = {
  permissions: WRITE,
  limit: DEFAULT_LIMIT,
  source: 'add-a-new-scan-definition.md',
  role: 'Defender.Configure',
} as const;

export const createScanDefinitionOperation = operation({
  ...CHANGE,
  id: 'createScanDefinition',
  rowType: 'ScanDefinition',
  method: 'POST',
  path: '/api/DeviceAuthenticatedScanDefinitions',
});

/** On the page as an example only. */
export const updateScanDefinitionOperation = operation({
  ...CHANGE,
  id: 'updateScanDefinition',
  rowType: 'ScanDefinition',
  method: 'PATCH',
  path: '/api/DeviceAuthenticatedScanDefinitions/{id}',
});

/** On the page as an example only, without an answer. */
export const deleteScanDefinitionsOperation = operation({
  ...CHANGE,
  id: 'deleteScanDefinitions',
  method: 'POST',
  path: '/api/DeviceAuthenticatedScanDefinitions/BatchDelete',
  noContent: true,
});

/** How a scan signs in, under the vendor's names. */
export interface ScanCredentials {
  '@odata.type': string;
  type: string;
  keyVaultUrl?: string;
  keyVaultSecretName?: string;
  domain?: string;
  username?: string;
  isGmsaUser?: boolean;
  communityString?: string;
  authProtocol?: string;
  authPassword?: string;
  privProtocol?: string;
  privPassword?: string;
}

/** What changes of a definition, under the vendor's names. */
export interface ScanDefinitionChanges {
  scanName?: string;
  isActive?: boolean;
  target?: string;
  intervalInHours?: number;
  targetType?: string;
  scanAuthenticationParams?: ScanCredentials;
}

export type NewScanDefinition = Required<ScanDefinitionChanges> & {
  scanType: string;
  scannerAgent: { machineId: string };
};

/** Sends a definition; what the vendor says against it repeats none of the credentials. */
async function sendDefinition(
  { rest }: Context,
  declared: Operation,
  options: CallOptions & { body: ScanDefinitionChanges },
): Promise<ScanDefinition> {
  const { communityString, authPassword, privPassword } = options.body.scanAuthenticationParams ?? {};
  try {
    return await mutatedRow<ScanDefinition>(rest, declared, options);
  } catch (error) {
    throw withoutSecrets(error, [communityString, authPassword, privPassword]);
  }
}

/** Makes a definition of a scan and returns it as answered (add-a-new-scan-definition.md). Throws RestError. */
export function createScanDefinition(context: Context, definition: NewScanDefinition): Promise<ScanDefinition> {
  const targets = [definition.scannerAgent.machineId];
  return audited(context, { action: 'createScanDefinition', targets, plan: false }, async (intercept) => {
    const options = { body: definition, intercept };
    const value = await sendDefinition(context, createScanDefinitionOperation, options);
    return { outcome: 'CREATED', value, reference: value.id };
  });
}

/** Changes a definition of a scan and returns it as answered (add-a-new-scan-definition.md). Throws RestError. */
export function updateScanDefinition(
  context: Context,
  id: string,
  changes: ScanDefinitionChanges,
): Promise<ScanDefinition> {
  return audited(context, { action: 'updateScanDefinition', targets: [id], plan: false }, async (intercept) => {
    const options = { path: { id }, body: changes, intercept };
    return { outcome: 'UPDATED', value: await sendDefinition(context, updateScanDefinitionOperation, options) };
  });
}

/**
 * Deletes several definitions. No page says what is answered, so the list is read again to tell
 * (add-a-new-scan-definition.md). Throws RestError.
 */
export function deleteScanDefinitions(context: Context, ids: string[]): Promise<ScanDefinitionDeletion[]> {
  return audited(context, { action: 'deleteScanDefinitions', targets: ids, plan: false }, async (intercept) => {
    await context.rest.call(deleteScanDefinitionsOperation, { body: { ScanDefinitionIds: ids }, intercept });
    const left = await listScanDefinitions(context).catch(() => null);
    const outcomeOf = (id: string): ScanDefinitionDeletion['outcome'] => {
      if (left?.rows.some((row) => isSameId(row.id, id)) === true) return 'NOT_DELETED';
      return left === null || left.incomplete !== null ? 'UNKNOWN' : 'DELETED';
    };
    const value = ids.map((scanDefinitionId) => ({ scanDefinitionId, outcome: outcomeOf(scanDefinitionId) }));
    const count = (wanted: string): number => value.filter(({ outcome }) => outcome === wanted).length;
    const outcome = count('UNKNOWN') > 0 ? 'UNKNOWN' : batchOutcome('DELETED', count('DELETED'), ids.length);
    return { outcome, value };
  });
}
