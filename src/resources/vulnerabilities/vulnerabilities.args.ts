import { ArgsType, Field, InputType } from 'type-graphql';
import { ConnectionArgs } from '../../graphql/connection/connection.ts';
import {
  DateTimeFilter,
  enumFilter,
  IdFilter,
  NumberFilter,
  StringFilter,
  type Operators,
} from '../../graphql/node/filter-inputs.ts';
import { VulnerabilitySeverity } from './vulnerabilities.type.ts';

const VulnerabilitySeverityFilter = enumFilter('VulnerabilitySeverity', VulnerabilitySeverity);

@InputType({ description: 'The properties that the vendor documents as filterable; several are joined with and.' })
export class VulnerabilityWhere {
  @Field(() => IdFilter, { nullable: true, description: 'CVE number, or a global id.' })
  id?: IdFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'Title; as a rule the CVE number.' })
  name?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'The whole description.' })
  description?: StringFilter | null;

  @Field(() => NumberFilter, { nullable: true, description: 'CVSS version 3 score, 0 to 10.' })
  cvssV3?: NumberFilter | null;

  @Field(() => DateTimeFilter, { nullable: true, description: 'When it was published.' })
  publishedOn?: DateTimeFilter | null;

  @Field(() => VulnerabilitySeverityFilter, { nullable: true, description: 'Severity.' })
  severity?: Operators | null;

  @Field(() => DateTimeFilter, { nullable: true, description: 'When it was last changed.' })
  updatedOn?: DateTimeFilter | null;
}

@ArgsType()
export class VulnerabilitiesArgs extends ConnectionArgs {
  @Field(() => VulnerabilityWhere, { nullable: true, description: 'Which vulnerabilities; all of them unless given.' })
  where?: VulnerabilityWhere | null;
}

@InputType({ description: 'The properties that the vendor documents as filterable; several are joined with and.' })
export class MachineVulnerabilityWhere {
  @Field(() => StringFilter, { nullable: true, description: 'The vendor’s own id of the row.' })
  id?: StringFilter | null;

  @Field(() => IdFilter, { nullable: true, description: 'CVE number, or the global id of a vulnerability.' })
  cveId?: IdFilter | null;

  @Field(() => IdFilter, { nullable: true, description: 'Id of the device.' })
  machineId?: IdFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'KB number of the update that mends it.' })
  fixingKbId?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'Product name.' })
  productName?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'Installed version.' })
  productVersion?: StringFilter | null;

  @Field(() => VulnerabilitySeverityFilter, { nullable: true, description: 'Severity of the vulnerability.' })
  severity?: Operators | null;

  @Field(() => StringFilter, { nullable: true, description: 'Publisher name.' })
  productVendor?: StringFilter | null;
}

@ArgsType()
export class MachineVulnerabilitiesArgs extends ConnectionArgs {
  @Field(() => MachineVulnerabilityWhere, { nullable: true, description: 'Which rows; all of them unless given.' })
  where?: MachineVulnerabilityWhere | null;
}
