import { incidentsOf } from '../../src/sandbox/routes/incidents/incident-rows.ts';
import type { Tenant } from '../../src/sandbox/tenant/tenant.ts';
import { DOCUMENTED_ENUMS } from '../support/documented/documented-enums.ts';
import { documentedProperties } from '../support/documented/documented-types.ts';
import { FILTERABLE } from '../support/documented/documented-filters.ts';
import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';

const MAX_PAGE = 1000;

type Row = Readonly<Record<string, unknown>>;

const SOURCES: Readonly<Record<string, { type: string; rows: (tenant: Tenant) => readonly object[] }>> = {
  alerts: { type: 'Alert', rows: ({ alerts }) => alerts },
  machines: { type: 'Machine', rows: ({ machines }) => machines },
  machineActions: { type: 'MachineAction', rows: ({ actions }) => actions },
  investigations: { type: 'Investigation', rows: ({ investigations }) => investigations },
  incidents: {
    type: 'Incident',
    rows: (tenant) => incidentsOf(tenant).map((row) => ({ ...row, id: String(row.incidentId) })),
  },
  indicators: { type: 'Indicator', rows: ({ indicators }) => indicators },
  softwareInventory: { type: 'Software', rows: ({ software }) => software },
  vulnerabilities: { type: 'Vulnerability', rows: ({ vulnerabilities }) => vulnerabilities },
  machineVulnerabilities: { type: 'MachineVulnerability', rows: (tenant) => tenant.machineVulnerabilities },
  remediationTasks: { type: 'RemediationTask', rows: (tenant) => tenant.vulnerabilityManagement.remediation.tasks },
  baselineProfiles: { type: 'BaselineProfile', rows: (tenant) => tenant.vulnerabilityManagement.baselineProfiles },
  baselineConfigurations: {
    type: 'BaselineConfiguration',
    rows: (tenant) => tenant.vulnerabilityManagement.baselineConfigurations,
  },
  antivirusHealth: { type: 'DeviceAvInfo', rows: (tenant) => tenant.vulnerabilityManagement.antivirusHealth },
  recommendations: { type: 'Recommendation', rows: ({ recommendations }) => recommendations },
};

const CASES = Object.entries(FILTERABLE).flatMap(([list, { where, properties }]) =>
  Object.keys(properties).map((property) => ({ list, where, property })),
);

const filled = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);

describe('a where selects in the sandbox', () => {
  let gateway: SandboxGateway;
  beforeAll(async () => {
    gateway = await startSandboxGateway({ alerts: 900, quirks: { limits: false } });
  });
  afterAll(() => gateway.close());

  test.each(CASES)('$list by $property: the rows that have the value, all of them and no others', async (each) => {
    const { list, where, property } = each;
    const { type, rows } = SOURCES[list] ?? { type: '', rows: () => [] };
    const all = rows(gateway.sandbox.tenant) as readonly (Row & { id: string })[];
    const sample = all.find((row) => filled(row[property]))?.[property];
    const wanted: unknown = Array.isArray(sample) ? sample[0] : sample;
    const expected = all.filter(({ [property]: value }) =>
      Array.isArray(value) ? value.includes(wanted) : value === wanted,
    );
    expect(expected.length).toBeGreaterThan(0);

    const enumType = documentedProperties(type).find(([name]) => name === property)?.[1] ?? '';
    const names = Object.entries(DOCUMENTED_ENUMS[enumType] ?? {});
    const given = names.find(([value]) => value.toLowerCase() === String(wanted).toLowerCase())?.[1] ?? wanted;
    const vendorId = `${type.charAt(0).toLowerCase()}${type.slice(1)}Id`;
    const { sandbox } = gateway;
    const token = await (list === 'incidents' ? sandbox.mintXdrToken('admin') : sandbox.mintToken('admin'));
    const { data } = await gateway.send<Record<string, { nodes: Record<string, string>[] }>>(
      token,
      `query ($where: ${where}) { ${list}(first: ${MAX_PAGE}, where: $where) { nodes { ${vendorId} } } }`,
      { where: { [property]: { eq: given } } },
    );
    expect(data?.[list]?.nodes.map((node) => node[vendorId])).toEqual(expected.slice(0, MAX_PAGE).map(({ id }) => id));
  });
});
