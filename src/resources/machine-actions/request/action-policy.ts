import type { ActionPolicy } from '../../../context.ts';
import { textOf, textsIn } from '../../../rest/rows/read-value.ts';
import type { Machine } from '../../machines/machines.type.ts';
import type { ActionRequest } from './action-request.ts';
import { supportWarnings } from './action-support.ts';

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

/**
 * Why an action is not done to a device: the deployment's policy alone; empty when it may be. What only lifts another action
 * is always allowed.
 */
export function refusalsOf(machine: Machine, { kind }: ActionRequest, policy: ActionPolicy): string[] {
  if (kind.reverses) return [];
  const refuse = (why: string): string => `The policy of this gateway protects the device: ${why}.`;
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

const DAY = 24 * 60 * 60 * 1000;
const LONG_UNSEEN_DAYS = 7;

/** What speaks against an action on a device and does not hinder it. */
export function warningsOf(machine: Machine, request: ActionRequest, policy: ActionPolicy, now: number): string[] {
  const { kind } = request;
  const unseen = machine.lastSeen == null ? 0 : Math.floor((now - Date.parse(machine.lastSeen)) / DAY);
  const isServer = /server/i.test(machine.osPlatform ?? '');
  return [
    ...supportWarnings(machine, request),
    ...(kind.warning === undefined ? [] : [kind.warning]),
    ...(isServer && !kind.reverses && policy.protectedPlatforms.length === 0
      ? [`The device is a server (${machine.osPlatform}): what it serves will be affected.`]
      : []),
    ...(unseen >= LONG_UNSEEN_DAYS ? [`It was last seen ${unseen} days ago: the action waits until it reports.`] : []),
    ...(machine.healthStatus != null && fold(machine.healthStatus) !== 'active'
      ? [`Its sensor is ${machine.healthStatus}: the action may not reach it.`]
      : []),
  ];
}
