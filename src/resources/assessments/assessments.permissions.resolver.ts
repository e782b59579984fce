import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import { cursorScope, type Context } from '../../context.ts';
import { connectWhole, ForwardArgs, type Connection } from '../../graphql/connection/connection.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import {
  type BrowserExtensionPermission,
  BrowserExtensionPermissionConnection,
} from './assessments.extensions.type.ts';
import {
  listBrowserExtensionPermissions,
  listBrowserExtensionPermissionsOperation,
} from './assessments.permissions.api.ts';

@Resolver()
export class BrowserExtensionPermissionsResolver {
  @Query(() => BrowserExtensionPermissionConnection, {
    description: 'What each permission that browser extensions ask for allows: the same for every tenant.',
  })
  @Upstream('object', listBrowserExtensionPermissionsOperation)
  browserExtensionPermissions(
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<BrowserExtensionPermission>> {
    return connectWhole(args, info, cursorScope(context, 'browserExtensionPermissions'), () =>
      listBrowserExtensionPermissions(context),
    );
  }
}
