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
  exclusiveGroup: string;
  /** Whether it only reverses another action, which policies never forbid. */
  reverses: boolean;
  /** What to say of it before it is done. */
  warning?: string;
}

const kinds = [
  {
    mutation: 'isolateMachine',
    type: 'Isolate',
    operation: operations.isolateMachineOperation,
    exclusiveGroup: 'isolation',
    reverses: false,
  },
  {
    mutation: 'unisolateMachine',
    type: 'Unisolate',
    operation: operations.unisolateMachineOperation,
    exclusiveGroup: 'isolation',
    reverses: true,
  },
  {
    mutation: 'restrictCodeExecution',
    type: 'RestrictCodeExecution',
    operation: operations.restrictCodeExecutionOperation,
    exclusiveGroup: 'restriction',
    reverses: false,
  },
  {
    mutation: 'unrestrictCodeExecution',
    type: 'UnrestrictCodeExecution',
    operation: operations.unrestrictCodeExecutionOperation,
    exclusiveGroup: 'restriction',
    reverses: true,
  },
  {
    mutation: 'runAntiVirusScan',
    type: 'RunAntiVirusScan',
    operation: operations.runAntiVirusScanOperation,
    exclusiveGroup: 'scan',
    reverses: false,
  },
  {
    mutation: 'stopAndQuarantineFile',
    type: 'StopAndQuarantineFile',
    operation: operations.stopAndQuarantineFileOperation,
    exclusiveGroup: 'quarantine',
    reverses: false,
  },
  {
    mutation: 'collectInvestigationPackage',
    type: 'CollectInvestigationPackage',
    operation: operations.collectInvestigationPackageOperation,
    exclusiveGroup: 'collection',
    reverses: false,
  },
  {
    mutation: 'startInvestigation',
    type: null,
    operation: operations.startInvestigationOperation,
    exclusiveGroup: 'investigation',
    reverses: false,
  },
  {
    mutation: 'runLiveResponse',
    type: 'LiveResponse',
    operation: operations.runLiveResponseOperation,
    exclusiveGroup: 'live response',
    reverses: false,
  },
  {
    mutation: 'offboardMachine',
    type: 'Offboard',
    operation: operations.offboardMachineOperation,
    exclusiveGroup: 'offboarding',
    reverses: false,
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
