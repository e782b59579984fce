import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../../../context.ts';
import { chosenGroupings, toSummary, type Summary } from '../../../graphql/connection/summary.ts';
import { plainWhere } from '../../../graphql/node/filter-inputs.ts';
import { Upstream, UpstreamCalls } from '../../../graphql/schema/upstream-directive.ts';
import { listAlertsOperation } from '../alerts.api.ts';
import { countAlerts, MAX_CALLS } from './alerts.summary.api.ts';
import { AlertSummaryArgs } from './alerts.summary.args.ts';
import { ALERT_GROUPINGS, AlertSummary } from './alerts.summary.type.ts';

@Resolver()
export class AlertSummaryResolver {
  @Query(() => AlertSummary, {
    description: `The tenant’s alerts, counted by groups. One call for 10,000 of them; of more, it reads on or asks for the number of each group, whichever takes fewer calls, ${MAX_CALLS} at the most, and \`completeness\` says whether that was enough.`,
  })
  @Upstream('page', listAlertsOperation)
  @UpstreamCalls(() => MAX_CALLS)
  async alertSummary(@Args(() => AlertSummaryArgs) args: AlertSummaryArgs, @Ctx() context: Context): Promise<Summary> {
    const where = plainWhere(args.where, context.caller.tenantId, { id: 'Alert' });
    return toSummary(await countAlerts(context, where, chosenGroupings(ALERT_GROUPINGS, args.by)));
  }
}
