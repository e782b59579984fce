import type { Operation } from '../../rest/operation.ts';
import * as operations from './machine-actions.changes.api.ts';

/** A kind of response action on a device. */
export interface ActionKind {
  /** Name of the mutation. */
  mutation: string;
  /** `type` of its rows; null for an investigation, which is no machine action. */
  type: string | null;
  operation: Operation;
  /** Only one action of a family goes at a time: an action and the one that lifts it. */
  family: string;
  /** Whether it only takes back what another one did: policies do not hold it up. */
  lifts: boolean;
  /** Beginning of the platforms it runs on; undefined where the page names none. */
  platform?: RegExp;
  /** Oldest release of Windows 10, as the page says. */
  oldestWindows10?: number;
  /** What to say of it before it is done. */
  warning?: string;
}

const WINDOWS = /^windows/i;

const kinds = [
  {
    mutation: 'isolateMachine',
    type: 'Isolate',
    operation: operations.isolateMachineOperation,
    family: 'isolation',
    lifts: false,
    // Full isolation; the selective kind has a rule of its own (isolate-machine.md).
    platform: /^(?!macos|ios|android)/i,
    oldestWindows10: 1703,
  },
  {
    mutation: 'unisolateMachine',
    type: 'Unisolate',
    operation: operations.unisolateMachineOperation,
    family: 'isolation',
    lifts: true,
  },
  {
    mutation: 'restrictCodeExecution',
    type: 'RestrictCodeExecution',
    operation: operations.restrictCodeExecutionOperation,
    family: 'restriction',
    lifts: false,
    platform: WINDOWS,
    oldestWindows10: 1709,
  },
  {
    mutation: 'unrestrictCodeExecution',
    type: 'UnrestrictCodeExecution',
    operation: operations.unrestrictCodeExecutionOperation,
    family: 'restriction',
    lifts: true,
    platform: WINDOWS,
    oldestWindows10: 1709,
  },
  {
    mutation: 'runAntiVirusScan',
    type: 'RunAntiVirusScan',
    operation: operations.runAntiVirusScanOperation,
    family: 'scan',
    lifts: false,
    platform: WINDOWS,
    oldestWindows10: 1709,
  },
  {
    mutation: 'stopAndQuarantineFile',
    type: 'StopAndQuarantineFile',
    operation: operations.stopAndQuarantineFileOperation,
    family: 'quarantine',
    lifts: false,
    platform: WINDOWS,
    oldestWindows10: 1703,
  },
  {
    mutation: 'collectInvestigationPackage',
    type: 'CollectInvestigationPackage',
    operation: operations.collectInvestigationPackageOperation,
    family: 'collection',
    lifts: false,
    platform: WINDOWS,
    oldestWindows10: 1703,
  },
  {
    mutation: 'startInvestigation',
    type: null,
    operation: operations.startInvestigationOperation,
    family: 'investigation',
    lifts: false,
    platform: WINDOWS,
    oldestWindows10: 1709,
  },
  {
    mutation: 'runLiveResponse',
    type: 'LiveResponse',
    operation: operations.runLiveResponseOperation,
    family: 'live response',
    lifts: false,
  },
  {
    mutation: 'offboardMachine',
    type: 'Offboard',
    operation: operations.offboardMachineOperation,
    family: 'offboarding',
    lifts: false,
    platform: WINDOWS,
    oldestWindows10: 1703,
    warning: 'Offboarding stops the sensor, and no action brings it back: the device has to be onboarded again.',
  },
] as const satisfies readonly ActionKind[];

export type ActionName = (typeof kinds)[number]['mutation'];

/** The kinds of actions, by the name of their mutation. */
export const ACTION_KINDS = new Map<string, ActionKind>(kinds.map((kind) => [kind.mutation, kind]));

/** The kind of a mutation. */
export function kindOf(mutation: ActionName): ActionKind {
  const kind = ACTION_KINDS.get(mutation);
  if (kind === undefined) throw new Error(`There is no action ${mutation}.`);
  return kind;
}
