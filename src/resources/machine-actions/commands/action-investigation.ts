import type { Context } from '../../../context.ts';
import { foldId, isSameId } from '../../../rest/rows/hex-id.ts';
import { readPage } from '../../../rest/paging/read-page.ts';
import type { Mutation } from '../../../rest/mutation/mutation.ts';
import { listInvestigationsOperation } from '../../investigations/investigations.api.ts';
import type { Investigation } from '../../investigations/investigations.type.ts';
import type { ActionRequest } from '../request/action-request.ts';
import { bodyOf, changeBasics, runChange, type Done } from './action-run.ts';
import { forChange, readForAction, sendChange } from '../request/machine-actions.changes.api.ts';

const MOST_ROWS = 1_000;

/** Investigations bear no comment, and alerts start some by themselves: one is ours only by being new after we asked. */
function changeOf(context: Context, request: ActionRequest): Mutation<Investigation> {
  const basics = changeBasics(context, request);
  const { kind, machineId } = request;
  return {
    ...basics,
    rows: async () => {
      const asked = { where: { machineId: { eq: machineId } }, skip: 0, take: MOST_ROWS };
      return (await readPage<Investigation>(forChange(context), readForAction(listInvestigationsOperation), asked))
        .rows;
    },
    send: () => sendChange<Investigation>(context, kind.operation, machineId, bodyOf(request, basics.mark)),
    findByTag: () => undefined,
    findInProgress: () => undefined,
    check: () => undefined,
    findStillEffective: (rows, id) => rows.find((row) => isSameId(row.id, id)),
    findResultOf: (rows, { known }) => rows.find(({ id }) => !known.has(foldId(id))),
  };
}

/** Starts an automated investigation, once (initiate-autoir-investigation.md). Throws RestError and input errors. */
export function startInvestigation(
  context: Context,
  request: ActionRequest,
  token: string | null,
): Promise<Done<Investigation>> {
  return runChange(context, request, token, changeOf(context, request));
}
