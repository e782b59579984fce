import type { InstallationRow, SoftwareRow } from '../seed/inventory-rows.ts';
import type { Random } from '../seed/random.ts';
import type { AlertRow, MachineRow } from '../seed/rows.ts';
import { PRODUCTS } from '../seed/software-catalogue.ts';
import type { Product } from '../seed/software-catalogue.ts';

/** The software of the tenant with who has which version; weaknesses are counted when the CVEs are made. */
export interface SoftwareInventory {
  software: SoftwareRow[];
  products: ReadonlyMap<string, Product>;
  installations: InstallationRow[];
}

/** Spreads the product catalogue over the devices it fits. */
export function generateSoftware(
  random: Random,
  machines: readonly MachineRow[],
  alerts: readonly AlertRow[],
): SoftwareInventory {
  const alarmed = new Set(alerts.filter((alert) => alert.status !== 'Resolved').map((alert) => alert.machineId));
  const products = new Map(PRODUCTS.map((product) => [`${product.vendor}-_-${product.name}`, product]));
  const installations: InstallationRow[] = [];
  const software = [...products].map(([softwareId, product]): SoftwareRow => {
    let activeAlert = false;
    for (const machine of machines) {
      if (!product.platforms.test(machine.osPlatform) || !random.chance(product.reach)) continue;
      installations.push({ machineId: machine.id, softwareId, version: random.pick(product.versions) });
      activeAlert ||= product.reach < 0.3 && alarmed.has(machine.id);
    }
    return {
      id: softwareId,
      name: product.name,
      vendor: product.vendor,
      weaknesses: 0,
      publicExploit: false,
      activeAlert,
      exposedMachines: 0,
      impactScore: 0,
    };
  });
  return { software, products, installations };
}
