import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { cursorScope, listUnder, type Context } from '../../context.ts';
import { connectWhole, ForwardArgs, type Connection } from '../../graphql/connection/connection.ts';
import { keyOf, type NodeSource } from '../../graphql/node/node.ts';
import { isHostName, textIn } from '../../graphql/schema/formats.ts';
import { atLeastOne, inputError } from '../../graphql/schema/input-error.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { domainAlertsLoader, listDomainAlertsOperation } from '../alerts/alerts.entities.api.ts';
import { AlertConnection, type Alert } from '../alerts/alerts.type.ts';
import { domainMachinesLoader, listDomainMachinesOperation } from '../machines/machines.entities.api.ts';
import { MachineConnection, type Machine } from '../machines/machines.type.ts';
import { domainStatisticsLoader, getDomainStatisticsOperation } from './domains.api.ts';
import { Domain, DomainStatistics } from './domains.type.ts';

/** The host behind an `id`. Throws BAD_USER_INPUT for what cannot be one. */
function hostBehind(id: string, tenantId: string): string {
  const host = keyOf('Domain', id, tenantId);
  if (isHostName(host)) return host;
  throw inputError('id: is no name of a domain; give one such as login.contoso.example, without scheme, port or path.');
}

@Resolver(() => Domain)
export class DomainsResolver {
  static readonly node = {
    type: 'Domain',
    upstream: null,
    key: (domain: Domain) => domain.host,
    // Its key is all there is to it, so no call is needed.
    load: (_: Context, host: string) => Promise.resolve(Object.assign(new Domain(), { host })),
  } satisfies NodeSource;

  @Query(() => Domain, {
    nullable: true,
    description:
      'One domain, by its name or its global id. No call: whether the tenant has seen it is for `statistics` to tell.',
  })
  domain(@Arg('id', () => ID) id: string, @Ctx() context: Context): Domain {
    return Object.assign(new Domain(), { host: hostBehind(id, context.caller.tenantId) });
  }

  @FieldResolver(() => DomainStatistics, { nullable: true, description: 'How widely and when the tenant saw it.' })
  @Upstream('object', getDomainStatisticsOperation)
  statistics(
    @Root() domain: Domain,
    @Arg('lookBackHours', () => Int, {
      nullable: true,
      description: 'How far back, in hours; 30 days when not given, which is the most that Defender documents.',
    })
    lookBackHours: number | null | undefined,
    @Ctx() context: Context,
  ): Promise<DomainStatistics | null> | null {
    const hours = atLeastOne('lookBackHours', lookBackHours);
    const host = textIn(domain.host);
    return host === null ? null : domainStatisticsLoader(context, hours).load(host);
  }

  @FieldResolver(() => AlertConnection, { nullable: true, description: 'The alerts that it is involved in.' })
  @Upstream('object', listDomainAlertsOperation)
  alerts(
    @Root() domain: Domain,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Alert>> | null {
    const host = textIn(domain.host);
    if (host === null) return null;
    const scope = cursorScope(context, listUnder('Domain.alerts', host));
    return connectWhole(args, info, scope, () => domainAlertsLoader(context).load(host));
  }

  @FieldResolver(() => MachineConnection, {
    nullable: true,
    description:
      'The devices that exchanged traffic with it. The vendor cuts the list at 500 (`completeness` says so then) and gives no way to the others.',
  })
  @Upstream('object', listDomainMachinesOperation)
  machines(
    @Root() domain: Domain,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Machine>> | null {
    const host = textIn(domain.host);
    if (host === null) return null;
    const scope = cursorScope(context, listUnder('Domain.machines', host));
    return connectWhole(args, info, scope, () => domainMachinesLoader(context).load(host));
  }
}
