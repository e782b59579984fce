export interface SoftwareRow {
  /** Vendor and product joined by `-_-`. */
  id: string;
  name: string;
  vendor: string;
  weaknesses: number;
  publicExploit: boolean;
  activeAlert: boolean;
  exposedMachines: number;
  impactScore: number;
}

/** That a version of a product is installed on a device. */
export interface InstallationRow {
  machineId: string;
  softwareId: string;
  version: string;
}

export interface VulnerabilityRow {
  id: string;
  name: string;
  description: string;
  severity: string;
  cvssV3: number;
  cvssVector: string;
  exposedMachines: number;
  publishedOn: string;
  updatedOn: string;
  firstDetected: string | null;
  publicExploit: boolean;
  exploitVerified: boolean;
  exploitInKit: boolean;
  exploitTypes: string[];
  exploitUris: string[];
  cveSupportability: string;
  tags: string[];
  epss: number;
}

/** One row for each device, product version and CVE (get-all-vulnerabilities-by-machines.md). */
export interface MachineVulnerabilityRow {
  id: string;
  cveId: string;
  machineId: string;
  fixingKbId: string | null;
  productName: string;
  productVendor: string;
  productVersion: string;
  severity: string;
}

export interface MissingKbRow {
  /** KB number without the letters. */
  id: string;
  name: string;
  productsNames: string[];
  url: string;
  machineMissedOn: number;
  cveAddressed: number;
}

export interface RecommendationRow {
  id: string;
  productName: string;
  recommendationName: string;
  weaknesses: number;
  vendor: string;
  recommendedVersion: string;
  recommendedProgram: string;
  recommendedVendor: string;
  recommendationCategory: string;
  subCategory: string;
  severityScore: number;
  publicExploit: boolean;
  activeAlert: boolean;
  associatedThreats: string[];
  remediationType: string;
  status: string;
  configScoreImpact: number;
  exposureImpact: number;
  totalMachineCount: number;
  exposedMachinesCount: number;
  nonProductivityImpactedAssets: number;
  relatedComponent: string;
  exposedCriticalDevices: number;
  hasUnpatchableCve: boolean;
  tags: string[];
}

/** That a recommendation applies to a device. */
export interface RecommendationTarget {
  recommendationId: string;
  machineId: string;
}
