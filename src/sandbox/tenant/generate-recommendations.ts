import type { SoftwareInventory } from './generate-software.ts';
import type { Weaknesses } from './generate-vulnerabilities.ts';
import type { RecommendationRow, RecommendationTarget, SoftwareRow } from '../seed/inventory-rows.ts';
import type { Random } from '../seed/random.ts';
import type { MachineRow } from '../seed/rows.ts';

const SETTINGS = [
  ['scid-20000', 'Onboard devices to the sensor', 'SecurityControls', 'Onboard Devices'],
  ['scid-2010', 'Turn on real-time protection', 'SecurityControls', 'Antivirus'],
  ['scid-91', 'Enforce a password history', 'Accounts', 'Password Policy'],
  ['scid-44', "Block the guest account's logon", 'Accounts', 'Logon Rights'],
  ['scid-3001', 'Disable the old file-sharing protocol', 'Network', 'File Sharing'],
  ['scid-2500', 'Block office programs from making child processes', 'Application', 'Attack Surface Reduction'],
  ['scid-87', 'Set the account lockout threshold', 'OS', ''],
] as const;

/** Makes one update recommendation for each weak product and a few about settings, with the devices they apply to. */
export function generateRecommendations(
  random: Random,
  inventory: SoftwareInventory,
  weak: Weaknesses,
  machines: readonly MachineRow[],
) {
  const recommendations: RecommendationRow[] = [];
  const recommendationTargets: RecommendationTarget[] = [];
  const add = (row: RecommendationRow, machineIds: Iterable<string>) => {
    recommendations.push(row);
    for (const machineId of machineIds) recommendationTargets.push({ recommendationId: row.id, machineId });
  };
  for (const product of inventory.software.filter((row) => row.weaknesses > 0)) {
    const exposed = weak.machineVulnerabilities.filter(
      (row) => row.productName === product.name && row.productVendor === product.vendor,
    );
    const version = inventory.products.get(product.id)?.versions.at(-1) ?? '';
    add(adviseUpdate(random, product, version, machines.length), new Set(exposed.map((row) => row.machineId)));
  }
  for (const setting of SETTINGS) {
    const exposed = machines.filter(() => random.chance(0.2));
    add(
      adviseSetting(random, setting, exposed.length, machines.length),
      exposed.map((machine) => machine.id),
    );
  }
  return { recommendations, recommendationTargets };
}

function adviseUpdate(random: Random, product: SoftwareRow, version: string, machines: number): RecommendationRow {
  return {
    ...base(random, `va-_-${product.id}`, machines, product.exposedMachines),
    productName: product.name,
    recommendationName: `Update ${product.vendor} ${product.name}`,
    weaknesses: product.weaknesses,
    vendor: product.vendor,
    recommendedVersion: version,
    recommendedProgram: product.name,
    recommendedVendor: product.vendor,
    recommendationCategory: 'Application',
    publicExploit: product.publicExploit,
    activeAlert: product.activeAlert,
    remediationType: 'Update',
    exposureImpact: product.impactScore,
    relatedComponent: product.name,
  };
}

function adviseSetting(
  random: Random,
  [key, recommendationName, recommendationCategory, subCategory]: (typeof SETTINGS)[number],
  exposed: number,
  machines: number,
): RecommendationRow {
  return {
    ...base(random, `sca-_-${key}`, machines, exposed),
    productName: 'windows',
    recommendationName,
    vendor: 'microsoft',
    recommendationCategory,
    subCategory,
    severityScore: random.int(1, 10),
    remediationType: 'ConfigurationChange',
    configScoreImpact: random.int(1, 900) / 100,
    relatedComponent: subCategory || 'Windows',
  };
}

function base(random: Random, id: string, machines: number, exposed: number): RecommendationRow {
  return {
    id,
    productName: '',
    recommendationName: '',
    weaknesses: 1,
    vendor: '',
    recommendedVersion: '',
    recommendedProgram: '',
    recommendedVendor: '',
    recommendationCategory: 'OS',
    subCategory: '',
    severityScore: 0,
    publicExploit: false,
    activeAlert: false,
    associatedThreats: random.chance(0.2) ? [random.guid()] : [],
    remediationType: 'Update',
    status: random.chance(0.9) ? 'Active' : 'Exception',
    configScoreImpact: 0,
    exposureImpact: 0,
    totalMachineCount: machines,
    exposedMachinesCount: exposed,
    nonProductivityImpactedAssets: Math.floor(exposed / 3),
    relatedComponent: '',
    exposedCriticalDevices: Math.floor(exposed / 9),
    hasUnpatchableCve: random.chance(0.1),
    tags: random.chance(0.15) ? ['internetFacing'] : [],
  };
}
