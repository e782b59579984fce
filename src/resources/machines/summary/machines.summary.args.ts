import { ArgsType, Field } from 'type-graphql';
import { MachineWhere } from '../machines.args.ts';
import { MachineGrouping } from './machines.summary.type.ts';

@ArgsType()
export class MachineSummaryArgs {
  @Field(() => MachineWhere, { nullable: true })
  where?: MachineWhere | null;

  @Field(() => [MachineGrouping], { description: 'By what to count; each is counted by itself, of the same rows.' })
  by!: string[];
}
