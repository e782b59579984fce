import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.ts';
import { decodeId, decodeIds, payloadOf } from '../../graphql/node/mutation-types.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { listAlertsOperation } from './alerts.api.ts';
import {
  batchUpdateAlertsOperation,
  createAlert,
  createAlertOperation,
  updateAlert,
  updateAlertOperation,
  updateAlerts,
} from './alerts.changes.api.ts';
import {
  alertByReference,
  alertChanges,
  CreateAlertInput,
  UpdateAlertInput,
  UpdateAlertsInput,
} from './alerts.changes.args.ts';
import { CreateAlertPayload, UpdateAlertPayload, UpdateAlertsPayload } from './alerts.changes.type.ts';

@Resolver()
export class AlertChangesResolver {
  @Mutation(() => UpdateAlertPayload, { description: 'Changes the triage of one alert, or comments on it.' })
  @Upstream('object', updateAlertOperation)
  async updateAlert(
    @Arg('input', () => UpdateAlertInput) input: UpdateAlertInput,
    @Ctx() context: Context,
  ): Promise<UpdateAlertPayload> {
    const warnings: string[] = [];
    const changes = alertChanges(input, warnings);
    const id = decodeId('input.alertId', 'Alert', input.alertId, context.caller.tenantId);
    const alert = await updateAlert(context, id, changes);
    return { ...payloadOf(input, warnings), alert };
  }

  @Mutation(() => UpdateAlertsPayload, {
    description:
      'Makes the same change to several alerts in one call, and reads them again to tell what became of each.',
  })
  @Upstream('object', batchUpdateAlertsOperation, listAlertsOperation)
  async updateAlerts(
    @Arg('input', () => UpdateAlertsInput) input: UpdateAlertsInput,
    @Ctx() context: Context,
  ): Promise<UpdateAlertsPayload> {
    const warnings: string[] = [];
    const changes = alertChanges(input, warnings);
    const { tenantId } = context.caller;
    const ids = decodeIds(input.alertIds, { field: 'input.alertIds', type: 'Alert', tenantId, warnings });
    return {
      ...payloadOf(input, warnings),
      results: await updateAlerts(context, ids, changes),
    };
  }

  @Mutation(() => CreateAlertPayload, {
    description:
      'Makes an alert of an event that hunting found. An open alert of the same title on the device takes it up, and an automated investigation starts by itself.',
  })
  @Upstream('object', createAlertOperation)
  async createAlert(
    @Arg('input', () => CreateAlertInput) input: CreateAlertInput,
    @Ctx() context: Context,
  ): Promise<CreateAlertPayload> {
    const warnings: string[] = [];
    const reference = alertByReference(input, warnings);
    const machineId = decodeId('input.machineId', 'Machine', input.machineId, context.caller.tenantId);
    const alert = await createAlert(context, { ...reference, machineId });
    return { ...payloadOf(input, warnings), alert };
  }
}
