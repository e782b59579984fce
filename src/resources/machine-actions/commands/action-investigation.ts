import type { Context } from '../../../context.ts';
import type { SendInterceptor } from '../../../rest/client/rest-client.ts';
import { foldId, isSameId } from '../../../rest/rows/hex-id.ts';
import { readPage } from '../../../rest/paging/read-page.ts';
import { fenced, type Mutation } from '../../../rest/mutation/mutation.ts';
import { listInvestigationsOperation } from '../../investigations/investigations.api.ts';
import type { Investigation } from '../../investigations/investigations.type.ts';
import type { ActionRequest } from '../request/action-request.ts';
import { commonMutation, runMutation, wireOptions, type Done } from './action-run.ts';
import { mutationClient, readForAction, sendMutation } from '../request/machine-actions.changes.api.ts';

const MAX_ROWS = 1_000;

/** Investigations bear no comment, and alerts start some by themselves: one is ours only by being new after we asked. */
function mutationOf(context: Context, request: ActionRequest, intercept: SendInterceptor): Mutation<Investigation> {
  const basics = commonMutation(context, request);
  const { kind, machineId } = request;
  return {
    ...basics,
    rows: async () => {
      const asked = { where: { machineId: { eq: machineId } }, skip: 0, take: MAX_ROWS };
      return (await readPage<Investigation>(mutationClient(context), readForAction(listInvestigationsOperation), asked))
        .rows;
    },
    send: (fence) => {
      const options = { ...wireOptions(request), intercept: fenced(intercept, fence) };
      return sendMutation<Investigation>(context, kind.operation, options);
    },
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
  return runMutation(context, request, token, (intercept) => mutationOf(context, request, intercept));
}
