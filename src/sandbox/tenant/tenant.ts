import { generateActions } from './generate-actions.ts';
import { generateAlerts } from './generate-alerts.ts';
import { generateFiles } from './generate-files.ts';
import { generateIndicators } from './generate-indicators.ts';
import { generateLibrary } from './generate-library.ts';
import { generateMachines } from './generate-machines.ts';
import { generateRecommendations } from './generate-recommendations.ts';
import { generateSoftware } from './generate-software.ts';
import { generateUsers } from './generate-users.ts';
import { generateVulnerabilities } from './generate-vulnerabilities.ts';
import type {
  InstallationRow,
  MachineVulnerabilityRow,
  MissingKbRow,
  RecommendationRow,
  RecommendationTarget,
  SoftwareRow,
  VulnerabilityRow,
} from '../seed/inventory-rows.ts';
import { VulnerabilityManagement } from './vulnerability-management/vulnerability-management.ts';
import { mitigateInPortal, type PortalMitigation } from '../seed/mitigations.ts';
import { createRandom } from '../seed/random.ts';
import { scoreRisk } from '../seed/risk-scoring.ts';
import type {
  ActionRow,
  AlertRow,
  DirectoryAccount,
  FileRow,
  IndicatorRow,
  InvestigationRow,
  LibraryFileRow,
  LogonRow,
  MachineRow,
  UserRow,
} from '../seed/rows.ts';

/** Everything the simulated tenant holds, in the vendor's JSON shapes; alerts, actions and investigations newest first. */
export interface Tenant {
  tenantId: string;
  machines: MachineRow[];
  /** Devices that alerts still name although the device list no longer has them. */
  retiredMachineIds: string[];
  alerts: AlertRow[];
  actions: ActionRow[];
  /** What was done to devices without an action. */
  portalMitigations: PortalMitigation[];
  investigations: InvestigationRow[];
  indicators: IndicatorRow[];
  users: UserRow[];
  accounts: DirectoryAccount[];
  logons: LogonRow[];
  files: FileRow[];
  software: SoftwareRow[];
  installations: InstallationRow[];
  vulnerabilities: VulnerabilityRow[];
  machineVulnerabilities: MachineVulnerabilityRow[];
  missingKbs: MissingKbRow[];
  recommendations: RecommendationRow[];
  vulnerabilityManagement: VulnerabilityManagement;
  recommendationTargets: RecommendationTarget[];
  library: LibraryFileRow[];
}

/** `now` is in milliseconds; the counts are numbers of rows. */
export interface TenantPlan {
  seed: number;
  machines: number;
  alerts: number;
  now: number;
  /** Chosen by the seed unless it is given. */
  tenantId?: string;
}

/** Makes the whole tenant; the same plan gives the same tenant, digit for digit. */
export function generateTenant(plan: TenantPlan): Tenant {
  const { seed, now } = plan;
  const random = (subject: string) => createRandom(`${seed}:${subject}`);
  const tenantId = plan.tenantId ?? random('tenant').guid();
  const { machines, retired } = generateMachines(random('machines'), plan.machines, now);
  const { users, accounts, logons } = generateUsers(random('users'), machines, now);
  const files = generateFiles(random('files'), now);
  const { alerts, investigations } = generateAlerts(random('alerts'), plan.alerts, now, {
    tenantId,
    machines,
    retired,
    accounts,
    logons,
    files,
  });
  scoreRisk(random('risk'), machines, alerts, now);
  const catalogue = generateSoftware(random('software'), machines, alerts);
  const weak = generateVulnerabilities(random('vulnerabilities'), catalogue, now);
  const advice = generateRecommendations(random('recommendations'), catalogue, weak, machines);
  const actions = generateActions(random('actions'), machines, files, now);
  return {
    tenantId,
    machines,
    retiredMachineIds: retired.map((machine) => machine.id),
    alerts,
    actions,
    portalMitigations: mitigateInPortal(machines, actions),
    investigations,
    indicators: generateIndicators(random('indicators'), files, now),
    users,
    accounts,
    logons,
    files: files.map((known) => known.row),
    software: catalogue.software,
    installations: catalogue.installations,
    vulnerabilities: weak.vulnerabilities,
    machineVulnerabilities: weak.machineVulnerabilities,
    missingKbs: weak.missingKbs,
    ...advice,
    vulnerabilityManagement: new VulnerabilityManagement({ random, now, machines, ...advice }),
    library: generateLibrary(random('library'), now),
  };
}
