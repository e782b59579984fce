import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../graphql/scalars.ts';
import { MachineAction } from './machine-actions.type.ts';

export const IsolationState = {
  NOT_ISOLATED: 'NOT_ISOLATED',
  ISOLATING: 'ISOLATING',
  ISOLATED: 'ISOLATED',
  RELEASING: 'RELEASING',
  UNKNOWN: 'UNKNOWN',
} as const;

registerEnumType(IsolationState, {
  name: 'IsolationState',
  description: 'Whether a device is cut off the network, as its actions tell; the API has no field for it.',
});

export const CodeRestrictionState = {
  NOT_RESTRICTED: 'NOT_RESTRICTED',
  RESTRICTING: 'RESTRICTING',
  RESTRICTED: 'RESTRICTED',
  RELEASING: 'RELEASING',
  UNKNOWN: 'UNKNOWN',
} as const;

registerEnumType(CodeRestrictionState, {
  name: 'CodeRestrictionState',
  description: 'Whether a device runs only a predefined set of applications, as its actions tell.',
});

/** What both states tell besides themselves. */
@ObjectType({ simpleResolvers: true })
abstract class StateByActions {
  @Field(() => DateTime, {
    nullable: true,
    description: 'When the action that brought it about ended, or was asked for.',
  })
  since!: string | null;

  @Field(() => String, { nullable: true, description: 'Who asked for that action.' })
  requestedBy!: string | null;

  @Field(() => MachineAction, { nullable: true, description: 'The last action that took effect.' })
  action!: MachineAction | null;

  @Field(() => MachineAction, { nullable: true, description: 'One that has not ended.' })
  pendingAction!: MachineAction | null;

  @Field(() => String, { nullable: true, description: 'Why the state is UNKNOWN.' })
  reason!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class MachineIsolation extends StateByActions {
  @Field(() => IsolationState)
  state!: string;
}

@ObjectType({ simpleResolvers: true })
export class MachineCodeRestriction extends StateByActions {
  @Field(() => CodeRestrictionState)
  state!: string;
}
