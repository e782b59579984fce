import { textOf } from '../../../rest/rows/read-value.ts';
import type { Machine } from '../../machines/machines.type.ts';
import type { ActionRequest } from './action-request.ts';

/** What the vendor's pages say of an action on a platform; `agent`: from that agent on. */
type Word = 'yes' | 'agent' | 'no' | 'not stated';

interface Support {
  /** Oldest release of Windows 10 that is named. */
  windows10?: number;
  /** Kinds of Windows that are not named. */
  unnamedWindows?: RegExp;
  macos: Word;
  linux: Word;
}

const OLD_WINDOWS = /^windows(xp|vista|7|8)|^windowsserver(2003|2008|2012(?!r2))/i;
const WINDOWS_ONLY = { macos: 'not stated', linux: 'not stated' } as const;

/** By the name of the mutation; the pages on response actions and the release notes are ahead of those on the API. */
const SUPPORT: Readonly<Record<string, Support>> = {
  isolateMachine: { windows10: 1703, unnamedWindows: OLD_WINDOWS, macos: 'agent', linux: 'yes' },
  restrictCodeExecution: { windows10: 1709, ...WINDOWS_ONLY },
  unrestrictCodeExecution: { windows10: 1709, ...WINDOWS_ONLY },
  runAntiVirusScan: { windows10: 1709, macos: 'agent', linux: 'agent' },
  stopAndQuarantineFile: { windows10: 1703, ...WINDOWS_ONLY },
  collectInvestigationPackage: { windows10: 1703, macos: 'yes', linux: 'yes' },
  startInvestigation: { windows10: 1709, ...WINDOWS_ONLY },
  runLiveResponse: { macos: 'yes', linux: 'yes' },
  offboardMachine: { windows10: 1703, macos: 'no', linux: 'no' },
};
const SELECTIVE: Support = {
  windows10: 1709,
  unnamedWindows: /server|^windows(xp|vista|7|8)/i,
  macos: 'no',
  linux: 'no',
};

/** The agent for macOS and Linux of June 2023; those for Windows count in another way. */
const AGENT = '101.98.84';

const LINUX =
  /linux|ubuntu|debian|centos|red ?hat|rhel|suse|sles|fedora|oracle|amazon|rocky|alma|mariner|kali|mint|raspbian/i;

/** Whether an agent for macOS or Linux is older than that one; false for what is no version of theirs. */
function isOldAgent(version: string): boolean {
  if (!/^10[01](\.\d+)+$/.test(version)) return false;
  const parts = version.split('.').map(Number);
  const wanted = AGENT.split('.').map(Number);
  const at = wanted.findIndex((part, index) => part !== (parts[index] ?? 0));
  return at >= 0 && (parts[at] ?? 0) < (wanted[at] ?? 0);
}

/** The device as far as support depends on it; only newer answers have its agent. */
type Device = Pick<Machine, 'osPlatform' | 'version' | 'onboardingStatus'> & { agentVersion?: string | null };

function nameOf({ kind, parameters }: ActionRequest): string {
  return parameters.IsolationType === 'Selective' ? 'a SELECTIVE isolation' : kind.mutation;
}

function onPlatform(device: Device, request: ActionRequest): string | null {
  // A row may hold anything, and what is odd in it must not keep an action from being sent.
  const osPlatform = textOf(device.osPlatform);
  const version = textOf(device.version);
  const agentVersion = textOf(device.agentVersion);
  const support = request.parameters.IsolationType === 'Selective' ? SELECTIVE : SUPPORT[request.kind.mutation];
  if (osPlatform === '' || support === undefined) return null;
  const what = nameOf(request);
  if (/^(windows|azurestack)/i.test(osPlatform)) {
    if (support.unnamedWindows?.test(osPlatform) === true) {
      return `Defender’s pages do not name ${osPlatform} for ${what}.`;
    }
    const { windows10: oldest } = support;
    const release = /^\d{4}$/.test(version) ? Number(version) : Infinity;
    if (!/^windows10$/i.test(osPlatform) || oldest === undefined || release >= oldest) return null;
    return `Defender’s pages want Windows 10 ${oldest} or later for ${what}, the device has ${version}.`;
  }
  const word = /^mac/i.test(osPlatform) ? support.macos : LINUX.test(osPlatform) ? support.linux : 'not stated';
  if (word === 'no') return `Defender’s pages say that ${what} is not for ${osPlatform}.`;
  if (word === 'not stated') return `Defender’s pages do not name ${osPlatform} for ${what}.`;
  if (word === 'yes' || !isOldAgent(agentVersion)) return null;
  return `Defender’s pages want agent ${AGENT} or later for ${what} on ${osPlatform}, the device has ${agentVersion}.`;
}

/**
 * What the vendor's documentation has against an action on a device: warnings, as it lags behind the service, and what the
 * device's row does not tell is none.
 */
export function supportWarnings(device: Device, request: ActionRequest): string[] {
  const { kind, parameters } = request;
  const onboardingStatus = textOf(device.onboardingStatus).trim();
  const onboarded = onboardingStatus === '' ? undefined : onboardingStatus.toLowerCase() === 'onboarded';
  const decides = (says: string): string => `${says} Defender decides.`;
  if (parameters.IsolationType === 'UnManagedDevice') {
    return onboarded === true
      ? [decides('Defender’s pages keep UN_MANAGED_DEVICE for devices without a sensor, and this one is onboarded.')]
      : [];
  }
  const platform = onPlatform(device, request);
  return [
    // A contained device is released like an isolated one, though it was never onboarded.
    ...(onboarded === false && kind.type !== 'Unisolate'
      ? [decides(`The device is not onboarded (${onboardingStatus}), so that no action may reach it.`)]
      : []),
    ...(platform === null ? [] : [decides(platform)]),
  ];
}

/** What the vendor means by refusing an action for the device's platform or version; undefined for any other code. */
export function unsupported(
  vendorCode: string | undefined,
  device: Device,
  request: ActionRequest,
): string | undefined {
  const what = nameOf(request);
  if (vendorCode === 'OsPlatformNotSupported') {
    return `input.machineId: Defender does not support ${what} on the platform of this device, ${device.osPlatform ?? 'which its row does not tell'} (OsPlatformNotSupported).`;
  }
  if (vendorCode !== 'ClientVersionNotSupported') return undefined;
  const version = device.agentVersion ?? device.version ?? 'which its row does not tell';
  return `input.machineId: Defender does not support ${what} with the version of this device, ${version} (ClientVersionNotSupported).`;
}
