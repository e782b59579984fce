import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import {
  getLiveResponseResultOperation,
  getPackageUriOperation,
  packageUri,
  resultUri,
} from './machine-actions.links.api.ts';
import { LiveResponseCommandResult, MachineAction } from './machine-actions.type.ts';

@Resolver(() => MachineAction)
export class PackageLinkResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Short-lived link to the package of a COLLECT_INVESTIGATION_PACKAGE action that has SUCCEEDED, else null. A secret: it works without a token.',
  })
  @Upstream('object', getPackageUriOperation)
  packageUri(@Root() { id, type, status }: MachineAction, @Ctx() context: Context): Promise<string | null> | null {
    return type === 'CollectInvestigationPackage' && status === 'Succeeded' ? packageUri(context, id) : null;
  }
}

@Resolver(() => LiveResponseCommandResult)
export class CommandResultLinkResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Link, good for 30 minutes, to the result of a command that is COMPLETED and leaves one, else null. A secret: it works without a token.',
  })
  @Upstream('object', getLiveResponseResultOperation)
  resultUri(
    @Root() { actionId, index, command, commandStatus }: LiveResponseCommandResult,
    @Ctx() context: Context,
  ): Promise<string | null> | null {
    // Putting a file leaves no result (run-live-response.md).
    const has = commandStatus === 'Completed' && command?.type !== 'PutFile' && Number.isInteger(index);
    return has ? resultUri(context, actionId, Number(index)) : null;
  }
}
