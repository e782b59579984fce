import {
  dayGrouping,
  enumGrouping,
  summaryOf,
  textGrouping,
  type Groupings,
} from '../../../graphql/connection/summary.ts';
import { AlertClassification, AlertSeverity, AlertStatus } from '../alerts.type.ts';

/** `classification` cannot be filtered by, so its groups are told by the rows alone. */
export const ALERT_GROUPINGS: Groupings = {
  SEVERITY: { ...enumGrouping('severity', AlertSeverity), description: 'By severity.' },
  STATUS: { ...enumGrouping('status', AlertStatus), description: 'By triage status.' },
  CLASSIFICATION: {
    ...enumGrouping('classification', AlertClassification),
    words: null,
    description: 'By verdict; null where there is none yet.',
  },
  CATEGORY: { ...textGrouping('category'), description: 'By attack category, in the vendor’s words.' },
  DETECTION_SOURCE: {
    ...textGrouping('detectionSource'),
    description: 'By the product part that raised them, in the vendor’s words.',
  },
  DAY: { ...dayGrouping('alertCreationTime'), description: 'By the day on which they were made, in UTC.' },
};

export const { Summary: AlertSummary, by: AlertGrouping } = summaryOf('Alert', ALERT_GROUPINGS);
