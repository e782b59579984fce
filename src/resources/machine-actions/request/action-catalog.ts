import type { Operation } from '../../../rest/operation.ts';
import * as operations from './machine-actions.changes.api.ts';

/** A kind of response action on a device. */
export interface ActionKind {
  /** Name of the mutation. */
  mutation: string;
  /** `type` of its rows; null for an investigation, which is no machine action. */
  type: string | null;
  operation: Operation;
  /** Only one action of a group may be in progress on a device: an action and the one that reverses it. */
  family: string;
  /** Whether it only reverses another action, which policies never forbid. */
  lifts: boolean;
  /** What to say of it before it is done. */
  warning?: string;
}

const kinds = [
  {
    mutation: 'isolateMachine',
    type: 'Isolate',
    operation: operations.isolateMachineOperation,
    family: 'isolation',
    lifts: false,
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
  },
  {
    mutation: 'unrestrictCodeExecution',
    type: 'UnrestrictCodeExecution',
    operation: operations.unrestrictCodeExecutionOperation,
    family: 'restriction',
    lifts: true,
  },
  {
    mutation: 'runAntiVirusScan',
    type: 'RunAntiVirusScan',
    operation: operations.runAntiVirusScanOperation,
    family: 'scan',
    lifts: false,
  },
  {
    mutation: 'stopAndQuarantineFile',
    type: 'StopAndQuarantineFile',
    operation: operations.stopAndQuarantineFileOperation,
    family: 'quarantine',
    lifts: false,
  },
  {
    mutation: 'collectInvestigationPackage',
    type: 'CollectInvestigationPackage',
    operation: operations.collectInvestigationPackageOperation,
    family: 'collection',
    lifts: false,
  },
  {
    mutation: 'startInvestigation',
    type: null,
    operation: operations.startInvestigationOperation,
    family: 'investigation',
    lifts: false,
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
    warning: 'Offboarding stops the sensor, and no action brings it back: the device has to be onboarded again.',
  },
] as const satisfies readonly ActionKind[];

export type ActionName = (typeof kinds)[number]['mutation'];

/** The kinds of actions, by the name of their mutation. */
const ACTION_KINDS = new Map<string, ActionKind>(kinds.map((kind) => [kind.mutation, kind]));

/** The kind of a mutation. */
export function kindOf(mutation: ActionName): ActionKind {
  const kind = ACTION_KINDS.get(mutation);
  if (kind === undefined) throw new Error(`There is no action ${mutation}.`);
  return kind;
}
