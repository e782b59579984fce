import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import { cursorScope, type Context } from '../../context.ts';
import { connect, type Connection } from '../../graphql/connection/connection.ts';
import { plainWhere } from '../../graphql/node/filter-inputs.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { listBaselineConfigurations, listBaselineConfigurationsOperation } from './baseline-configurations.api.ts';
import { BaselineConfigurationsArgs } from './baseline-configurations.args.ts';
import { BaselineConfiguration, BaselineConfigurationConnection } from './baseline-configurations.type.ts';

@Resolver(() => BaselineConfiguration)
export class BaselineConfigurationsResolver {
  @Query(() => BaselineConfigurationConnection, {
    description: 'The settings that the tenant’s active baseline profiles assess.',
  })
  @Upstream('page', listBaselineConfigurationsOperation)
  baselineConfigurations(
    @Args(() => BaselineConfigurationsArgs) args: BaselineConfigurationsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<BaselineConfiguration>> {
    const where = plainWhere(args.where, context.caller.tenantId);
    return connect(args, info, cursorScope(context, 'baselineConfigurations', where), (window) =>
      listBaselineConfigurations(context, { ...window, where }),
    );
  }
}
