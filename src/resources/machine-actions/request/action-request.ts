import { createHash, randomBytes } from 'node:crypto';
import type { Context } from '../../../context.ts';
import { foldId } from '../../../rest/rows/hex-id.ts';
import { isObject, objectsIn, textOf } from '../../../rest/rows/read-value.ts';
import type { ActionKind } from './action-catalog.ts';
import type { LiveResponseCommand, MachineAction } from '../machine-actions.type.ts';

/** An action to be done to one device. */
export interface ActionRequest {
  kind: ActionKind;
  /** The vendor's id of the device. */
  machineId: string;
  comment: string | undefined;
  /** The members of the body but the comment, under the vendor's names. */
  parameters: Readonly<Record<string, unknown>>;
  /** As the caller gave it. */
  idempotencyKey: string | undefined;
  /** Correlation tag by which it is found upstream: the caller's key, else a random one. */
  correlationTag: string;
  /** What there is to say against the input, though it is sent. */
  warnings: readonly string[];
}

/** All that the effect of an action depends on, as text. */
export function fingerprintOf({ kind, machineId, parameters }: ActionRequest): string {
  return JSON.stringify([kind.mutation, foldId(machineId), parameters]);
}

/** A mark for an action without a key of the caller's. */
export function newCorrelationTag(): string {
  return `auto-${randomBytes(9).toString('hex')}`;
}

/** The name that equal actions share: the caller's key, else a digest of what is asked of which device. */
export function keyOfAction({ caller }: Context, request: ActionRequest): string {
  const { idempotencyKey: given } = request;
  const digest = createHash('sha256').update(fingerprintOf(request)).digest('hex');
  return JSON.stringify([caller.tenantId, given === undefined ? digest : `key ${given}`]);
}

/** Whether an action has not ended, as far as its status is a documented one. */
export function isOpen({ status }: MachineAction): boolean {
  return /^(pending|inprogress)$/i.test(textOf(status));
}

function same(one: unknown, other: unknown): boolean {
  const text = textOf(one).toLowerCase();
  return text !== '' && text === textOf(other).toLowerCase();
}

interface Command {
  type: string | null;
  params?: LiveResponseCommand['params'];
}

function commandText({ type, params }: Command): string {
  const texts = objectsIn(params)
    .map(({ key, value }) => JSON.stringify([key, value]))
    .sort();
  return JSON.stringify([type, texts]);
}

/** Whether an action does what is asked, as far as its row shows; the kind of containment is not shown. */
export function doesTheSame(action: MachineAction, { kind, parameters }: ActionRequest): boolean {
  if (!same(action.type, kind.type)) return false;
  const { IsolationType, ScanType, Sha1, Commands } = parameters;
  const scope = IsolationType ?? ScanType;
  if (scope !== undefined && action.scope != null) return same(action.scope, scope);
  if (Sha1 !== undefined) return same(action.relatedFileInfo?.fileIdentifier, Sha1);
  if (Commands === undefined) return true;
  const asked = (Commands as Command[]).map(commandText);
  const shown = objectsIn(action.commands).map(({ command }) => (isObject(command) ? commandText(command) : ''));
  return JSON.stringify(asked) === JSON.stringify(shown);
}
