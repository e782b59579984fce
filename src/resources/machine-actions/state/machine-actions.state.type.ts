import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../../graphql/schema/scalars.ts';
import { MachineAction } from '../machine-actions.type.ts';

export const StateSource = { ACTION_HISTORY: 'ACTION_HISTORY', HUNTING: 'HUNTING' } as const;

registerEnumType(StateSource, {
  name: 'StateSource',
  description: 'What tells the state of a device; the API has no field for it.',
  valuesConfig: {
    ACTION_HISTORY: {
      description:
        'The response actions of the device. What was done to it in a way that leaves no action does not show.',
    },
    HUNTING: {
      description:
        'MitigationStatus in the last report of the device within 30 days (DeviceInfo), the portal included; `asOf` is its time.',
    },
  },
});

const IsolationState = {
  NOT_ISOLATED: 'NOT_ISOLATED',
  ISOLATING: 'ISOLATING',
  ISOLATED: 'ISOLATED',
  RELEASING: 'RELEASING',
  UNKNOWN: 'UNKNOWN',
} as const;

registerEnumType(IsolationState, {
  name: 'IsolationState',
  description: 'Whether a device is cut off the network. ISOLATING and RELEASING are told by its actions alone.',
  valuesConfig: {
    NOT_ISOLATED: { description: 'It is on the network.' },
    ISOLATING: { description: 'An isolation is under way.' },
    ISOLATED: { description: 'It is cut off.' },
    RELEASING: { description: 'A release is under way.' },
    UNKNOWN: { description: 'It cannot be told; `reason` says why.' },
  },
});

const CodeRestrictionState = {
  NOT_RESTRICTED: 'NOT_RESTRICTED',
  RESTRICTING: 'RESTRICTING',
  RESTRICTED: 'RESTRICTED',
  RELEASING: 'RELEASING',
  UNKNOWN: 'UNKNOWN',
} as const;

registerEnumType(CodeRestrictionState, {
  name: 'CodeRestrictionState',
  description:
    'Whether a device runs only a predefined set of applications. RESTRICTING and RELEASING are told by its actions alone.',
  valuesConfig: {
    NOT_RESTRICTED: { description: 'All programs run.' },
    RESTRICTING: { description: 'A restriction is under way.' },
    RESTRICTED: { description: 'Only a predefined set of programs runs.' },
    RELEASING: { description: 'A release is under way.' },
    UNKNOWN: { description: 'It cannot be told; `reason` says why.' },
  },
});

const ContainmentState = {
  NOT_CONTAINED: 'NOT_CONTAINED',
  CONTAINED: 'CONTAINED',
  UNKNOWN: 'UNKNOWN',
} as const;

registerEnumType(ContainmentState, {
  name: 'ContainmentState',
  description: 'Whether other devices are kept from talking to a device.',
  valuesConfig: {
    NOT_CONTAINED: { description: 'Other devices talk to it.' },
    CONTAINED: { description: 'Other devices are kept from talking to it.' },
    UNKNOWN: { description: 'It cannot be told; `reason` says why.' },
  },
});

/** What is told of every state. */
@ObjectType({ simpleResolvers: true })
abstract class DeviceState {
  @Field(() => StateSource, { description: 'What tells the state.' })
  source!: keyof typeof StateSource;

  @Field(() => DateTime, {
    description:
      'Of which moment the state is: when the actions were read, or when the device sent its report; where there is none, when it was asked for.',
  })
  asOf!: string;

  @Field(() => String, { nullable: true, description: 'Why the state is UNKNOWN.' })
  reason!: string | null;

  /** The vendor's id of the device; not shown. */
  machineId!: string;
}

/** What actions tell besides; null with HUNTING, which does not know it. */
@ObjectType({ simpleResolvers: true })
abstract class StateByActions extends DeviceState {
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
}

@ObjectType({ simpleResolvers: true, description: 'Whether a device is isolated, and what tells so.' })
export class MachineIsolation extends StateByActions {
  @Field(() => IsolationState, { description: 'Whether it is cut off the network.' })
  state!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Whether a device runs only programs signed by Microsoft, and what tells so.',
})
export class MachineCodeRestriction extends StateByActions {
  @Field(() => CodeRestrictionState, { description: 'Whether only a predefined set of programs runs.' })
  state!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Whether a device is contained, and what tells so.' })
export class MachineContainment extends DeviceState {
  @Field(() => ContainmentState, { description: 'Whether other devices are kept from talking to it.' })
  state!: string;
}
