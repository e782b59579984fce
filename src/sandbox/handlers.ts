import type { Handlers } from './call.ts';
import { GRAPH_ROUTES } from './graph/routes-graph.ts';
import { ACTION_REQUEST_ROUTES } from './routes-action-requests.ts';
import { ACTION_ROUTES } from './routes-actions.ts';
import { ALERT_WRITE_ROUTES } from './routes-alert-writes.ts';
import { ALERT_ROUTES } from './routes-alerts.ts';
import { INDICATOR_ROUTES } from './routes-indicators.ts';
import { INVENTORY_ROUTES } from './routes-inventory.ts';
import { INVESTIGATION_ROUTES } from './routes-investigations.ts';
import { LIBRARY_ROUTES } from './routes-library.ts';
import { HUNTING_ROUTES } from './routes-hunting.ts';
import { MACHINE_WRITE_ROUTES } from './routes-machine-writes.ts';
import { MACHINE_ROUTES } from './routes-machines.ts';
import { OBSERVABLE_ROUTES } from './routes-observables.ts';

/** What answers each operation, by its id. */
export const HANDLERS: Handlers = {
  ...ALERT_ROUTES,
  ...ALERT_WRITE_ROUTES,
  ...MACHINE_ROUTES,
  ...MACHINE_WRITE_ROUTES,
  ...ACTION_ROUTES,
  ...ACTION_REQUEST_ROUTES,
  ...INVESTIGATION_ROUTES,
  ...INVENTORY_ROUTES,
  ...INDICATOR_ROUTES,
  ...OBSERVABLE_ROUTES,
  ...LIBRARY_ROUTES,
  ...HUNTING_ROUTES,
  ...GRAPH_ROUTES,
};
