import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { ChangePayload } from '../../../graphql/node/mutation-types.ts';
import { MachineAction } from '../machine-actions.type.ts';

export const ActionOutcome = { CREATED: 'CREATED', ALREADY_PENDING: 'ALREADY_PENDING' } as const;
export type ActionOutcome = keyof typeof ActionOutcome;

registerEnumType(ActionOutcome, {
  name: 'ActionOutcome',
  description: 'What became of a response action that was asked for.',
  valuesConfig: {
    CREATED: { description: 'Defender has taken it: now, or when the same call was made before.' },
    ALREADY_PENDING: { description: 'An equal one was under way already, and nothing was added to it.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'The action that was made, or the equal one that was under way.' })
export class MachineActionPayload extends ChangePayload {
  @Field(() => ActionOutcome, { description: 'Whether it was made now or was there.' })
  outcome!: ActionOutcome;

  @Field(() => MachineAction, {
    nullable: true,
    description: 'The action, as Defender shows it; null where Defender says that one is under way and shows none.',
  })
  machineAction!: MachineAction | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The investigation that was started, or the one that was under way.',
})
export class StartInvestigationPayload extends ChangePayload {
  @Field(() => ActionOutcome, { description: 'Whether it was made now or was there.' })
  outcome!: ActionOutcome;

  row!: object | null;
}
