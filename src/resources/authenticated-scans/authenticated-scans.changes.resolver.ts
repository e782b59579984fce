import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.ts';
import { decodeId, decodeIds, payloadOf } from '../../graphql/node/mutation-types.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { listScanDefinitionsOperation } from './authenticated-scans.api.ts';
import {
  createScanDefinition,
  createScanDefinitionOperation,
  deleteScanDefinitions,
  deleteScanDefinitionsOperation,
  updateScanDefinition,
  updateScanDefinitionOperation,
} from './authenticated-scans.changes.api.ts';
import {
  CreateScanDefinitionInput,
  DeleteScanDefinitionsInput,
  newScanDefinition,
  scanDefinitionChanges,
  UpdateScanDefinitionInput,
} from './authenticated-scans.changes.args.ts';
import {
  CreateScanDefinitionPayload,
  DeleteScanDefinitionsPayload,
  UpdateScanDefinitionPayload,
} from './authenticated-scans.changes.type.ts';

@Resolver()
export class ScanDefinitionChangesResolver {
  @Mutation(() => CreateScanDefinitionPayload, { description: 'Makes an authenticated scan.' })
  @Upstream('object', createScanDefinitionOperation)
  async createScanDefinition(
    @Arg('input', () => CreateScanDefinitionInput) input: CreateScanDefinitionInput,
    @Ctx() context: Context,
  ): Promise<CreateScanDefinitionPayload> {
    const warnings: string[] = [];
    const definition = newScanDefinition(input, warnings);
    const machineId = decodeId('input.machineId', 'Machine', input.machineId, context.caller.tenantId);
    const scanDefinition = await createScanDefinition(context, { ...definition, scannerAgent: { machineId } });
    return { ...payloadOf(input, warnings), scanDefinition };
  }

  @Mutation(() => UpdateScanDefinitionPayload, { description: 'Changes an authenticated scan.' })
  @Upstream('object', updateScanDefinitionOperation)
  async updateScanDefinition(
    @Arg('input', () => UpdateScanDefinitionInput) input: UpdateScanDefinitionInput,
    @Ctx() context: Context,
  ): Promise<UpdateScanDefinitionPayload> {
    const warnings: string[] = [];
    const changes = scanDefinitionChanges(input, warnings);
    const id = decodeId('input.scanDefinitionId', 'ScanDefinition', input.scanDefinitionId, context.caller.tenantId);
    const scanDefinition = await updateScanDefinition(context, id, changes);
    return { ...payloadOf(input, warnings), scanDefinition };
  }

  @Mutation(() => DeleteScanDefinitionsPayload, {
    description: 'Deletes authenticated scans in one call, and reads the list again to tell what became of each.',
  })
  @Upstream('object', deleteScanDefinitionsOperation, listScanDefinitionsOperation)
  async deleteScanDefinitions(
    @Arg('input', () => DeleteScanDefinitionsInput) input: DeleteScanDefinitionsInput,
    @Ctx() context: Context,
  ): Promise<DeleteScanDefinitionsPayload> {
    const warnings: string[] = [];
    const { tenantId } = context.caller;
    const list = { field: 'input.scanDefinitionIds', type: 'ScanDefinition', tenantId, warnings };
    const results = await deleteScanDefinitions(context, decodeIds(input.scanDefinitionIds, list));
    return { ...payloadOf(input, warnings), results };
  }
}
