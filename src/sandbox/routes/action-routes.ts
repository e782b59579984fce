import { isOpen, advanceAction, advanceActions } from '../simulation/action-lifecycle.ts';
import { entity, param, typed } from '../endpoint/call.ts';
import type { Call, Handlers } from '../endpoint/call.ts';
import { ApiError, badRequest } from '../wire/errors.ts';
import { answerList } from '../endpoint/list-endpoint.ts';
import { findAction } from '../endpoint/lookup.ts';
import { renderAction, renderListedAction } from '../endpoint/render-rows.ts';
import type { ActionRow } from '../seed/rows.ts';

const actionOf = (call: Call): ActionRow => advanceAction(call.world, findAction(call.world, param(call)));

function packageUri(call: Call): string {
  const action = actionOf(call);
  if (action.type !== 'CollectInvestigationPackage') throw badRequest('The action is not a package collection');
  if (isOpen(action)) throw new ApiError(404, 'NotFound', 'The investigation package is not ready');
  if (action.status !== 'Succeeded') throw new ApiError(404, 'NotFound', 'There is no investigation package');
  return `${call.world.origin()}/download/package/${action.id}?token=${action.id.slice(0, 8)}`;
}

function resultUri(call: Call): string {
  const action = actionOf(call);
  const index = param(call, 'index');
  const command = action.commands.find((each) => String(each.index) === index);
  if (!command) throw badRequest(`The action has no command ${index}`, 'InvalidInput');
  if (command.commandStatus !== 'Completed') throw new ApiError(404, 'NotFound', 'The result is not ready');
  // run-live-response.md: putting a file leaves no result to fetch.
  if (command.command.type === 'PutFile') throw badRequest('PutFile has no result');
  return `${call.world.origin()}/download/result/${action.id}/${index}?sig=${action.id.slice(0, 8)}`;
}

/** Reading machine actions and their results. */
export const ACTION_ROUTES: Handlers = {
  listMachineActions: (call) =>
    answerList(call, {
      set: 'MachineActions',
      rows: advanceActions(call.world),
      render: (action) => renderListedAction(call.world, action),
    }),
  getMachineAction: (call) => entity('MachineActions', renderAction(call.world, actionOf(call))),
  // The quotation marks inside the value are the vendor's (get-package-sas-uri.md).
  getPackageUri: (call) => typed('Edm.String', { value: `"${packageUri(call)}"` }),
  getLiveResponseResultDownloadLink: (call) => typed('Edm.String', { value: resultUri(call) }),
};
