import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { cursorScope, listUnder, type Context } from '../../context.ts';
import { connectWhole, ForwardArgs, type Connection } from '../../graphql/connection/connection.ts';
import { keyOf, type NodeSource } from '../../graphql/node/node.ts';
import { isIpAddress } from '../../graphql/schema/formats.ts';
import { atLeastOne, inputError } from '../../graphql/schema/input-error.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { ipAlertsLoader, listIpAlertsOperation } from '../alerts/alerts.entities.api.ts';
import { AlertConnection, type Alert } from '../alerts/alerts.type.ts';
import { findMachinesByIpOperation, machinesByIpLoader } from '../machines/machines.entities.api.ts';
import { MachineConnection, type Machine } from '../machines/machines.type.ts';
import { getIpStatisticsOperation, ipStatisticsLoader } from './ips.api.ts';
import { MachinesOfIpArgs } from './ips.args.ts';
import { Ip, IpStatistics } from './ips.type.ts';

/** The address behind an `id`. Throws BAD_USER_INPUT for what is none. */
function addressOf(id: string, tenantId: string): string {
  const address = keyOf('Ip', id, tenantId);
  if (isIpAddress(address)) return address;
  throw inputError('id: is no IPv4 or IPv6 address; give one without port, prefix or brackets.');
}

@Resolver(() => Ip)
export class IpsResolver {
  static readonly node = {
    type: 'Ip',
    upstream: null,
    key: (ip: Ip) => ip.id,
    // Its key is all there is to it, so no call is needed.
    load: (_: Context, id: string) => Promise.resolve(Object.assign(new Ip(), { id })),
  } satisfies NodeSource;

  @Query(() => Ip, {
    nullable: true,
    description:
      'One IP address, by itself or its global id. No call: whether the tenant has seen it is for `statistics` to tell.',
  })
  ip(@Arg('id', () => ID) id: string, @Ctx() context: Context): Ip {
    return Object.assign(new Ip(), { id: addressOf(id, context.caller.tenantId) });
  }

  @FieldResolver(() => IpStatistics, { nullable: true, description: 'How widely and when the tenant saw it.' })
  @Upstream('object', getIpStatisticsOperation)
  statistics(
    @Root() ip: Ip,
    @Arg('lookBackHours', () => Int, {
      nullable: true,
      description: 'How far back, in hours; 30 days when not given, which is the most that Defender documents.',
    })
    lookBackHours: number | null | undefined,
    @Ctx() context: Context,
  ): Promise<IpStatistics | null> {
    return ipStatisticsLoader(context, atLeastOne('lookBackHours', lookBackHours)).load(ip.id);
  }

  @FieldResolver(() => AlertConnection, { nullable: true, description: 'The alerts that it is involved in.' })
  @Upstream('object', listIpAlertsOperation)
  alerts(
    @Root() ip: Ip,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Alert>> {
    const scope = cursorScope(context, listUnder('Ip.alerts', ip.id));
    return connectWhole(args, info, scope, () => ipAlertsLoader(context).load(ip.id));
  }

  @FieldResolver(() => MachineConnection, {
    nullable: true,
    description:
      'The devices that had it as a local address within 15 minutes of an instant; the API has no list of those that reached it.',
  })
  @Upstream('object', findMachinesByIpOperation)
  machines(
    @Root() ip: Ip,
    @Args(() => MachinesOfIpArgs) { at, ...args }: MachinesOfIpArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Machine>> {
    const scope = cursorScope(context, listUnder('Ip.machines', ip.id), { at });
    return connectWhole(args, info, scope, () => machinesByIpLoader(context, at).load(ip.id));
  }
}
