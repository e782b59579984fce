import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Query, Resolver } from 'type-graphql';
import { missingPermissions, permissionsOf, type Context } from '../../context.ts';
import { operationsOf } from '../../graphql/cost/document-operations.ts';
import { Viewer } from './viewer.type.ts';

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, { description: 'Who calls. Costs no call.' })
  viewer(@Ctx() { caller }: Context): object {
    return caller;
  }

  @FieldResolver(() => [String], {
    description:
      'The scopes or roles that the tokens sent upstream show; for an application, its roles at the gateway.',
  })
  permissions(@Ctx() context: Context): Promise<readonly string[]> {
    return permissionsOf(context);
  }

  @FieldResolver(() => [String], {
    description:
      'What to ask an administrator for before this GraphQL document can run; empty when nothing is known to be lacking. Runs nothing. For `node` and `nodes` with ids in variables, the types that fragments name on them count.',
  })
  missing(
    @Arg('operation', () => String, { description: 'Text of a GraphQL document of this schema.' }) operation: string,
    @Ctx() context: Context,
    @Info() { schema }: GraphQLResolveInfo,
  ): Promise<string[]> {
    return missingPermissions(context, operationsOf(schema, operation, context.limits));
  }
}
