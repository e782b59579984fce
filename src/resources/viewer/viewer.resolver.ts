import { Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.ts';
import { Viewer } from './viewer.type.ts';

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, { description: 'Who calls. Costs no call.' })
  viewer(@Ctx() { caller }: Context): Viewer {
    return caller;
  }
}
