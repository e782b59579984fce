import type { SoftwareInventory } from './generate-software.ts';
import type {
  InstallationRow,
  MachineVulnerabilityRow,
  MissingKbRow,
  SoftwareRow,
  VulnerabilityRow,
} from '../seed/inventory-rows.ts';
import type { Random } from '../seed/random.ts';
import type { Product } from '../seed/software-catalogue.ts';

/** What is weak in the tenant, and the updates that would mend it. */
export interface Weaknesses {
  vulnerabilities: VulnerabilityRow[];
  machineVulnerabilities: MachineVulnerabilityRow[];
  missingKbs: MissingKbRow[];
}

const DAY = 86_400_000;

/** Makes CVEs for each product; every version but a product's last has them. Fills in the counts of the software rows. */
export function generateVulnerabilities(random: Random, inventory: SoftwareInventory, now: number): Weaknesses {
  const weak: Weaknesses = { vulnerabilities: [], machineVulnerabilities: [], missingKbs: [] };
  const installed = new Map<string, InstallationRow[]>();
  for (const item of inventory.installations) {
    const known = installed.get(item.softwareId);
    if (known) known.push(item);
    else installed.set(item.softwareId, [item]);
  }
  inventory.software.forEach((software, index) => {
    const product = inventory.products.get(software.id);
    if (!product || product.weaknesses === 0) return;
    const old = (installed.get(software.id) ?? []).filter((item) => item.version !== product.versions.at(-1));
    weaken(random, weak, software, product, old, 90_000 + index * 100, now);
  });
  return weak;
}

function weaken(
  random: Random,
  weak: Weaknesses,
  software: SoftwareRow,
  product: Product,
  old: readonly InstallationRow[],
  firstNumber: number,
  now: number,
): void {
  const fixingKbId = product.kb ? String(5_090_000 + firstNumber / 100) : null;
  const cves = Array.from({ length: product.weaknesses }, (_, index) =>
    makeCve(random, `CVE-2026-${firstNumber + index}`, software, old.length, now),
  );
  weak.vulnerabilities.push(...cves);
  for (const cve of cves) {
    for (const item of old) weak.machineVulnerabilities.push(place(cve, item, product, fixingKbId));
  }
  if (fixingKbId) weak.missingKbs.push(describeKb(fixingKbId, product, old.length, cves.length));
  software.weaknesses = cves.length;
  software.publicExploit = cves.some((cve) => cve.publicExploit);
  software.exposedMachines = old.length;
  software.impactScore = Math.round(cves.reduce((sum, cve) => sum + cve.cvssV3, 0) * old.length) / 1000;
}

function makeCve(random: Random, id: string, software: SoftwareRow, exposed: number, now: number): VulnerabilityRow {
  const cvssV3 = random.int(31, 99) / 10;
  const published = now - random.int(5, 300) * DAY;
  const publicExploit = random.chance(0.2);
  return {
    id,
    name: id,
    description: `Summary: ${software.name} of ${software.vendor} mishandles input. Impact: "code execution" may follow.`,
    severity: cvssV3 >= 9 ? 'Critical' : cvssV3 >= 7 ? 'High' : cvssV3 >= 4 ? 'Medium' : 'Low',
    cvssV3,
    cvssVector: `CVSS:3.1/AV:${random.pick(['N', 'L'])}/AC:${random.pick(['L', 'H'])}/PR:N/UI:R/S:U/C:H/I:H/A:H`,
    exposedMachines: exposed,
    publishedOn: random.moment(published),
    updatedOn: random.moment(published + random.int(0, Math.floor((now - published) / DAY)) * DAY),
    firstDetected: exposed > 0 ? random.moment(published + DAY) : null,
    publicExploit,
    exploitVerified: publicExploit && random.chance(0.4),
    exploitInKit: publicExploit && random.chance(0.1),
    exploitTypes: publicExploit ? [random.pick(['Local privilege escalation', 'Denial of service', 'Local'])] : [],
    exploitUris: publicExploit ? [`https://exploits.adatum.example/${id.toLowerCase()}`] : [],
    cveSupportability: random.weigh({ Supported: 8, 'Not Supported': 1, SupportedInPremium: 1 }),
    tags: random.chance(0.1) ? ['internetFacing'] : [],
    epss: random.int(1, 9700) / 10_000,
  };
}

function place(
  cve: VulnerabilityRow,
  { machineId, version }: InstallationRow,
  { vendor, name }: Product,
  fixingKbId: string | null,
): MachineVulnerabilityRow {
  return {
    // The last part stays empty where no update fixes it.
    id: `${machineId}-_-${cve.id}-_-${vendor}-_-${name}-_-${version}-_-${fixingKbId ?? ''}`,
    cveId: cve.id,
    machineId,
    fixingKbId,
    productName: name,
    productVendor: vendor,
    productVersion: version,
    severity: cve.severity,
  };
}

function describeKb(id: string, product: Product, machineMissedOn: number, cveAddressed: number): MissingKbRow {
  return {
    id,
    name: `2026 Cumulative Security Update for ${product.name}`,
    productsNames: [product.name],
    url: `https://catalog.contoso.example/Search.aspx?q=KB${id}`,
    machineMissedOn,
    cveAddressed,
  };
}
