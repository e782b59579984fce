import { Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { getMachineOperation, machineLoader } from '../machines/machines.api.ts';
import { Machine } from '../machines/machines.type.ts';
import { MachineReference } from './machine-references.type.ts';

@Resolver(() => MachineReference)
export class MachineReferencesResolver {
  @FieldResolver(() => ID, { description: 'The vendor’s id of the device.' })
  machineId(@Root() { id }: MachineReference): string {
    return id;
  }

  @FieldResolver(() => Machine, {
    nullable: true,
    description: 'The device itself; null where the device list no longer has it.',
  })
  @Upstream('hundred', getMachineOperation)
  machine(@Root() { id }: MachineReference, @Ctx() context: Context): Promise<Machine | null> {
    return machineLoader(context).load(id);
  }
}
