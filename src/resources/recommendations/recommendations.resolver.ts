import { Resolver } from 'type-graphql';
import type { Context } from '../../context.ts';
import type { NodeSource } from '../../graphql/node/node.ts';
import { getRecommendationOperation, recommendationLoader } from './recommendations.api.ts';
import { Recommendation } from './recommendations.type.ts';

@Resolver(() => Recommendation)
export class RecommendationsResolver {
  static readonly node = {
    type: 'Recommendation',
    upstream: { per: 'object', operations: [getRecommendationOperation] },
    load: (context: Context, key: string) => recommendationLoader(context).load(key),
  } satisfies NodeSource;
}
