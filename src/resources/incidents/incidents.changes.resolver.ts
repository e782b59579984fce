import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.ts';
import { decodeId, payloadOf } from '../../graphql/node/mutation-types.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { updateIncident, updateIncidentOperation } from './incidents.changes.api.ts';
import { incidentChanges, UpdateIncidentInput } from './incidents.changes.args.ts';
import { UpdateIncidentPayload } from './incidents.changes.type.ts';

@Resolver()
export class IncidentChangesResolver {
  @Mutation(() => UpdateIncidentPayload, {
    description: 'Changes the triage of one incident of Defender XDR, its tags, or comments on it.',
  })
  @Upstream('object', updateIncidentOperation)
  async updateIncident(
    @Arg('input', () => UpdateIncidentInput) input: UpdateIncidentInput,
    @Ctx() context: Context,
  ): Promise<UpdateIncidentPayload> {
    const warnings: string[] = [];
    const changes = incidentChanges(input, warnings);
    const id = decodeId('input.incidentId', 'Incident', input.incidentId, context.caller.tenantId);
    const incident = await updateIncident(context, id, changes);
    if (incident.redirectIncidentId != null) {
      warnings.push(
        `input.incidentId: this incident was merged into ${incident.redirectIncidentId}, which the change does not reach.`,
      );
    }
    return { ...payloadOf(input, warnings), incident };
  }
}
