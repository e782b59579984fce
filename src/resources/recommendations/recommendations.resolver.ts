import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import { cursorScope, type Context } from '../../context.ts';
import { connect, type Connection } from '../../graphql/connection/connection.ts';
import { plainWhere } from '../../graphql/node/filter-inputs.ts';
import { keyOf, type NodeSource } from '../../graphql/node/node.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import {
  getRecommendationOperation,
  listRecommendations,
  listRecommendationsOperation,
  recommendationLoader,
} from './recommendations.api.ts';
import { RecommendationsArgs } from './recommendations.args.ts';
import { Recommendation, RecommendationConnection } from './recommendations.type.ts';

@Resolver(() => Recommendation)
export class RecommendationsResolver {
  static readonly node = {
    type: 'Recommendation',
    upstream: { per: 'hundred', operations: [getRecommendationOperation] },
    load: (context: Context, key: string) => recommendationLoader(context).load(key),
  } satisfies NodeSource;

  @Query(() => Recommendation, { nullable: true, description: 'One security recommendation; null when there is none.' })
  @Upstream('object', getRecommendationOperation)
  recommendation(
    @Arg('id', () => ID, { description: 'Such as `va-_-fabrikam-_-browser`, or a global id.' }) id: string,
    @Ctx() context: Context,
  ): Promise<Recommendation | null> {
    return recommendationLoader(context).load(keyOf('Recommendation', id, context.caller.tenantId));
  }

  @Query(() => RecommendationConnection, { description: 'The tenant’s security recommendations.' })
  @Upstream('page', listRecommendationsOperation)
  recommendations(
    @Args(() => RecommendationsArgs) args: RecommendationsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Recommendation>> {
    const where = plainWhere(args.where, context.caller.tenantId, { id: 'Recommendation' });
    return connect(args, info, cursorScope(context, 'recommendations', where), (window) =>
      listRecommendations(context, { ...window, where }),
    );
  }
}
