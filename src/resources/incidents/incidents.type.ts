import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';
import { Node } from '../../graphql/node/node.ts';
import { RowProperty } from '../../graphql/schema/row-types.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';
import { IncidentAlert } from './incidents.alerts.type.ts';
import {
  IncidentClassification,
  IncidentDetermination,
  IncidentSeverity,
  IncidentStatus,
} from './incidents.enums.type.ts';

@ObjectType({ simpleResolvers: true, description: 'A comment on an incident.' })
export class IncidentComment {
  @Field(() => String, { nullable: true, description: 'Text of the comment.' })
  comment!: string | null;

  @Field(() => String, { nullable: true, description: 'Author.' })
  createdBy!: string | null;

  /** The page on the resource calls it createTime, the example createdTime. */
  @Field(() => DateTime, { nullable: true, description: 'When it was written.' })
  createdTime!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description: 'Alerts of one attack, of all services of Defender XDR, which an analyst handles as one.',
})
export class Incident {
  @Field(() => ID, { name: 'incidentId', description: 'The vendor’s own id, a number on the wire.' })
  @RowProperty()
  id!: string;

  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: 'The incident that this one was merged into; null for one that stands by itself.',
  })
  redirectIncidentId!: number | null;

  @Field(() => String, { nullable: true, description: 'Name.' })
  incidentName!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was made (UTC).' })
  createdTime!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it last changed (UTC).' })
  lastUpdateTime!: string | null;

  @Field(() => String, { nullable: true, description: 'Owner.' })
  assignedTo!: string | null;

  @Field(() => IncidentClassification, { nullable: true, description: 'Verdict.' })
  classification!: string | null;

  @Field(() => IncidentDetermination, { nullable: true, description: 'Finer verdict.' })
  determination!: string | null;

  @Field(() => String, { nullable: true, description: 'Product part that raised it.' })
  detectionSource!: string | null;

  @Field(() => IncidentStatus, { nullable: true, description: 'Triage status.' })
  status!: string | null;

  @Field(() => IncidentSeverity, {
    nullable: true,
    description: 'Severity, which changes with the alerts that come and go; it cannot be filtered by.',
  })
  severity!: string | null;

  @Field(() => [String], { nullable: true, description: 'Tags that analysts gave it.' })
  tags!: string[] | null;

  @Field(() => [IncidentComment], { nullable: true, description: 'Comments on the incident.' })
  comments!: IncidentComment[] | null;

  @Field(() => [IncidentAlert], {
    nullable: true,
    description: 'Its alerts, as Defender XDR shows them; they come with the incident and cost no call.',
  })
  alerts!: IncidentAlert[] | null;
}

export const IncidentConnection = connectionOf('Incident', () => Incident);
