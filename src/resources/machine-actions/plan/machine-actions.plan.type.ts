import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../../graphql/schema/scalars.ts';
import { MachineAction } from '../machine-actions.type.ts';

/** Name in the graph -> name of the mutation. */
export const ResponseAction = {
  ISOLATE_MACHINE: 'isolateMachine',
  UNISOLATE_MACHINE: 'unisolateMachine',
  RESTRICT_CODE_EXECUTION: 'restrictCodeExecution',
  UNRESTRICT_CODE_EXECUTION: 'unrestrictCodeExecution',
  RUN_ANTI_VIRUS_SCAN: 'runAntiVirusScan',
  STOP_AND_QUARANTINE_FILE: 'stopAndQuarantineFile',
  COLLECT_INVESTIGATION_PACKAGE: 'collectInvestigationPackage',
  START_INVESTIGATION: 'startInvestigation',
  RUN_LIVE_RESPONSE: 'runLiveResponse',
  OFFBOARD_MACHINE: 'offboardMachine',
} as const;
export type ResponseAction = (typeof ResponseAction)[keyof typeof ResponseAction];

registerEnumType(ResponseAction, {
  name: 'ResponseAction',
  description: 'A response action on a device, by the name of its mutation.',
  valuesConfig: Object.fromEntries(
    Object.entries(ResponseAction).map(([name, mutation]) => [name, { description: `As \`${mutation}\` does it.` }]),
  ),
});

@ObjectType({ simpleResolvers: true, description: 'A device of a plan, as it is now.' })
export class PlannedTarget {
  @Field(() => ID, { description: 'The vendor’s own id.' })
  machineId!: string;

  @Field(() => String, { nullable: true, description: 'Full name of the device.' })
  computerDnsName!: string | null;

  @Field(() => String, { nullable: true, description: 'Operating system platform.' })
  osPlatform!: string | null;

  /** Its enum and that of healthStatus belong to the machines slice, so the fields stand in the resolver. */
  deviceValue!: string | null;

  @Field(() => [String], { nullable: true, description: 'Tags of the device.' })
  machineTags!: string[] | null;

  healthStatus!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the last full report came in.' })
  lastSeen!: string | null;

  @Field(() => [MachineAction], { description: 'Actions on the device that have not ended.' })
  pendingActions!: MachineAction[];

  @Field(() => [String], {
    description:
      'Why the gateway will not do the action to this device: its policy, or no such device. Empty when it may be done.',
  })
  refusals!: string[];

  @Field(() => [String], {
    description:
      'What to think of before, and what Defender’s documentation has against it; none of it hinders the action.',
  })
  warnings!: string[];
}

@ObjectType({ simpleResolvers: true, description: 'What an action would do. Planning changes nothing.' })
export class ActionPlan {
  @Field(() => ResponseAction, { description: 'As asked.' })
  action!: ResponseAction;

  @Field(() => [PlannedTarget], { description: 'In the order asked.' })
  targets!: PlannedTarget[];

  @Field(() => [String], {
    description:
      'What speaks against the input, then the warnings of each device after its name. None hinders the action.',
  })
  warnings!: string[];

  @Field(() => Int, { description: 'Calls of the API that the action costs on all devices that are not refused.' })
  upstreamCalls!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'To be given to the mutation: good for this caller, this action with these parameters, and the devices that are not refused. Null when all are.',
  })
  planToken!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the token runs out.' })
  expiresAt!: string | null;
}
