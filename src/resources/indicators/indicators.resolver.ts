import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import { cursorScope, type Context } from '../../context.ts';
import type { NodeSource } from '../../graphql/node/node.ts';
import { connect, type Connection } from '../../graphql/connection/connection.ts';
import { plainWhere } from '../../graphql/node/filter-inputs.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { indicatorLoader, listIndicators, listIndicatorsOperation } from './indicators.api.ts';
import { IndicatorsArgs } from './indicators.args.ts';
import { Indicator, IndicatorConnection } from './indicators.type.ts';

@Resolver(() => Indicator)
export class IndicatorsResolver {
  static readonly node = {
    type: 'Indicator',
    upstream: { per: 'hundred', operations: [listIndicatorsOperation] },
    load: (context: Context, key: string) => indicatorLoader(context).load(key),
  } satisfies NodeSource;

  @Query(() => IndicatorConnection, {
    description: 'The tenant’s indicators of compromise.',
  })
  @Upstream('page', listIndicatorsOperation)
  indicators(
    @Args(() => IndicatorsArgs) args: IndicatorsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Indicator>> {
    const where = plainWhere(args.where, context.caller.tenantId);
    return connect(args, info, cursorScope(context, 'indicators', where), (window) =>
      listIndicators(context, { ...window, where }),
    );
  }
}
