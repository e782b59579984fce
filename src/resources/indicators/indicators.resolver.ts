import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { cursorScope, type Context } from '../../context.ts';
import { keyOf, type NodeSource } from '../../graphql/node/node.ts';
import { connect, type Connection } from '../../graphql/connection/connection.ts';
import { scopeOf } from '../../graphql/connection/order.ts';
import { plainWhere } from '../../graphql/node/filter-inputs.ts';
import { RowProperty } from '../../graphql/schema/row-types.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { indicatorLoader, listIndicators, readTruth, listIndicatorsOperation } from './indicators.api.ts';
import { IndicatorsArgs } from './indicators.args.ts';
import { Indicator, IndicatorConnection } from './indicators.type.ts';

@Resolver(() => Indicator)
export class IndicatorsResolver {
  static readonly node = {
    type: 'Indicator',
    upstream: { per: 'hundred', operations: [listIndicatorsOperation] },
    load: (context: Context, key: string) => indicatorLoader(context).load(key),
  } satisfies NodeSource;

  @Query(() => Indicator, {
    nullable: true,
    description:
      'One indicator; null when there is none, or none that the caller may see. The API has neither an operation nor a filter for it, so the list is read: two calls at most for the 15,000 that a tenant may have, however many are asked for.',
  })
  @Upstream('hundred', listIndicatorsOperation)
  indicator(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<Indicator | null> {
    return indicatorLoader(context).load(keyOf('Indicator', id, context.caller.tenantId));
  }

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
    return connect(args, info, cursorScope(context, 'indicators', scopeOf(where, args.orderBy)), (window) =>
      listIndicators(context, { ...window, where, orderBy: args.orderBy }),
    );
  }

  @FieldResolver(() => Boolean, { nullable: true, description: 'Whether a match raises an alert.' })
  @RowProperty()
  generateAlert(@Root() { generateAlert }: Indicator): boolean | null {
    return readTruth(generateAlert);
  }
}
