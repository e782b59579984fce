import type { ActionApi, SimulatedAction } from '../fakes/action-api.ts';
import type { StormCall } from './isolation-storm.ts';

export interface StormVerdict {
  /** How many calls ended in which way. */
  ends: Record<string, number>;
  /** Ends that no call may have. */
  wrongEnds: string[];
  /** Keys that arrived more than once through one gateway, or through any of those that share state, refusals for quota aside. */
  arrivedTwice: string[];
  /** Arrivals that the audit logs do not tell of, and acknowledgments of actions that the API does not have. */
  unaccounted: string[];
  /** Devices whose last acknowledged intent is known. */
  known: number;
  /** Those of them that ended up otherwise, and acknowledged actions that an earlier one took back. */
  contradicted: string[];
}

type AuditLine = Record<string, unknown> & { phase: string; action: string; key: string; outcome: string };

const MARK = /\[key: ([\w.:-]+)\]$/;
const SOUND = new Set(['CREATED', 'ALREADY_PENDING', 'ACTION_OUTCOME_UNKNOWN', 'left']);
/** Refused before anything was sent: the other intent is in progress, or Defender could not be asked at all. */
const REFUSED = /^Nothing (is done|was sent)|call quota/;

function count(texts: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const text of texts) counts[text] = (counts[text] ?? 0) + 1;
  return counts;
}

/** Whether an action that was asked for earlier ended later, and so took back the other. */
function isUndoneBy(later: SimulatedAction, earlier: SimulatedAction): boolean {
  return (
    earlier.machineId === later.machineId &&
    earlier.type !== later.type &&
    earlier.status === 'Succeeded' &&
    earlier.creationDateTimeUtc < later.creationDateTimeUtc &&
    earlier.lastUpdateDateTimeUtc > later.lastUpdateDateTimeUtc
  );
}

/**
 * Compares what callers were told, and what was written down, with what happened upstream. Gateways that share state count
 * as one.
 */
export function judge(
  api: ActionApi,
  calls: readonly StormCall[],
  audit: readonly AuditLine[],
  { sharesState = false } = {},
): StormVerdict {
  const isSound = ({ end, message }: StormCall): boolean => SOUND.has(end) || REFUSED.test(message);
  const posts = api.arrivals.filter(({ path }) => path.startsWith('/api/machines/'));
  const sent = posts.map(({ body, fault, authorization }) => ({
    mark: MARK.exec(String(body.Comment))?.[1] ?? 'none',
    gateway: sharesState ? 'any' : /gateway-\d+/.exec(authorization ?? '')?.[0],
    taken: fault !== '429 before',
  }));
  const arrivals = count(sent.filter(({ taken }) => taken).map(({ mark, gateway }) => `${gateway} ${mark}`));

  const arrived = new Set(sent.map(({ mark }) => mark));
  const ofPhase = (name: string): AuditLine[] => audit.filter(({ phase }) => phase === name);
  const attempts = ofPhase('attempt');
  const sendings = new Set(ofPhase('sending').map(({ key }) => key));
  const outcomes = ofPhase('outcome');
  const byId = new Map(api.actions.map((action) => [action.id, action]));
  const told = outcomes.filter(({ action, outcome, reference }) => {
    return /solateMachine$/.test(action) && /^(CREATED|ALREADY_PENDING)$/.test(outcome) && reference !== null;
  });
  const unaccounted = [
    ...sent.filter(({ mark }) => !sendings.has(mark)).map(({ mark }) => `arrived: ${mark}`),
    ...told
      .filter(({ reference }) => !byId.has(String(reference)))
      .map(({ reference }) => `told: ${String(reference)}`),
    ...outcomes
      .filter((line) => line.sent === true && /solateMachine$/.test(line.action) && !arrived.has(line.key))
      .map(({ key }) => `sent: ${key}`),
    ...(attempts.length === outcomes.length ? [] : ['an attempt without its outcome']),
  ];

  const acknowledged = new Set(told.map(({ reference }) => String(reference)));
  const promised = api.actions.filter(({ id, status }) => acknowledged.has(id) && status === 'Succeeded');
  const contradicted = promised.flatMap((later) => {
    const undone = api.actions.find((earlier) => isUndoneBy(later, earlier));
    return undone === undefined ? [] : [`${later.machineId}: ${later.type} ${later.id} by the earlier ${undone.id}`];
  });
  let known = 0;
  for (const machineId of new Set(api.actions.map((action) => action.machineId))) {
    const [last] = api.actions.filter((each) => each.machineId === machineId && each.status !== 'Cancelled');
    // Where the newest action was acknowledged to no one, no one was promised anything about it.
    if (last === undefined || !acknowledged.has(last.id)) continue;
    known += 1;
    if (api.inForce.get(machineId) !== last.type) contradicted.push(`${machineId}: ${last.type} was promised last`);
  }
  return {
    ends: count(calls.map(({ end, message }) => (SOUND.has(end) ? end : `${end}: ${message.slice(0, 16)}`))),
    wrongEnds: calls.filter((call) => !isSound(call)).map(({ end, message }) => `${end} ${message}`),
    arrivedTwice: Object.keys(arrivals).filter((key) => (arrivals[key] ?? 0) > 1),
    unaccounted,
    known,
    contradicted,
  };
}
