import { Field, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';

/** No global id: it names a device, and the device has one. */
@ObjectType({
  simpleResolvers: true,
  description: 'A device as the lists of exposed devices name it: by its id, its name and its group.',
})
export class MachineReference {
  /** The device's id; the graph shows it as `machineId`. */
  id!: string;

  @Field(() => String, { nullable: true, description: 'Full DNS name of the device.' })
  computerDnsName!: string | null;

  @Field(() => String, { nullable: true, description: 'Operating system, for instance `Windows11`.' })
  osPlatform!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name of its device group; `UnassignedGroup` stands for none.',
  })
  rbacGroupName!: string | null;
}

export const MachineReferenceConnection = connectionOf('MachineReference', () => MachineReference);
