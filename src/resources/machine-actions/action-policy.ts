import type { ActionPolicy } from '../../context.ts';
import { textOf, textsIn } from '../../rest/read-value.ts';
import type { Machine } from '../machines/machines.type.ts';
import type { ActionRequest } from './action-request.ts';

/** Why an action is not done to a device. */
export interface Refusal {
  /** FORBIDDEN where the deployment's policy says so, BAD_USER_INPUT where the device cannot take it. */
  code: 'FORBIDDEN' | 'BAD_USER_INPUT';
  message: string;
}

const fold = (text: unknown): string => textOf(text).trim().toLowerCase();

function isNamed(names: readonly string[], value: string | null | undefined): boolean {
  return value != null && names.some((name) => fold(name) === fold(value));
}

const isTextOrNone = (value: unknown): boolean => value === null || value === undefined || typeof value === 'string';

/** What the policy looks at and the device's row has in a shape that tells nothing: it may be what protects the device. */
function unreadable({ machineTags, deviceValue, osPlatform }: Machine, policy: ActionPolicy): string | undefined {
  const tags: unknown = machineTags ?? [];
  const looked: [string, readonly string[], boolean][] = [
    ['machineTags', policy.protectedTags, Array.isArray(tags) && tags.every(isTextOrNone)],
    ['deviceValue', policy.protectedDeviceValues, isTextOrNone(deviceValue)],
    ['osPlatform', policy.protectedPlatforms, isTextOrNone(osPlatform)],
  ];
  return looked.find(([, names, readable]) => names.length > 0 && !readable)?.[0];
}

/** The policy's say; what only lifts another action is always allowed. */
function protections(machine: Machine, { kind }: ActionRequest, policy: ActionPolicy): Refusal[] {
  if (kind.lifts) return [];
  const refuse = (why: string): Refusal => ({
    code: 'FORBIDDEN',
    message: `The policy of this gateway protects the device: ${why}.`,
  });
  const tag = textsIn(machine.machineTags).find((each) => isNamed(policy.protectedTags, each));
  const odd = unreadable(machine, policy);
  const platform = policy.protectedPlatforms.find((name) => fold(machine.osPlatform ?? '').startsWith(fold(name)));
  return [
    ...(tag === undefined ? [] : [refuse(`it has the tag ${tag}`)]),
    ...(odd === undefined ? [] : [refuse(`its ${odd} cannot be read, and may say so`)]),
    ...(isNamed(policy.protectedDeviceValues, machine.deviceValue)
      ? [refuse(`its device value is ${machine.deviceValue}`)]
      : []),
    ...(platform === undefined ? [] : [refuse(`its platform is ${machine.osPlatform}`)]),
  ];
}

/** What the pages say of where an action runs; what the device's row does not tell is left to the vendor. */
function limitations(machine: Machine, { kind, parameters }: ActionRequest): Refusal[] {
  const refuse = (message: string): Refusal[] => [{ code: 'BAD_USER_INPUT', message }];
  const { onboardingStatus, osPlatform, version } = machine;
  const onboarded = onboardingStatus == null ? undefined : fold(onboardingStatus) === 'onboarded';
  if (parameters.IsolationType === 'UnManagedDevice') {
    return onboarded === true
      ? refuse('input.isolationType: UN_MANAGED_DEVICE is for devices that are not onboarded; take FULL or SELECTIVE.')
      : [];
  }
  // A contained device is released like an isolated one, though it was never onboarded.
  if (onboarded === false && kind.type !== 'Unisolate') {
    return refuse('input.machineId: the device is not onboarded, so no action reaches it.');
  }
  if (osPlatform == null) return [];
  const selective = parameters.IsolationType === 'Selective';
  const platform = selective ? /^windows/i : kind.platform;
  if (platform?.test(osPlatform) === false) {
    const what = selective ? 'a SELECTIVE isolation' : kind.mutation;
    return refuse(`input.machineId: Defender does not document ${what} for ${osPlatform}.`);
  }
  const oldest = selective ? 1709 : kind.oldestWindows10;
  const release = /^\d{4}$/.test(version ?? '') ? Number(version) : Infinity;
  if (osPlatform === 'Windows10' && oldest !== undefined && release < oldest) {
    return refuse(`input.machineId: ${kind.mutation} needs Windows 10 ${oldest} or later, the device has ${version}.`);
  }
  return [];
}

/** Why an action is not done to a device, the policy's reasons first; empty when it may be. */
export function refusalsOf(machine: Machine, request: ActionRequest, policy: ActionPolicy): Refusal[] {
  return [...protections(machine, request, policy), ...limitations(machine, request)];
}

const DAY = 24 * 60 * 60 * 1000;
const LONG_UNSEEN_DAYS = 7;

/** What to think of before an action is done to a device. */
export function warningsOf(machine: Machine, { kind }: ActionRequest, policy: ActionPolicy, now: number): string[] {
  const unseen = machine.lastSeen == null ? 0 : Math.floor((now - Date.parse(machine.lastSeen)) / DAY);
  const isServer = /server/i.test(machine.osPlatform ?? '');
  return [
    ...(kind.warning === undefined ? [] : [kind.warning]),
    ...(isServer && !kind.lifts && policy.protectedPlatforms.length === 0
      ? [`The device is a server (${machine.osPlatform}): what it serves will be affected.`]
      : []),
    ...(unseen >= LONG_UNSEEN_DAYS ? [`It was last seen ${unseen} days ago: the action waits until it reports.`] : []),
    ...(machine.healthStatus != null && fold(machine.healthStatus) !== 'active'
      ? [`Its sensor is ${machine.healthStatus}: the action may not reach it.`]
      : []),
  ];
}
