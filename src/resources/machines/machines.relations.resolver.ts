import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { cursorScope, type Context } from '../../context.ts';
import { connectWhole, ForwardArgs, type Connection } from '../../graphql/connection.ts';
import { documented } from '../../rest/operation.ts';
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
  listMachineVulnerabilitiesOperation,
  machineVulnerabilitiesLoader,
} from '../vulnerabilities/vulnerabilities.api.ts';
import { VulnerabilityConnection, type Vulnerability } from '../vulnerabilities/vulnerabilities.type.ts';
import { Machine } from './machines.type.ts';

/** A list that the API gives for one device at a time. */
function perMachine<Row>(
  field: string,
  loader: (context: Context) => { load(machineId: string): Promise<Row[]> },
  machine: Machine,
  args: ForwardArgs,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<Connection<Row>> {
  return connectWhole(args, info, cursorScope(context, `Machine.${field}:${machine.id}`), async () => ({
    rows: await loader(context).load(machine.id),
    incomplete: null,
  }));
}

@Resolver(() => Machine)
export class MachineRelationsResolver {
  @FieldResolver(() => AlertConnection, {
    nullable: true,
    description: documented(
      'The alerts of the device. One call per device, as the API takes no list of devices.',
      listMachineAlertsOperation,
    ),
  })
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
    description: documented(
      'Who logged on to the device. One call per device, as the API takes no list of devices.',
      listMachineLogonUsersOperation,
    ),
  })
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
    description: documented(
      'The software installed. One call per device, as the API takes no list of devices.',
      listMachineSoftwareOperation,
    ),
  })
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
    description: documented(
      'The vulnerabilities found. One call per device, as the API takes no list of devices.',
      listMachineVulnerabilitiesOperation,
    ),
  })
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
    description: documented(
      'The security recommendations that apply. One call per device, as the API takes no list of devices.',
      listMachineRecommendationsOperation,
    ),
  })
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
    description: documented(
      'The security updates that are missing. One call per device, as the API takes no list of devices.',
      listMachineMissingKbsOperation,
    ),
  })
  missingKbs(
    @Root() machine: Machine,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<MissingKb>> {
    return perMachine('missingKbs', machineMissingKbsLoader, machine, args, context, info);
  }
}
