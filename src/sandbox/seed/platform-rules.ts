import { badRequest } from '../wire/errors.ts';
import type { MachineRow } from './rows.ts';

const WINDOWS = /^Windows/;

// What is supported on macOS and Linux besides Windows, by the vendor's pages on response actions and its release notes,
// which are ahead of those on the API; kinds not listed run everywhere. What no page states is refused there.
const WINDOWS_ONLY = new Set([
  'RestrictCodeExecution',
  'UnrestrictCodeExecution',
  'StopAndQuarantineFile',
  'Offboard',
  'StartInvestigation',
]);

// Kinds that need a recent agent, by the platform.
const AGENT_NEEDED: Readonly<Record<string, RegExp>> = {
  Isolate: /^macOS/,
  RunAntiVirusScan: /^(macOS|Linux)/,
};
// Of June 2023.
const AGENT = [101, 98, 84];

// Kinds whose page names an oldest release of Windows 10: 1703 or 1709.
const RELEASE_NEEDED = new Set([...WINDOWS_ONLY, 'Isolate', 'RunAntiVirusScan', 'CollectInvestigationPackage']);

/** Throws 400 where the device cannot take the action: not onboarded, wrong platform, or too old an agent. */
export function expectSupported(
  type: string,
  machine: MachineRow & { agentVersion?: string | null },
  scope: string | null = null,
): void {
  if (scope === 'UnManagedDevice') {
    if (machine.onboardingStatus === 'onboarded')
      throw badRequest('Only a device that is not onboarded can be contained');
    return;
  }
  // A contained device is released like an isolated one, though it was never onboarded.
  if (machine.onboardingStatus !== 'onboarded' && type !== 'Unisolate')
    throw badRequest(`Machine ${machine.id} is not onboarded`);
  const { osPlatform, version, agentVersion } = machine;
  const windowsOnly = WINDOWS_ONLY.has(type) || scope === 'Selective';
  if (windowsOnly && !WINDOWS.test(osPlatform)) {
    throw badRequest(`${type} is not supported on ${osPlatform}`, 'OsPlatformNotSupported');
  }
  if (RELEASE_NEEDED.has(type) && osPlatform === 'Windows10' && version === '1607') {
    throw badRequest(`${type} needs a newer client than ${version}`, 'ClientVersionNotSupported');
  }
  if (AGENT_NEEDED[type]?.test(osPlatform) === true && isOld(agentVersion)) {
    throw badRequest(`${type} needs a newer client than ${agentVersion}`, 'ClientVersionNotSupported');
  }
}

function isOld(agentVersion: string | null | undefined): boolean {
  // Agents for Windows count in another way.
  if (agentVersion == null || !/^10[01]\./.test(agentVersion)) return false;
  const parts = agentVersion.split('.').map(Number);
  const at = AGENT.findIndex((part, index) => part !== (parts[index] ?? 0));
  return at >= 0 && (parts[at] ?? 0) < (AGENT[at] ?? 0);
}
