import { collection, entity, param } from '../endpoint/call.ts';
import type { Call, Handlers, Reply } from '../endpoint/call.ts';
import { resourceNotFound } from '../wire/errors.ts';
import type { RecommendationRow, SoftwareRow, VulnerabilityRow } from '../seed/inventory-rows.ts';
import { answerList } from '../endpoint/list-endpoint.ts';
import { rowsWithKey } from '../endpoint/lookup.ts';
import { renderReference } from '../endpoint/render-rows.ts';

const same = (row: object) => row;

function find<Row extends { id: string }>(call: Call, kind: string, rows: readonly Row[]): Row {
  const row = rows.find((each) => each.id.toLowerCase() === param(call).toLowerCase());
  if (!row) throw resourceNotFound(kind, param(call));
  return row;
}

const softwareOf = (call: Call): SoftwareRow => find(call, 'Software', call.world.tenant.software);
const cveOf = (call: Call): VulnerabilityRow => find(call, 'Vulnerability', call.world.tenant.vulnerabilities);
const adviceOf = (call: Call): RecommendationRow => find(call, 'Recommendation', call.world.tenant.recommendations);

function references(call: Call, machineIds: Iterable<string>): Reply {
  const machines = rowsWithKey(call.world.tenant.machines, (row) => row.id, new Set(machineIds));
  return collection('MachineReferences', machines.map(renderReference));
}

const weaknessesOf = (call: Call, { name, vendor }: SoftwareRow) =>
  call.world.tenant.machineVulnerabilities.filter((row) => row.productName === name && row.productVendor === vendor);

function cves(call: Call, software: SoftwareRow | undefined): Reply {
  const ids = software ? weaknessesOf(call, software).map((row) => row.cveId) : [];
  return collection(
    'Vulnerabilities',
    rowsWithKey(call.world.tenant.vulnerabilities, (row) => row.id, new Set(ids)),
  );
}

function distributions(call: Call): object[] {
  const software = softwareOf(call);
  const weak = weaknessesOf(call, software);
  const counts = new Map<string, number>();
  for (const { softwareId, version } of call.world.tenant.installations) {
    if (softwareId === software.id) counts.set(version, (counts.get(version) ?? 0) + 1);
  }
  return [...counts].map(([version, installations]) => {
    const found = weak.filter((row) => row.productVersion === version).map((row) => row.cveId);
    return { version, installations, vulnerabilities: new Set(found).size };
  });
}

// Update recommendations carry the product's id behind `va-_-`.
function recommendedSoftware(call: Call): SoftwareRow | undefined {
  const advice = adviceOf(call);
  return call.world.tenant.software.find((row) => advice.id === `va-_-${row.id}`);
}

/** Reading software, vulnerabilities and recommendations. */
export const INVENTORY_ROUTES: Handlers = {
  listSoftware: (call) => answerList(call, { set: 'Software', rows: call.world.tenant.software, render: same }),
  getSoftware: (call) => entity('Software', softwareOf(call)),
  listSoftwareVersionDistributions: (call) => collection('Distributions', distributions(call)),
  listSoftwareMachineReferences: (call) => {
    const { id } = softwareOf(call);
    const installed = call.world.tenant.installations.filter((row) => row.softwareId === id);
    return references(
      call,
      installed.map((row) => row.machineId),
    );
  },
  listSoftwareVulnerabilities: (call) => cves(call, softwareOf(call)),
  listSoftwareMissingKbs: (call) => {
    const ids = weaknessesOf(call, softwareOf(call)).map((row) => row.fixingKbId ?? '');
    return collection(
      'Collection(microsoft.windowsDefenderATP.api.PublicProductFixDto)',
      rowsWithKey(call.world.tenant.missingKbs, (row) => row.id, new Set(ids)),
    );
  },
  // $top ends at 8,000 here (get-all-vulnerabilities.md).
  listVulnerabilities: (call) =>
    answerList(call, {
      set: 'Vulnerabilities',
      rows: call.world.tenant.vulnerabilities,
      render: same,
      maxTop: 8_000,
    }),
  listMachinesVulnerabilities: (call) =>
    answerList(call, {
      set: 'MachineVulnerabilities',
      rows: call.world.tenant.machineVulnerabilities,
      render: same,
    }),
  getVulnerability: (call) => entity('Vulnerabilities', cveOf(call)),
  listVulnerabilityMachineReferences: (call) => {
    const { id } = cveOf(call);
    const found = call.world.tenant.machineVulnerabilities.filter((row) => row.cveId === id);
    return references(
      call,
      found.map((row) => row.machineId),
    );
  },
  listRecommendations: (call) =>
    answerList(call, { set: 'Recommendations', rows: call.world.tenant.recommendations, render: same }),
  getRecommendation: (call) => entity('Recommendations', adviceOf(call)),
  getRecommendationSoftware: (call) => {
    const software = recommendedSoftware(call);
    if (!software) throw resourceNotFound('Software of recommendation', param(call));
    return entity('Software', software);
  },
  listRecommendationMachineReferences: (call) => {
    const { id } = adviceOf(call);
    const targets = call.world.tenant.recommendationTargets.filter((row) => row.recommendationId === id);
    return references(
      call,
      targets.map((row) => row.machineId),
    );
  },
  listRecommendationVulnerabilities: (call) => cves(call, recommendedSoftware(call)),
};
