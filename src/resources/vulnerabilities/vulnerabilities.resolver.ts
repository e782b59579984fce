import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { cursorScope, listUnder, type Context } from '../../context.ts';
import { connect, connectWhole, ForwardArgs, type Connection } from '../../graphql/connection/connection.ts';
import { plainWhere } from '../../graphql/node/filter-inputs.ts';
import { keyOf, type NodeSource } from '../../graphql/node/node.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import {
  listVulnerabilityMachineReferencesOperation,
  vulnerabilityMachinesLoader,
} from '../machine-references/machine-references.api.ts';
import { MachineReferenceConnection, type MachineReference } from '../machine-references/machine-references.type.ts';
import {
  getVulnerabilityOperation,
  listVulnerabilities,
  listVulnerabilitiesOperation,
  vulnerabilityLoader,
} from './vulnerabilities.api.ts';
import { VulnerabilitiesArgs } from './vulnerabilities.args.ts';
import { Vulnerability, VulnerabilityConnection } from './vulnerabilities.type.ts';

@Resolver(() => Vulnerability)
export class VulnerabilitiesResolver {
  static readonly node = {
    type: 'Vulnerability',
    upstream: { per: 'hundred', operations: [getVulnerabilityOperation] },
    load: (context: Context, key: string) => vulnerabilityLoader(context).load(key),
  } satisfies NodeSource;

  @Query(() => Vulnerability, { nullable: true, description: 'One vulnerability; null when there is none.' })
  @Upstream('object', getVulnerabilityOperation)
  vulnerability(
    @Arg('id', () => ID, { description: 'CVE number, or a global id.' }) id: string,
    @Ctx() context: Context,
  ): Promise<Vulnerability | null> {
    return vulnerabilityLoader(context).load(keyOf('Vulnerability', id, context.caller.tenantId));
  }

  @Query(() => VulnerabilityConnection, { description: 'The vulnerabilities that affect the tenant.' })
  @Upstream('page', listVulnerabilitiesOperation)
  vulnerabilities(
    @Args(() => VulnerabilitiesArgs) args: VulnerabilitiesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Vulnerability>> {
    const where = plainWhere(args.where, context.caller.tenantId, { id: 'Vulnerability' });
    return connect(args, info, cursorScope(context, 'vulnerabilities', where), (window) =>
      listVulnerabilities(context, { ...window, where }),
    );
  }

  @FieldResolver(() => MachineReferenceConnection, {
    nullable: true,
    description:
      'The exposed devices. How many they are is in `exposedMachines`, at no call; the devices of many vulnerabilities are fewer calls by `machineVulnerabilities(where: { cveId: { in: […] } })`.',
  })
  @Upstream('object', listVulnerabilityMachineReferencesOperation)
  machines(
    @Root() { id }: Vulnerability,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<MachineReference>> {
    const scope = cursorScope(context, listUnder('Vulnerability.machines', id));
    return connectWhole(args, info, scope, () => vulnerabilityMachinesLoader(context).load(id));
  }
}
