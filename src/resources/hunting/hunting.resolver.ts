import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.ts';
import { connect, ForwardArgs, type Connection } from '../../graphql/connection/connection.ts';
import { CheckArguments } from '../../graphql/schema/argument-check.ts';
import { Upstream, UpstreamCalls } from '../../graphql/schema/upstream-directive.ts';
import { afterOf, huntCalls, pageOfResult } from './run/hunt-paging.ts';
import { maxRowsOf, runHunt } from './run/hunt-request.ts';

import { runAdvancedQueryOperation, runHuntingQueryOperation } from './run/hunting.backends.api.ts';
import { HuntArgs } from './hunting.hunt.args.ts';
import { HuntingResult, HuntingRowConnection, KQL, type HuntingRow } from './hunting.type.ts';

@Resolver(() => HuntingResult)
export class HuntingResolver {
  @Query(() => HuntingResult, {
    description:
      'Runs a hunt over the last 30 days: at most 100,000 rows and 200 s a call (three minutes through Microsoft Graph). With `rows(after:)` it pages over what an earlier call of the same hunt found, without a call.',
  })
  @Upstream('object', runAdvancedQueryOperation, runHuntingQueryOperation)
  @UpstreamCalls(huntCalls)
  @CheckArguments(({ maxRows }) => void maxRowsOf(maxRows as number | null | undefined))
  hunt(
    @Arg('query', () => KQL, { description: 'The query; values belong into `parameters`.' }) query: string,
    @Args(() => HuntArgs) args: HuntArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<HuntingResult> {
    return runHunt(context, { query, ...args }, afterOf(info));
  }

  @FieldResolver(() => HuntingRowConnection, {
    description:
      'The rows, in the order in which they came. They are kept for five minutes for their caller, so that the pages of one walk are those of one result.',
  })
  rows(
    @Root() result: HuntingResult,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<HuntingRow>> {
    return connect(args, info, result.scope, (window) => pageOfResult(result, window));
  }
}
