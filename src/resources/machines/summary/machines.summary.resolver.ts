import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../../../context.ts';
import { chosenGroupings, toSummary, type Summary } from '../../../graphql/connection/summary.ts';
import { plainWhere } from '../../../graphql/node/filter-inputs.ts';
import { Upstream, UpstreamCalls } from '../../../graphql/schema/upstream-directive.ts';
import { listMachinesOperation } from '../machines.api.ts';
import { countMachines, MAX_CALLS } from './machines.summary.api.ts';
import { MachineSummaryArgs } from './machines.summary.args.ts';
import { MACHINE_GROUPINGS, MachineSummary } from './machines.summary.type.ts';

@Resolver()
export class MachineSummaryResolver {
  @Query(() => MachineSummary, {
    description: `The tenant’s devices, counted by groups. One call for 10,000 of them; of more, it reads on or asks for the number of each group, whichever takes fewer calls, ${MAX_CALLS} at the most, and \`completeness\` says whether that was enough.`,
  })
  @Upstream('page', listMachinesOperation)
  @UpstreamCalls(() => MAX_CALLS)
  async machineSummary(
    @Args(() => MachineSummaryArgs) args: MachineSummaryArgs,
    @Ctx() context: Context,
  ): Promise<Summary> {
    const where = plainWhere(args.where, context.caller.tenantId, { id: 'Machine' });
    return toSummary(await countMachines(context, where, chosenGroupings(MACHINE_GROUPINGS, args.by)));
  }
}
