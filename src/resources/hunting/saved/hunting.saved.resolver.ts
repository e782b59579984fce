import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { Context } from '../../../context.ts';
import { CheckArguments } from '../../../graphql/schema/argument-check.ts';
import { Upstream, UpstreamCalls } from '../../../graphql/schema/upstream-directive.ts';
import { afterOf, huntCalls } from '../run/hunt-paging.ts';
import { maxRowsOf, runHunt } from '../run/hunt-request.ts';
import { parametersOf, savedHunt, SAVED_HUNTS } from './saved-hunt-catalog.ts';
import { runAdvancedQueryOperation, runHuntingQueryOperation } from '../run/hunting.backends.api.ts';
import { SavedHuntArgs } from './hunting.saved.args.ts';
import { SavedHunt } from './hunting.saved.type.ts';
import { HuntingResult } from '../hunting.type.ts';

@Resolver()
export class SavedHuntsResolver {
  @Query(() => [SavedHunt], {
    description: 'The hunts that come with the gateway, by name. Makes no upstream call.',
  })
  savedHunts(): readonly SavedHunt[] {
    return [...SAVED_HUNTS.values()];
  }

  @Query(() => HuntingResult, { description: 'Runs one of `savedHunts` as `hunt` runs a query.' })
  @Upstream('object', runAdvancedQueryOperation, runHuntingQueryOperation)
  @UpstreamCalls(huntCalls)
  @CheckArguments(({ maxRows }) => void maxRowsOf(maxRows as number | null | undefined))
  runSavedHunt(
    @Args(() => SavedHuntArgs) { name, parameters: given, ...options }: SavedHuntArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<HuntingResult> {
    const hunt = savedHunt(name);
    const parameters = parametersOf(hunt, given);
    return runHunt(context, { ...options, query: hunt.query, parameters }, afterOf(info));
  }
}
