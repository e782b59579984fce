import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import { cursorScope, type Context } from '../../context.ts';
import { connect, type Connection } from '../../graphql/connection/connection.ts';
import { plainWhere } from '../../graphql/node/filter-inputs.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { listBaselineProfiles, listBaselineProfilesOperation } from './baseline-profiles.api.ts';
import { BaselineProfilesArgs } from './baseline-profiles.args.ts';
import { BaselineProfile, BaselineProfileConnection } from './baseline-profiles.type.ts';

@Resolver(() => BaselineProfile)
export class BaselineProfilesResolver {
  @Query(() => BaselineProfileConnection, { description: 'The security baselines that the tenant has made.' })
  @Upstream('page', listBaselineProfilesOperation)
  baselineProfiles(
    @Args(() => BaselineProfilesArgs) args: BaselineProfilesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<BaselineProfile>> {
    const where = plainWhere(args.where, context.caller.tenantId);
    return connect(args, info, cursorScope(context, 'baselineProfiles', where), (window) =>
      listBaselineProfiles(context, { ...window, where }),
    );
  }
}
