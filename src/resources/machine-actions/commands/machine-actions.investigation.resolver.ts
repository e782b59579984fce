import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Context } from '../../../context.ts';
import { payloadOf } from '../../../graphql/node/mutation-types.ts';
import { Upstream } from '../../../graphql/schema/upstream-directive.ts';
import { listInvestigationsOperation } from '../../investigations/investigations.api.ts';
import { Investigation } from '../../investigations/investigations.type.ts';
import { getMachineOperation } from '../../machines/machines.api.ts';
import { actionRequest } from './action-input.ts';
import { startInvestigation } from './action-investigation.ts';
import { requiredComment } from '../request/action-validation.ts';
import { readForAction, startInvestigationOperation } from '../request/machine-actions.changes.api.ts';
import { StartInvestigationInput } from './machine-actions.changes.args.ts';
import { StartInvestigationPayload } from './machine-actions.changes.type.ts';

@Resolver(() => StartInvestigationPayload)
export class StartInvestigationResolver {
  @Mutation(() => StartInvestigationPayload, { description: 'Starts an automated investigation on a device.' })
  @Upstream(
    'object',
    startInvestigationOperation,
    readForAction(getMachineOperation),
    readForAction(listInvestigationsOperation),
  )
  async startInvestigation(
    @Arg('input', () => StartInvestigationInput) input: StartInvestigationInput,
    @Ctx() context: Context,
  ): Promise<StartInvestigationPayload> {
    const request = actionRequest(context, 'startInvestigation', input, requiredComment(input.comment));
    const { outcome, row, warnings } = await startInvestigation(context, request, input.planToken ?? null);
    return { ...payloadOf(input, warnings), outcome, row };
  }

  @FieldResolver(() => Investigation, {
    nullable: true,
    description: 'The vendor answers with an investigation, not with an action.',
  })
  investigation(@Root() { row }: StartInvestigationPayload): object | null {
    return row;
  }
}
