import { Field, ID, InputType } from 'type-graphql';
import { EnumField } from '../../../graphql/schema/closed-enum.ts';
import {
  IsolationTypeInput,
  LiveResponseCommandInput,
  ScanTypeInput,
} from '../commands/machine-actions.changes.args.ts';
import { ResponseAction } from './machine-actions.plan.type.ts';

@InputType({ description: 'An action as it would be asked for, on one or a few devices.' })
export class PlanActionInput {
  @Field(() => ResponseAction, { description: 'What would be done.' })
  action!: ResponseAction;

  @Field(() => [ID], { description: 'The devices: global ids or the vendor’s own.' })
  machineIds!: string[];

  @EnumField(IsolationTypeInput, 'For ISOLATE_MACHINE; FULL unless given.')
  isolationType?: string | null;

  @EnumField(ScanTypeInput, 'For RUN_ANTI_VIRUS_SCAN.')
  scanType?: string | null;

  @Field(() => String, { nullable: true, description: 'For STOP_AND_QUARANTINE_FILE.' })
  sha1?: string | null;

  @Field(() => [LiveResponseCommandInput], { nullable: true, description: 'For RUN_LIVE_RESPONSE.' })
  commands?: LiveResponseCommandInput[] | null;
}
