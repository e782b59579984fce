import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';
import { openEnum } from '../../graphql/schema/open-enum.ts';
import { Node } from '../../graphql/node/node.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';

export const InvestigationState = openEnum(
  'InvestigationState',
  [
    'Unknown',
    'Terminated',
    'SuccessfullyRemediated',
    'Benign',
    'Failed',
    'PartiallyRemediated',
    'Running',
    'PendingApproval',
    'PendingResource',
    'PartiallyInvestigated',
    'TerminatedByUser',
    'TerminatedBySystem',
    'Queued',
    'InnerFailure',
    'PreexistingAlert',
    'UnsupportedOs',
    'UnsupportedAlertType',
    'SuppressedAlert',
  ],
  { description: 'Where an automated investigation stands.' },
);

@ObjectType({ simpleResolvers: true, implements: Node })
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
