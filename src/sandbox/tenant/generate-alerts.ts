import { ANALYSTS, SCENARIOS, VERDICTS } from '../seed/alert-scenarios.ts';
import type { AlertScenario } from '../seed/alert-scenarios.ts';
import { FAMILIES } from './generate-files.ts';
import type { KnownFile } from './generate-files.ts';
import { generateEvidence } from './generate-evidence.ts';
import type { EvidenceFiles } from './generate-evidence.ts';
import { makeInvestigation } from './generate-investigations.ts';
import { createRandom } from '../seed/random.ts';
import type { Random } from '../seed/random.ts';
import type { AlertRow, DirectoryAccount, EvidenceRow, InvestigationRow, LogonRow, MachineRow } from '../seed/rows.ts';
import { vendorTime } from '../wire/vendor-time.ts';

/** What alerts refer to. */
export interface AlertWorld {
  tenantId: string;
  machines: readonly MachineRow[];
  retired: readonly MachineRow[];
  accounts: readonly DirectoryAccount[];
  logons: readonly LogonRow[];
  files: readonly KnownFile[];
}

const DAY = 86_400_000;
const RANGE = 90 * DAY;
// .NET counts its ticks from the year 1; alert ids hold such a number.
const TICKS_TO_1970 = 621_355_968_000_000_000n;

/** An alert id of the vendor's look: `da`, 18 digits of .NET ticks, and a signed 32-bit number. */
export function makeAlertId(milliseconds: number, ticks: number, suffix: number): string {
  return `da${TICKS_TO_1970 + BigInt(Math.floor(milliseconds)) * 10_000n + BigInt(ticks)}_${suffix}`;
}

/** Newest first; the ids decide among alerts of the same moment. */
export function compareAlerts(one: AlertRow, other: AlertRow): number {
  if (one.alertCreationTime !== other.alertCreationTime) {
    return one.alertCreationTime < other.alertCreationTime ? 1 : -1;
  }
  return one.id < other.id ? -1 : 1;
}

/** Makes alerts incident by incident over the 90 days before `now`, with the investigations they set off. */
export function generateAlerts(random: Random, count: number, now: number, world: AlertWorld) {
  const alerts: AlertRow[] = [];
  const investigations: InvestigationRow[] = [];
  // Reversed, so that a device's first user wins.
  const logonOf = new Map([...world.logons].reverse().map((logon) => [logon.machineId, logon]));
  const files: EvidenceFiles = {
    malicious: world.files.filter(({ malicious }) => malicious),
    benign: world.files.filter(({ malicious }) => !malicious),
  };
  const accountOf = new Map(world.accounts.map((account) => [account.userId, account]));
  for (let incident = 0; alerts.length < count; incident++) {
    const machine = pickMachine(random, world, incident);
    const logon = logonOf.get(machine.id);
    const account = logon && random.chance(0.9) ? accountOf.get(logon.userId) : undefined;
    const start = now - random.int(30 * 60_000, RANGE - 60 * 60_000);
    const size = Math.min(random.int(1, 5), count - alerts.length);
    // Detectors that fire together stamp their alerts with the same moment.
    const together = random.chance(0.3);
    const ticks = random.int(0, 9999);
    const group = Array.from({ length: size }, () => {
      const at = together ? start : start + random.int(0, 25 * 60_000);
      const story = random.pick(SCENARIOS);
      return makeAlert(random, story, machine, account, at, together ? ticks : random.int(0, 9999), world, files, now);
    });
    for (const alert of group) alert.incidentId = 20_000 + incident;
    const trigger = group[0];
    if (trigger && random.chance(0.55)) {
      const investigation = makeInvestigation(random, String(70_000 + incident), trigger, now);
      investigations.push(investigation);
      for (const alert of group) {
        alert.investigationId = Number(investigation.id);
        alert.investigationState = investigation.state;
      }
    }
    alerts.push(...group);
  }
  alerts.sort(compareAlerts);
  investigations.sort((one, other) => (one.startTime < other.startTime ? 1 : -1));
  return { alerts, investigations };
}

function pickMachine(random: Random, world: AlertWorld, incident: number): MachineRow {
  if (incident % 300 === 11 && world.retired.length > 0) return random.pick(world.retired);
  // Squared, so that some devices are noisy and others nearly silent.
  return world.machines[Math.floor(world.machines.length * random.next() ** 2)] ?? random.pick(world.machines);
}

function makeAlert(
  random: Random,
  story: AlertScenario,
  machine: MachineRow,
  account: DirectoryAccount | undefined,
  at: number,
  ticks: number,
  world: AlertWorld,
  files: EvidenceFiles,
  now: number,
): AlertRow {
  const family = story.malware ? random.pick(FAMILIES) : null;
  const status = random.weigh({ New: now - at < 7 * DAY ? 60 : 12, InProgress: 12, Resolved: 50, Unknown: 0.3 });
  const resolvedAt = status === 'Resolved' ? Math.min(at + random.int(600_000, 5 * DAY), now) : null;
  const verdict = status === 'Resolved' && random.chance(0.85) ? random.pick(Object.keys(VERDICTS)) : null;
  const assignedTo = status === 'New' && random.chance(0.8) ? null : random.pick(ANALYSTS);
  const id = makeAlertId(at, ticks, random.int(-2_147_483_648, 2_147_483_647));
  let evidence: EvidenceRow[] | undefined;
  return {
    id,
    incidentId: 0,
    investigationId: null,
    assignedTo,
    severity: random.weigh({ Informational: 32, Low: 30, Medium: 26, High: 11.5, UnSpecified: 0.5 }),
    status,
    classification: verdict,
    determination: verdict && random.chance(0.9) ? random.pick(VERDICTS[verdict] ?? ['Other']) : null,
    investigationState: random.pick(['UnsupportedAlertType', 'UnsupportedOs', 'Queued']),
    detectionSource: story.source,
    detectorId: random.guid(),
    category: story.category,
    threatFamilyName: family,
    title: story.title.replace('{family}', family ?? ''),
    description: `A detector on ${machine.computerDnsName || 'a device'} reported: ${story.title.replace('{family}', family ?? '')}.`,
    alertCreationTime: vendorTime(at, ticks),
    firstEventTime: random.moment(at - random.int(60_000, 600_000)),
    lastEventTime: random.moment(at - random.int(1_000, 50_000)),
    lastUpdateTime: random.moment(Math.min(resolvedAt ?? at + random.int(500, DAY), now)),
    resolvedTime: resolvedAt === null ? null : random.moment(resolvedAt),
    machineId: machine.id,
    computerDnsName: machine.computerDnsName,
    rbacGroupName: machine.rbacGroupName,
    aadTenantId: world.tenantId,
    threatName: family ? `Trojan:Win32/${family}.${random.pick(['A', 'B', 'C!ml'])}` : null,
    mitreTechniques: [...story.mitre],
    relatedUser: account ? { userName: account.accountName, domainName: account.accountDomain } : null,
    comments:
      assignedTo && random.chance(0.25)
        ? [
            {
              comment: random.pick(['Seen before, see the run book.', 'Called the user: "was me"', 'Größe geprüft ✓']),
              createdBy: assignedTo,
              createdTime: random.moment(Math.min(at + random.int(60_000, DAY), now)),
            },
          ]
        : [],
    // Made when it is first looked at: it is most of the data, and most alerts are only listed.
    get evidence() {
      evidence ??= generateEvidence(createRandom(id), story, files, account, at);
      return evidence;
    },
    set evidence(rows) {
      evidence = rows;
    },
  };
}
