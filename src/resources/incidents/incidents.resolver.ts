import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { cursorScope, type Context } from '../../context.ts';
import { connect, type Connection } from '../../graphql/connection/connection.ts';
import { plainWhere } from '../../graphql/node/filter-inputs.ts';
import { keyOf, type NodeSource } from '../../graphql/node/node.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { getIncidentOperation, incidentLoader, listIncidents, listIncidentsOperation } from './incidents.api.ts';
import { IncidentsArgs } from './incidents.args.ts';
import { Incident, IncidentConnection } from './incidents.type.ts';

@Resolver(() => Incident)
export class IncidentsResolver {
  static readonly node = {
    type: 'Incident',
    upstream: { per: 'object', operations: [getIncidentOperation] },
    load: (context: Context, key: string) => incidentLoader(context).load(key),
  } satisfies NodeSource;

  @Query(() => Incident, { nullable: true, description: 'One incident of Defender XDR; null when there is none.' })
  @Upstream('object', getIncidentOperation)
  incident(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<Incident | null> {
    return incidentLoader(context).load(keyOf('Incident', id, context.caller.tenantId));
  }

  @Query(() => IncidentConnection, {
    description: 'The tenant’s incidents of Defender XDR, most recent first, 100 a call at the most.',
  })
  @Upstream('page', listIncidentsOperation)
  incidents(
    @Args(() => IncidentsArgs) args: IncidentsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Incident>> {
    const where = plainWhere(args.where, context.caller.tenantId);
    return connect(args, info, cursorScope(context, 'incidents', where), (window) =>
      listIncidents(context, { ...window, where }),
    );
  }

  @FieldResolver(() => Incident, {
    nullable: true,
    description: 'The incident that this one was merged into, which may itself have been merged into another.',
  })
  @Upstream('object', getIncidentOperation)
  redirectIncident(@Root() incident: Incident, @Ctx() context: Context): Promise<Incident | null> | null {
    const { redirectIncidentId } = incident;
    return redirectIncidentId == null ? null : incidentLoader(context).load(String(redirectIncidentId));
  }
}
