import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { cursorScope, listUnder, type Context } from '../../context.ts';
import { connectWhole, ForwardArgs, type Connection, type WholeList } from '../../graphql/connection/connection.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { listMachineAlertsOperation, machineAlertsLoader } from '../alerts/alerts.api.ts';
import { AlertConnection, type Alert } from '../alerts/alerts.type.ts';
import { listMachineMissingKbsOperation, machineMissingKbsLoader } from '../missing-kbs/missing-kbs.api.ts';
import { MissingKbConnection, type MissingKb } from '../missing-kbs/missing-kbs.type.ts';
import {
  listMachineRecommendationsOperation,
  machineRecommendationsLoader,
} from '../recommendations/recommendations.api.ts';
import { RecommendationConnection, type Recommendation } from '../recommendations/recommendations.type.ts';
import { listMachineSoftwareOperation, machineSoftwareLoader } from '../software/software.api.ts';
import { SoftwareConnection, type Software } from '../software/software.type.ts';
import { listMachineLogonUsersOperation, logonUsersLoader } from '../users/users.api.ts';
import { UserConnection, type User } from '../users/users.type.ts';
import {
  listMachinesVulnerabilitiesOperation,
  listMachineVulnerabilitiesOperation,
  listVulnerabilitiesOperation,
} from '../vulnerabilities/vulnerabilities.api.ts';
import { machineVulnerabilitiesLoader } from '../vulnerabilities/vulnerabilities.machines.api.ts';
import { VulnerabilityConnection, type Vulnerability } from '../vulnerabilities/vulnerabilities.type.ts';
import { Machine } from './machines.type.ts';

/** A list that the API gives whole, as a rule for one device at a time. */
function perMachine<Row>(
  field: string,
  loader: (context: Context) => { load(machineId: string): Promise<WholeList<Row>> },
  machine: Machine,
  args: ForwardArgs,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<Connection<Row>> {
  const scope = cursorScope(context, listUnder(`Machine.${field}`, machine.id));
  return connectWhole(args, info, scope, () => loader(context).load(machine.id));
}

@Resolver(() => Machine)
export class MachineRelationsResolver {
  @FieldResolver(() => AlertConnection, {
    nullable: true,
    description: 'The alerts of the device.',
  })
  @Upstream('object', listMachineAlertsOperation)
  alerts(
    @Root() machine: Machine,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Alert>> {
    return perMachine('alerts', machineAlertsLoader, machine, args, context, info);
  }

  @FieldResolver(() => UserConnection, {
    nullable: true,
    description: 'Who logged on to the device.',
  })
  @Upstream('object', listMachineLogonUsersOperation)
  logonUsers(
    @Root() machine: Machine,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<User>> {
    return perMachine('logonUsers', logonUsersLoader, machine, args, context, info);
  }

  @FieldResolver(() => SoftwareConnection, {
    nullable: true,
    description: 'The software installed.',
  })
  @Upstream('object', listMachineSoftwareOperation)
  software(
    @Root() machine: Machine,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Software>> {
    return perMachine('software', machineSoftwareLoader, machine, args, context, info);
  }

  @FieldResolver(() => VulnerabilityConnection, {
    nullable: true,
    description:
      'The vulnerabilities found, by number. For more than 5 devices two lists are joined; one that `GET /api/vulnerabilities` lacks comes with its number and severity only.',
  })
  @Upstream(
    'joined',
    listMachinesVulnerabilitiesOperation,
    listVulnerabilitiesOperation,
    listMachineVulnerabilitiesOperation,
  )
  vulnerabilities(
    @Root() machine: Machine,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Vulnerability>> {
    return perMachine('vulnerabilities', machineVulnerabilitiesLoader, machine, args, context, info);
  }

  @FieldResolver(() => RecommendationConnection, {
    nullable: true,
    description: 'The security recommendations that apply.',
  })
  @Upstream('object', listMachineRecommendationsOperation)
  recommendations(
    @Root() machine: Machine,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Recommendation>> {
    return perMachine('recommendations', machineRecommendationsLoader, machine, args, context, info);
  }

  @FieldResolver(() => MissingKbConnection, {
    nullable: true,
    description: 'The security updates that are missing.',
  })
  @Upstream('object', listMachineMissingKbsOperation)
  missingKbs(
    @Root() machine: Machine,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<MissingKb>> {
    return perMachine('missingKbs', machineMissingKbsLoader, machine, args, context, info);
  }
}
