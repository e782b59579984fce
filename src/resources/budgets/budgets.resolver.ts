import { Ctx, Query, Resolver } from 'type-graphql';
import { quotaStatus, type Context } from '../../context.ts';
import { UpstreamBudget } from './budgets.type.ts';

@Resolver(() => UpstreamBudget)
export class BudgetsResolver {
  @Query(() => [UpstreamBudget], {
    description: 'What is left of the caller’s call quotas, as counted by this gateway. Costs no call.',
  })
  async budgets(@Ctx() context: Context): Promise<UpstreamBudget[]> {
    const budgets = await quotaStatus(context);
    return budgets.map(({ resetsIn, ...budget }) => ({
      ...budget,
      resetsAt: new Date(Date.now() + resetsIn).toISOString(),
    }));
  }
}
