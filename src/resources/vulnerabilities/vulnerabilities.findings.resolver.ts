import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { cursorScope, type Context } from '../../context.ts';
import { connect, type Connection } from '../../graphql/connection/connection.ts';
import { plainWhere } from '../../graphql/node/filter-inputs.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { getMachineOperation, machineLoader } from '../machines/machines.api.ts';
import { Machine } from '../machines/machines.type.ts';
import { getSoftwareOperation, softwareLoader } from '../software/software.api.ts';
import { Software } from '../software/software.type.ts';
import {
  cveOf,
  getVulnerabilityOperation,
  listMachinesVulnerabilities,
  listMachinesVulnerabilitiesOperation,
  productOf,
  vulnerabilityLoader,
} from './vulnerabilities.api.ts';
import { MachineVulnerabilitiesArgs } from './vulnerabilities.args.ts';
import { MachineVulnerability, MachineVulnerabilityConnection } from './vulnerabilities.findings.type.ts';
import { Vulnerability } from './vulnerabilities.type.ts';

@Resolver(() => MachineVulnerability)
export class MachineVulnerabilitiesResolver {
  @Query(() => MachineVulnerabilityConnection, {
    description: 'What every device of the tenant is exposed to: a row for each device, product version and CVE.',
  })
  @Upstream('page', listMachinesVulnerabilitiesOperation)
  machineVulnerabilities(
    @Args(() => MachineVulnerabilitiesArgs) args: MachineVulnerabilitiesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<MachineVulnerability>> {
    const where = plainWhere(args.where, context.caller.tenantId, { machineId: 'Machine', cveId: 'Vulnerability' });
    return connect(args, info, cursorScope(context, 'machineVulnerabilities', where), (window) =>
      listMachinesVulnerabilities(context, { ...window, where }),
    );
  }

  @FieldResolver(() => Machine, {
    nullable: true,
    description: 'The device; null where the device list no longer has it.',
  })
  @Upstream('hundred', getMachineOperation)
  machine(@Root() { machineId }: MachineVulnerability, @Ctx() context: Context): Promise<Machine | null> | null {
    return machineId == null ? null : machineLoader(context).load(machineId);
  }

  @FieldResolver(() => Vulnerability, { nullable: true, description: 'The vulnerability.' })
  @Upstream('hundred', getVulnerabilityOperation)
  vulnerability(@Root() finding: MachineVulnerability, @Ctx() context: Context): Promise<Vulnerability | null> | null {
    const cve = cveOf(finding);
    return cve === null ? null : vulnerabilityLoader(context).load(cve);
  }

  @FieldResolver(() => Software, { nullable: true, description: 'The product, all its versions taken together.' })
  @Upstream('hundred', getSoftwareOperation)
  software(@Root() finding: MachineVulnerability, @Ctx() context: Context): Promise<Software | null> | null {
    const product = productOf(finding);
    return product === null ? null : softwareLoader(context).load(product);
  }
}
