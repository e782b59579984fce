import type { Handlers } from '../endpoint/call.ts';
import { GRAPH_ROUTES } from './graph-routes.ts';
import { ACTION_REQUEST_ROUTES } from './action-request-routes.ts';
import { ACTION_ROUTES } from './action-routes.ts';
import { ALERT_WRITE_ROUTES } from './alert-write-routes.ts';
import { ASSESSMENT_ROUTES } from './assessments/assessment-routes.ts';
import { ALERT_ROUTES } from './alert-routes.ts';
import { INCIDENT_ROUTES } from './incidents/incident-routes.ts';
import { SCAN_ROUTES } from './authenticated-scans/scan-routes.ts';
import { INDICATOR_ROUTES } from './indicator-routes.ts';
import { INVENTORY_ROUTES } from './inventory-routes.ts';
import { INVESTIGATION_ROUTES } from './investigation-routes.ts';
import { LIBRARY_ROUTES } from './library-routes.ts';
import { HUNTING_ROUTES } from './hunting-routes.ts';
import { MACHINE_WRITE_ROUTES } from './machine-write-routes.ts';
import { MACHINE_ROUTES } from './machine-routes.ts';
import { OBSERVABLE_ROUTES } from './observable-routes.ts';
import { VULNERABILITY_MANAGEMENT_ROUTES } from './vulnerability-management/vulnerability-management-routes.ts';

/** What answers each operation, by its id. */
export const HANDLERS: Handlers = {
  ...ALERT_ROUTES,
  ...ASSESSMENT_ROUTES,
  ...ALERT_WRITE_ROUTES,
  ...MACHINE_ROUTES,
  ...MACHINE_WRITE_ROUTES,
  ...ACTION_ROUTES,
  ...ACTION_REQUEST_ROUTES,
  ...INVESTIGATION_ROUTES,
  ...INVENTORY_ROUTES,
  ...INCIDENT_ROUTES,
  ...VULNERABILITY_MANAGEMENT_ROUTES,
  ...INDICATOR_ROUTES,
  ...OBSERVABLE_ROUTES,
  ...LIBRARY_ROUTES,
  ...SCAN_ROUTES,
  ...HUNTING_ROUTES,
  ...GRAPH_ROUTES,
};
