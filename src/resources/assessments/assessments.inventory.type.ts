import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';
import { DateTime, JsonValue } from '../../graphql/schema/scalars.ts';
import { AssessedDevice } from './assessments.device.type.ts';

/** No global id: the API gives these only as a list. */
@ObjectType({ simpleResolvers: true, description: 'A certificate that is kept on one device.' })
export class CertificateAssessment extends AssessedDevice {
  @Field(() => String, { nullable: true, description: 'Certificate thumbprint.' })
  thumbprint!: string | null;

  @Field(() => String, { nullable: true, description: 'Where the certificate is stored.' })
  path!: string | null;

  @Field(() => String, { nullable: true, description: 'Signature algorithm.' })
  signatureAlgorithm!: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Key size.' })
  keyLength!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'End of validity.' })
  notAfter!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Start of validity.' })
  notBefore!: string | null;

  @Field(() => String, { nullable: true, description: 'CA or end entity.' })
  subjectType!: string | null;

  @Field(() => String, { nullable: true, description: 'Serial number.' })
  serialNumber!: string | null;

  @Field(() => JsonValue, { nullable: true, description: 'Holder. Shape unknown, null in the example.' })
  subjectObject!: unknown;

  @Field(() => JsonValue, { nullable: true, description: 'Issuer. Shape unknown, null in the example.' })
  issuerObject!: unknown;

  @Field(() => [String], { nullable: true, description: 'Allowed uses.' })
  keyUsageArray!: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Further uses.' })
  extendedKeyUsageArray!: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is self-signed.' })
  isSelfSigned!: boolean | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Device group id.' })
  rbacGroupId!: number | null;
}

export const CertificateAssessmentConnection = connectionOf('CertificateAssessment', () => CertificateAssessment);

/** No global id: the API gives these only as a list. */
@ObjectType({ simpleResolvers: true, description: 'A component of one device: its hardware, firmware, or processor.' })
export class HardwareFirmwareAssessment extends AssessedDevice {
  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Device group id.' })
  rbacGroupId!: number | null;

  @Field(() => String, { nullable: true, description: 'Kind of component, for instance Hardware.' })
  componentType!: string | null;

  @Field(() => String, { nullable: true, description: 'Maker.' })
  manufacturer!: string | null;

  @Field(() => String, { nullable: true, description: 'Component name.' })
  componentName!: string | null;

  @Field(() => String, { nullable: true, description: 'Component version.' })
  componentVersion!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'More facts as JSON inside a string; an object in the example, an array by the table.',
  })
  additionalFields!: string | null;
}

export const HardwareFirmwareAssessmentConnection = connectionOf(
  'HardwareFirmwareAssessment',
  () => HardwareFirmwareAssessment,
);
