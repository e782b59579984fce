import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';
import { openEnum } from '../../graphql/schema/open-enum.ts';
import { Node } from '../../graphql/node/node.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';

export const InvestigationState = openEnum(
  'InvestigationState',
  {
    Unknown: 'Not told.',
    Terminated: 'Stopped before its end.',
    SuccessfullyRemediated: 'Threats were found and all of them removed.',
    Benign: 'Nothing harmful was found.',
    Failed: 'It could not be carried out.',
    PartiallyRemediated: 'Some of the threats found were removed.',
    Running: 'Under way.',
    PendingApproval: 'What it wants to do has to be allowed first.',
    PendingResource: 'It waits for the device or for a tool.',
    PartiallyInvestigated: 'A part was looked into before it stopped.',
    TerminatedByUser: 'A person stopped it.',
    TerminatedBySystem: 'The service stopped it.',
    Queued: 'It has not begun.',
    InnerFailure: 'A fault inside the service.',
    PreexistingAlert: 'Another investigation dealt with the alert already.',
    UnsupportedOs: 'The operating system cannot be investigated.',
    UnsupportedAlertType: 'This kind of alert cannot be investigated.',
    SuppressedAlert: 'The alert was suppressed, so that none was done.',
  },
  { description: 'Where an automated investigation stands.' },
);

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description: 'An automated investigation, which an alert or a person set off.',
})
export class Investigation {
  @Field(() => ID, { name: 'investigationId', description: 'The vendor’s own id.' })
  id!: string;

  @Field(() => DateTime, { nullable: true, description: 'When it began.' })
  startTime!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ended.' })
  endTime!: string | null;

  @Field(() => String, { nullable: true, description: 'User or application that cancelled it.' })
  cancelledBy!: string | null;

  @Field(() => InvestigationState, { nullable: true, description: 'Where it stands.' })
  state!: string | null;

  @Field(() => String, { nullable: true, description: 'More about the state.' })
  statusDetails!: string | null;

  @Field(() => String, { nullable: true, description: 'Device under investigation.' })
  machineId!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of that device.' })
  computerDnsName!: string | null;

  @Field(() => String, { nullable: true, description: 'Alert that set it off.' })
  triggeringAlertId!: string | null;
}

export const InvestigationConnection = connectionOf('Investigation', () => Investigation);
