import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';
import { VulnerabilitySeverity } from './vulnerabilities.type.ts';

/** No global id: the API gives these only as a list, never one by its id. */
@ObjectType({
  simpleResolvers: true,
  description: 'That one version of a product on one device has one vulnerability.',
})
export class MachineVulnerability {
  @Field(() => ID, {
    name: 'machineVulnerabilityId',
    description: 'The vendor’s own id: device, CVE, publisher, product, version and update joined by `-_-`.',
  })
  id!: string;

  @Field(() => String, { nullable: true, description: 'CVE number.' })
  cveId!: string | null;

  @Field(() => String, { nullable: true, description: 'Id of the device.' })
  machineId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'KB number of the update that mends it; null when there is none.',
  })
  fixingKbId!: string | null;

  @Field(() => String, { nullable: true, description: 'Product name.' })
  productName!: string | null;

  @Field(() => String, { nullable: true, description: 'Publisher name.' })
  productVendor!: string | null;

  @Field(() => String, { nullable: true, description: 'Installed version.' })
  productVersion!: string | null;

  @Field(() => VulnerabilitySeverity, { nullable: true, description: 'Severity of the vulnerability.' })
  severity!: string | null;
}

export const MachineVulnerabilityConnection = connectionOf('MachineVulnerability', () => MachineVulnerability);
