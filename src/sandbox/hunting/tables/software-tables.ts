import type { MachineRow } from '../../seed/rows.ts';
import { combine, type HuntingRow, type HuntingWorld } from '../dataset/hunting-dataset.ts';

function deviceColumns(machine: MachineRow): HuntingRow {
  return {
    DeviceId: machine.id,
    DeviceName: machine.computerDnsName,
    OSPlatform: machine.osPlatform,
    OSVersion: machine.version,
    OSArchitecture: machine.osArchitecture === '64-bit' ? 'x64' : 'x86',
  };
}

export function* softwareInventory(world: HuntingWorld): Iterable<HuntingRow> {
  for (const machine of world.tenant.machines) {
    const device = deviceColumns(machine);
    for (const installation of world.installations.get(machine.id) ?? []) {
      const software = world.software.get(installation.softwareId);
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

export function* softwareVulnerabilities(world: HuntingWorld): Iterable<HuntingRow> {
  const tags = new Map(world.tenant.vulnerabilities.map(({ id, tags }) => [id, tags]));
  const updates = new Map(world.tenant.missingKbs.map(({ id, name }) => [id, name]));
  for (const weak of world.tenant.machineVulnerabilities) {
    const machine = world.machines.get(weak.machineId);
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
