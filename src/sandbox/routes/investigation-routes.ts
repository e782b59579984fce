import { advanceInvestigation } from '../simulation/action-lifecycle.ts';
import { entity, param } from '../endpoint/call.ts';
import type { Handlers } from '../endpoint/call.ts';
import { resourceNotFound } from '../wire/errors.ts';
import { answerList } from '../endpoint/list-endpoint.ts';
import { renderInvestigation } from '../endpoint/render-rows.ts';

/** Reading automated investigations. */
export const INVESTIGATION_ROUTES: Handlers = {
  listInvestigations: (call) =>
    answerList(call, {
      set: 'Investigations',
      rows: call.world.tenant.investigations.map((row) => advanceInvestigation(call.world, row)),
      render: (investigation) => renderInvestigation(call.world, investigation),
    }),
  // The id may be the triggering alert's (get-investigation-object.md).
  getInvestigation: (call) => {
    const id = param(call);
    const row = call.world.tenant.investigations.find((each) => each.id === id || each.triggeringAlertId === id);
    if (!row) throw resourceNotFound('Investigation', id);
    return entity('Investigations', renderInvestigation(call.world, advanceInvestigation(call.world, row)));
  },
};
