import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.ts';
import { RowProperty } from '../../graphql/schema/row-types.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { alertDomainsLoader, listAlertDomainsOperation } from '../domains/domains.api.ts';
import { Domain } from '../domains/domains.type.ts';
import { alertFilesLoader, listAlertFilesOperation } from '../files/files.api.ts';
import { File } from '../files/files.type.ts';
import { getIncidentOperation, incidentLoader } from '../incidents/incidents.api.ts';
import { Incident } from '../incidents/incidents.type.ts';
import { getInvestigationOperation, investigationLoader } from '../investigations/investigations.api.ts';
import { Investigation, InvestigationState } from '../investigations/investigations.type.ts';
import { alertIpsLoader, listAlertIpsOperation } from '../ips/ips.api.ts';
import { Ip } from '../ips/ips.type.ts';
import { getMachineOperation, machineLoader } from '../machines/machines.api.ts';
import { Machine } from '../machines/machines.type.ts';
import { alertUserLoader, getAlertUserOperation } from '../users/users.api.ts';
import { User } from '../users/users.type.ts';
import { evidenceOf, listAlertsOperation } from './alerts.api.ts';
import { AlertEvidence } from './alerts.evidence.type.ts';
import { Alert } from './alerts.type.ts';

@Resolver(() => Alert)
export class AlertRelationsResolver {
  @FieldResolver(() => InvestigationState, { nullable: true, description: 'State of the automated investigation.' })
  @RowProperty()
  investigationState(@Root() alert: Alert): string | null {
    return alert.investigationState ?? null;
  }

  @FieldResolver(() => [AlertEvidence], {
    nullable: true,
    description:
      'Files, processes, users and addresses involved; no call of its own where the alert comes from `alerts`.',
  })
  @Upstream('hundred', listAlertsOperation)
  @RowProperty()
  evidence(@Root() alert: Alert, @Ctx() context: Context): Promise<AlertEvidence[] | null> {
    return evidenceOf(context, alert);
  }

  @FieldResolver(() => Machine, {
    nullable: true,
    description: 'The device.',
  })
  @Upstream('hundred', getMachineOperation)
  machine(@Root() alert: Alert, @Ctx() context: Context): Promise<Machine | null> | null {
    return alert.machineId == null ? null : machineLoader(context).load(alert.machineId);
  }

  @FieldResolver(() => Investigation, {
    nullable: true,
    description: 'The automated investigation.',
  })
  @Upstream('hundred', getInvestigationOperation)
  investigation(@Root() alert: Alert, @Ctx() context: Context): Promise<Investigation | null> | null {
    // A number here, text there (investigations.json).
    return alert.investigationId == null ? null : investigationLoader(context).load(String(alert.investigationId));
  }

  @FieldResolver(() => Incident, {
    nullable: true,
    description:
      'The incident of Defender XDR that holds the alert; alerts of one incident share its call. Its `redirectIncident` leads on where it was merged into another.',
  })
  @Upstream('object', getIncidentOperation)
  incident(@Root() alert: Alert, @Ctx() context: Context): Promise<Incident | null> | null {
    return alert.incidentId == null ? null : incidentLoader(context).load(String(alert.incidentId));
  }

  @FieldResolver(() => [File], {
    nullable: true,
    description: 'The files involved.',
  })
  @Upstream('object', listAlertFilesOperation)
  files(@Root() alert: Alert, @Ctx() context: Context): Promise<(File | Error)[]> {
    return alertFilesLoader(context).load(alert.id);
  }

  @FieldResolver(() => [Ip], {
    nullable: true,
    description: 'The IP addresses involved.',
  })
  @Upstream('object', listAlertIpsOperation)
  ips(@Root() alert: Alert, @Ctx() context: Context): Promise<(Ip | Error)[]> {
    return alertIpsLoader(context).load(alert.id);
  }

  @FieldResolver(() => [Domain], {
    nullable: true,
    description: 'The domains involved.',
  })
  @Upstream('object', listAlertDomainsOperation)
  domains(@Root() alert: Alert, @Ctx() context: Context): Promise<(Domain | Error)[]> {
    return alertDomainsLoader(context).load(alert.id);
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: 'The user involved.',
  })
  @Upstream('object', getAlertUserOperation)
  user(@Root() alert: Alert, @Ctx() context: Context): Promise<User | null> {
    return alertUserLoader(context).load(alert.id);
  }
}
