import type { MachineRow } from '../../seed/rows.ts';
import { combine, type HuntingRow, type HuntingDataset } from '../dataset/hunting-dataset.ts';

function deviceColumns(machine: MachineRow): HuntingRow {
  return {
    DeviceId: machine.id,
    DeviceName: machine.computerDnsName,
    OSPlatform: machine.osPlatform,
    OSVersion: machine.version,
    OSArchitecture: machine.osArchitecture === '64-bit' ? 'x64' : 'x86',
  };
}

export function* softwareInventory(dataset: HuntingDataset): Iterable<HuntingRow> {
  for (const machine of dataset.tenant.machines) {
    const device = deviceColumns(machine);
    for (const installation of dataset.installations.get(machine.id) ?? []) {
      const software = dataset.software.get(installation.softwareId);
      if (!software) continue;
      const columns = {
        SoftwareVendor: software.vendor,
        SoftwareName: software.name,
        SoftwareVersion: installation.version,
        ProductCodeCpe: `cpe:2.3:a:${software.vendor}:${software.name}:${installation.version}:*:*:*:*:*:*:*`,
      };
      yield combine(columns, device);
    }
  }
}

export function* softwareVulnerabilities(dataset: HuntingDataset): Iterable<HuntingRow> {
  const tags = new Map(dataset.tenant.vulnerabilities.map(({ id, tags }) => [id, tags]));
  const updates = new Map(dataset.tenant.missingKbs.map(({ id, name }) => [id, name]));
  for (const weak of dataset.tenant.machineVulnerabilities) {
    const machine = dataset.machines.get(weak.machineId);
    if (!machine) continue;
    yield combine(deviceColumns(machine), {
      AadDeviceId: machine.aadDeviceId,
      SoftwareVendor: weak.productVendor,
      SoftwareName: weak.productName,
      SoftwareVersion: weak.productVersion,
      CveId: weak.cveId,
      VulnerabilitySeverityLevel: weak.severity,
      RecommendedSecurityUpdate: updates.get(weak.fixingKbId ?? ''),
      RecommendedSecurityUpdateId: weak.fixingKbId,
      CveTags: tags.get(weak.cveId) ?? [],
    });
  }
}
