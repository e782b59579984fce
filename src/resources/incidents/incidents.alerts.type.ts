import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { DateTime } from '../../graphql/schema/scalars.ts';
import { IncidentEntity } from './incidents.entities.type.ts';
import {
  IncidentAlertStatus,
  IncidentClassification,
  IncidentDetermination,
  IncidentSeverity,
} from './incidents.enums.type.ts';

@ObjectType({ simpleResolvers: true, description: 'A device of an alert, as it was when the alert was raised.' })
export class IncidentDevice {
  @Field(() => String, { nullable: true, description: 'Id of the device in Defender for Endpoint.' })
  mdatpDeviceId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Id of the device in Defender for Endpoint, which some answers have under `mdatpDeviceId` instead.',
  })
  deviceId!: string | null;

  @Field(() => String, { nullable: true, description: 'Id in Microsoft Entra ID; of devices joined to a domain only.' })
  aadDeviceId!: string | null;

  @Field(() => String, { nullable: true, description: 'Full name.' })
  deviceDnsName!: string | null;

  @Field(() => String, { nullable: true, description: 'Platform of the operating system.' })
  osPlatform!: string | null;

  @Field(() => String, { nullable: true, description: 'Version of the operating system.' })
  version!: string | null;

  @Field(() => String, { nullable: true, description: 'Processor, for example x64.' })
  osProcessor!: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Build of the operating system.' })
  osBuild!: number | null;

  @Field(() => String, { nullable: true, description: 'Health of the sensor.' })
  healthStatus!: string | null;

  @Field(() => String, { nullable: true, description: 'Risk score.' })
  riskScore!: string | null;

  @Field(() => String, { nullable: true, description: 'Device group.' })
  rbacGroupName!: string | null;

  @Field(() => String, { nullable: true, description: 'Id of the device group, a number on the wire.' })
  rbacGroupId!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the device was first seen.' })
  firstSeen!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'An alert of an incident, of any service of Defender XDR.' })
export class IncidentAlert {
  @Field(() => String, { nullable: true, description: 'Id of the alert.' })
  alertId!: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Incident that holds it.' })
  incidentId!: number | null;

  @Field(() => String, { nullable: true, description: 'Service that raised it, for example MicrosoftDefenderATP.' })
  serviceSource!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was made.' })
  creationTime!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it last changed.' })
  lastUpdatedTime!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was resolved.' })
  resolvedTime!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Earliest activity that it reports.' })
  firstActivity!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Latest activity that it reports.' })
  lastActivity!: string | null;

  @Field(() => String, { nullable: true, description: 'Headline.' })
  title!: string | null;

  @Field(() => String, { nullable: true, description: 'Longer explanation.' })
  description!: string | null;

  @Field(() => String, { nullable: true, description: 'How far the attack has come, after MITRE ATT&CK.' })
  category!: string | null;

  @Field(() => IncidentAlertStatus, { nullable: true, description: 'Triage status.' })
  status!: string | null;

  @Field(() => IncidentSeverity, { nullable: true, description: 'Severity.' })
  severity!: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Automated investigation that it set off.' })
  investigationId!: number | null;

  /** Its enum belongs to the investigations slice, so the field stands in the resolver. */
  investigationState!: string | null;

  @Field(() => IncidentClassification, { nullable: true, description: 'Verdict.' })
  classification!: string | null;

  @Field(() => IncidentDetermination, { nullable: true, description: 'Finer verdict.' })
  determination!: string | null;

  @Field(() => String, { nullable: true, description: 'Product part that raised it.' })
  detectionSource!: string | null;

  @Field(() => String, { nullable: true, description: 'Owner.' })
  assignedTo!: string | null;

  @Field(() => String, { nullable: true, description: 'Activity group that it is ascribed to.' })
  actorName!: string | null;

  @Field(() => String, { nullable: true, description: 'Malware family.' })
  threatFamilyName!: string | null;

  @Field(() => [String], { nullable: true, description: 'MITRE ATT&CK technique ids.' })
  mitreTechniques!: string[] | null;

  @Field(() => [IncidentDevice], { nullable: true, description: 'Devices that it was raised on.' })
  devices!: IncidentDevice[] | null;

  @Field(() => [IncidentEntity], { nullable: true, description: 'What is involved in it.' })
  entities!: IncidentEntity[] | null;
}
