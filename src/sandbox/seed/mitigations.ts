import type { ActionRow, MachineRow } from './rows.ts';

const DAY = 86_400_000;

/** A device that was isolated or contained in the portal, which leaves no action. */
export interface PortalMitigation {
  machineId: string;
  word: 'isolated' | 'contained';
  /** Milliseconds. */
  at: number;
}

/** One change of what holds on a device; `at` in milliseconds. */
export interface MitigationChange {
  at: number;
  word: string;
  holds: boolean;
}

const CHANGES: Readonly<Record<string, Omit<MitigationChange, 'at'>>> = {
  Isolate: { word: 'isolated', holds: true },
  Unisolate: { word: 'isolated', holds: false },
  RestrictCodeExecution: { word: 'restricted', holds: true },
  UnrestrictCodeExecution: { word: 'restricted', holds: false },
};

/** Two devices that a caller dealt with in the portal: one with a sensor is isolated, one without is contained. */
export function mitigateInPortal(machines: readonly MachineRow[], actions: readonly ActionRow[]): PortalMitigation[] {
  const acted = new Set(actions.filter(({ type }) => type in CHANGES).map(({ machineId }) => machineId));
  const free = machines.filter(({ id }) => !acted.has(id));
  const isolated = free.find(
    ({ onboardingStatus, healthStatus }) => onboardingStatus === 'onboarded' && healthStatus === 'Active',
  );
  const contained = free.find(({ onboardingStatus }) => onboardingStatus !== 'onboarded');
  const at = ({ lastSeen }: MachineRow): number => Date.parse(lastSeen) - 2 * DAY;
  return [
    ...(isolated === undefined ? [] : [{ machineId: isolated.id, word: 'isolated' as const, at: at(isolated) }]),
    ...(contained === undefined ? [] : [{ machineId: contained.id, word: 'contained' as const, at: at(contained) }]),
  ];
}

/** What changed on each device, the oldest first: by the actions that succeeded, and in the portal. */
export function mitigationChanges(
  actions: readonly ActionRow[],
  inPortal: readonly PortalMitigation[],
): Map<string, MitigationChange[]> {
  const changes = new Map<string, MitigationChange[]>();
  const add = (machineId: string, change: MitigationChange): void => {
    changes.set(machineId, [...(changes.get(machineId) ?? []), change]);
  };
  for (const { machineId, word, at } of inPortal) add(machineId, { at, word, holds: true });
  for (const { machineId, type, status, lastUpdateDateTimeUtc } of actions) {
    const change = status === 'Succeeded' ? CHANGES[type] : undefined;
    if (change !== undefined) add(machineId, { ...change, at: Date.parse(lastUpdateDateTimeUtc) });
  }
  for (const list of changes.values()) list.sort((one, other) => one.at - other.at);
  return changes;
}

/** What holds at a moment, as JSON text in the manner of other columns; empty for nothing. */
export function mitigationStatus(changes: readonly MitigationChange[], at: number): string {
  const words = new Set<string>();
  for (const change of changes) {
    if (change.at > at) continue;
    if (change.holds) words.add(change.word);
    else words.delete(change.word);
  }
  return words.size === 0 ? '' : JSON.stringify([...words]);
}
