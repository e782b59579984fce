import type { Operation } from './operation.ts';

const THREAT_HUNTING = ['ThreatHunting.Read.All'];

/** What the sandbox serves of Microsoft Graph (security-security-runhuntingquery.md). */
export const GRAPH_OPERATIONS: readonly Operation[] = [
  {
    id: 'runHuntingQuery',
    method: 'POST',
    path: '/v1.0/security/runHuntingQuery',
    permissions: { application: THREAT_HUNTING, delegated: THREAT_HUNTING },
    limit: { perMinute: 45, perHour: null, wholeTenant: true },
    countable: false,
  },
];
