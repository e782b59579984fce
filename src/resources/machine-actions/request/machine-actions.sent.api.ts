import { loadById, loadByParent } from '../../../rest/batch/load-by-key.ts';
import type { RestClient } from '../../../rest/client/rest-client.ts';
import { truncationError } from '../../../rest/paging/read-page.ts';
import { getMachineActionOperation, listMachineActionsOperation } from '../machine-actions.api.ts';
import type { MachineAction } from '../machine-actions.type.ts';
import * as operations from './machine-actions.changes.api.ts';

/** An action that was sent, and of which no answer is known. */
export interface SentAction {
  /** Name of the mutation. */
  action: string;
  /** The vendor's id of the device, or of the action that was to be cancelled. */
  target: string;
  /** The mark that it bears. */
  key: string | null;
  sentAt: Date;
}

/** The operations whose actions bear a mark; their names are those of the mutations. */
const MARKED = new Set<string>(
  [
    operations.isolateMachineOperation,
    operations.unisolateMachineOperation,
    operations.restrictCodeExecutionOperation,
    operations.unrestrictCodeExecutionOperation,
    operations.runAntiVirusScanOperation,
    operations.stopAndQuarantineFileOperation,
    operations.collectInvestigationPackageOperation,
    operations.runLiveResponseOperation,
    operations.offboardMachineOperation,
  ].map(({ id }) => id),
);
const CANCEL = operations.cancelMachineActionOperation.id;
/** By how much the clocks of the gateway and of Defender may differ, in milliseconds. */
const CLOCK_DIFFERENCE_MS = 24 * 60 * 60 * 1000;

/** Whether Defender can be asked what became of an action. */
export function isTraceable({ action, key }: Pick<SentAction, 'action' | 'key'>): boolean {
  return action === CANCEL || (MARKED.has(action) && key !== null);
}

/** What Defender shows of an action: null where nothing, an error where it could not be asked. */
type Shown = MachineAction | null | Error;

async function findCancelled(rest: RestClient, sent: readonly SentAction[]): Promise<[SentAction, Shown][]> {
  const source = { list: listMachineActionsOperation, key: 'id' };
  const ids = sent.map(({ target }) => target);
  const found = await loadById<MachineAction>(rest, source, getMachineActionOperation, ids);
  return sent.map((each, index) => [each, found[index] ?? null]);
}

async function findMarked(rest: RestClient, sent: readonly SentAction[]): Promise<[SentAction, Shown][]> {
  if (sent.length === 0) return [];
  const earliest = Math.min(...sent.map(({ sentAt }) => sentAt.getTime())) - CLOCK_DIFFERENCE_MS;
  const where = { creationDateTimeUtc: { ge: new Date(earliest).toISOString() } };
  const source = { list: listMachineActionsOperation, key: 'machineId', where };
  const machineIds = sent.map(({ target }) => target);
  const found = await loadByParent<MachineAction>(rest, source, machineIds);
  const shownOf = (key: string | null, actions: (typeof found)[number] | undefined): Shown => {
    if (actions === undefined || actions instanceof Error) return actions ?? null;
    const marked = actions.rows.find((row) => operations.tagIn(row) === key);
    return marked ?? truncationError(listMachineActionsOperation, actions.incomplete);
  };
  return sent.map((each, index) => [each, shownOf(each.key, found[index])]);
}

/**
 * What Defender shows of traceable actions: the one that bears the mark, and of a cancellation the one that was to be
 * cancelled. A call for each hundred devices.
 */
export async function findSentActions(
  rest: RestClient,
  sent: readonly SentAction[],
): Promise<ReadonlyMap<SentAction, Shown>> {
  const isCancellation = ({ action }: SentAction): boolean => action === CANCEL;
  const found = await Promise.all([
    findCancelled(rest, sent.filter(isCancellation)),
    findMarked(
      rest,
      sent.filter((each) => !isCancellation(each)),
    ),
  ]);
  return new Map(found.flat());
}
