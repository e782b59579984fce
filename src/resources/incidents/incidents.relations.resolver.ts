import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.ts';
import { RowProperty } from '../../graphql/schema/row-types.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { alertLoader, getAlertOperation } from '../alerts/alerts.api.ts';
import { Alert } from '../alerts/alerts.type.ts';
import { InvestigationState } from '../investigations/investigations.type.ts';
import { getMachineOperation, machineLoader } from '../machines/machines.api.ts';
import { Machine } from '../machines/machines.type.ts';
import { IncidentAlert, IncidentDevice } from './incidents.alerts.type.ts';

@Resolver(() => IncidentAlert)
export class IncidentAlertResolver {
  @FieldResolver(() => InvestigationState, { nullable: true, description: 'State of the automated investigation.' })
  @RowProperty()
  investigationState(@Root() alert: IncidentAlert): string | null {
    return alert.investigationState ?? null;
  }

  @FieldResolver(() => Alert, {
    nullable: true,
    description: 'The same alert in Defender for Endpoint; null for one of another service.',
  })
  @Upstream('hundred', getAlertOperation)
  alert(@Root() { alertId }: IncidentAlert, @Ctx() context: Context): Promise<Alert | null> | null {
    return alertId == null ? null : alertLoader(context).load(alertId);
  }
}

@Resolver(() => IncidentDevice)
export class IncidentDeviceResolver {
  @FieldResolver(() => Machine, { nullable: true, description: 'The device as it is now.' })
  @Upstream('hundred', getMachineOperation)
  machine(@Root() device: IncidentDevice, @Ctx() context: Context): Promise<Machine | null> | null {
    // The table and the example of one page name the id differently.
    const id = device.mdatpDeviceId ?? device.deviceId;
    return id == null ? null : machineLoader(context).load(id);
  }
}
