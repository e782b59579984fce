import { Resolver } from 'type-graphql';
import type { Context } from '../../context.ts';
import { recommendationLoader } from './recommendations.api.ts';
import { Recommendation } from './recommendations.type.ts';

@Resolver(() => Recommendation)
export class RecommendationsResolver {
  static readonly node = {
    type: 'Recommendation',
    load: (context: Context, key: string) => recommendationLoader(context).load(key),
  };
}
