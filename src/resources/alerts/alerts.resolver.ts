import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import { cursorScope, type Context } from '../../context.ts';
import { connect, type Connection } from '../../graphql/connection/connection.ts';
import { scopeOf } from '../../graphql/connection/order.ts';
import { plainWhere } from '../../graphql/node/filter-inputs.ts';
import { keyOf, type NodeSource } from '../../graphql/node/node.ts';
import { selectsOnNodes } from '../../graphql/document/selection.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { alertLoader, getAlertOperation, listAlerts, listAlertsOperation } from './alerts.api.ts';
import { AlertsArgs } from './alerts.args.ts';
import { Alert, AlertConnection } from './alerts.type.ts';

@Resolver(() => Alert)
export class AlertsResolver {
  static readonly node = {
    type: 'Alert',
    upstream: { per: 'hundred', operations: [getAlertOperation] },
    load: (context: Context, key: string) => alertLoader(context).load(key),
  } satisfies NodeSource;

  @Query(() => Alert, {
    nullable: true,
    description: 'One alert; null when there is none.',
  })
  @Upstream('object', getAlertOperation)
  alert(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<Alert | null> {
    return alertLoader(context).load(keyOf('Alert', id, context.caller.tenantId));
  }

  @Query(() => AlertConnection, { description: 'The tenant’s alerts, newest first.' })
  @Upstream('page', listAlertsOperation)
  alerts(
    @Args(() => AlertsArgs) args: AlertsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Alert>> {
    const where = plainWhere(args.where, context.caller.tenantId, { id: 'Alert' });
    const evidence = selectsOnNodes(info, 'evidence');
    return connect(args, info, cursorScope(context, 'alerts', scopeOf(where, args.orderBy)), (window) =>
      listAlerts(context, { ...window, where, orderBy: args.orderBy, evidence }),
    );
  }
}
