import { badRequest } from './errors.ts';
import type { MachineRow } from './rows.ts';

const WINDOWS = /^Windows/;

// What an action runs on; kinds not listed run everywhere.
const PLATFORMS: Readonly<Record<string, RegExp>> = {
  RestrictCodeExecution: WINDOWS,
  UnrestrictCodeExecution: WINDOWS,
  RunAntiVirusScan: WINDOWS,
  StopAndQuarantineFile: WINDOWS,
  CollectInvestigationPackage: WINDOWS,
  Offboard: WINDOWS,
  StartInvestigation: WINDOWS,
};

/** Throws 400 where the device cannot take the action: not onboarded, wrong platform, or too old an agent. */
export function expectSupported(type: string, machine: MachineRow, scope: string | null = null): void {
  if (scope === 'UnManagedDevice') {
    if (machine.onboardingStatus === 'onboarded')
      throw badRequest('Only a device that is not onboarded can be contained');
    return;
  }
  // A contained device is released like an isolated one, though it was never onboarded.
  if (machine.onboardingStatus !== 'onboarded' && type !== 'Unisolate')
    throw badRequest(`Machine ${machine.id} is not onboarded`);
  const platforms = type === 'Isolate' ? isolation(scope) : PLATFORMS[type];
  if (platforms && !platforms.test(machine.osPlatform)) {
    throw badRequest(`${type} is not supported on ${machine.osPlatform}`, 'OsPlatformNotSupported');
  }
  // The oldest release in any action's page is Windows 10 1703; most say 1709.
  if (platforms && machine.osPlatform === 'Windows10' && machine.version === '1607') {
    throw badRequest(`${type} needs a newer client than ${machine.version}`, 'ClientVersionNotSupported');
  }
}

// Only full isolation knows Linux (isolate-machine.md).
function isolation(scope: string | null): RegExp {
  return scope === 'Selective' ? WINDOWS : /^(Windows|Linux)/;
}
