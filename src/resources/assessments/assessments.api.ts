import { operation, type Operation } from '../../rest/operation.ts';
import type { TokenListOperation } from '../../rest/paging/token-page.ts';

/** Stated by the page of each assessment for its rows. */
const ROWS_LIMIT = { perMinute: 30, perHour: 1000 };
/** The same for its files. */
const FILES_LIMIT = { perMinute: 5, perHour: 20 };
/** The snapshots are rebuilt every six hours. */
const CACHE_SECONDS = 300;

const VULNERABILITY = { application: ['Vulnerability.Read.All'], delegated: ['Vulnerability.Read'] };
const SOFTWARE = { application: ['Software.Read.All'], delegated: ['Software.Read'] };
const BASELINE = {
  application: ['SecurityBaselinesAssessment.Read.All'],
  delegated: ['SecurityBaselinesAssessment.Read'],
};

const ROWS = { method: 'GET', paging: 'token', limit: ROWS_LIMIT, cacheSeconds: CACHE_SECONDS } as const;
/** Links that open without a token are kept nowhere. */
const FILES = { method: 'GET', limit: FILES_LIMIT, cacheSeconds: 0 } as const;

/** An assessment of all devices: its rows, and the files of the same snapshot where the vendor makes any. */
export interface Assessment {
  /** Name of its export. */
  readonly name: string;
  readonly rows: TokenListOperation;
  readonly files: Operation | null;
  /** Whether the rows are what has changed since a time, which must be given. */
  readonly takesSinceTime?: boolean;
}

export const SECURE_CONFIGURATION = {
  name: 'secure-configuration',
  rows: operation({
    ...ROWS,
    id: 'listSecureConfigurationsAssessmentByMachine',
    rowType: 'SecureConfigurationAssessment',
    path: '/api/machines/SecureConfigurationsAssessmentByMachine',
    permissions: VULNERABILITY,
    source: 'get-assessment-secure-config.md',
    rowIds: ['deviceId', 'configurationId'],
  }),
  files: operation({
    ...FILES,
    id: 'exportSecureConfigurationsAssessmentFiles',
    path: '/api/machines/SecureConfigurationsAssessmentExport',
    permissions: VULNERABILITY,
    source: 'get-assessment-secure-config.md',
  }),
} satisfies Assessment;

export const SOFTWARE_INVENTORY = {
  name: 'software-inventory',
  rows: operation({
    ...ROWS,
    id: 'listSoftwareInventoryByMachine',
    rowType: 'SoftwareInventoryRecord',
    path: '/api/machines/SoftwareInventoryByMachine',
    permissions: SOFTWARE,
    source: 'get-assessment-software-inventory.md',
    rowIds: ['deviceId'],
  }),
  files: operation({
    ...FILES,
    id: 'exportSoftwareInventoryFiles',
    path: '/api/machines/SoftwareInventoryExport',
    permissions: SOFTWARE,
    source: 'get-assessment-software-inventory.md',
  }),
} satisfies Assessment;

export const NON_CPE_SOFTWARE = {
  name: 'non-cpe-software',
  rows: operation({
    ...ROWS,
    id: 'listSoftwareInventoryNoProductCodeByMachine',
    rowType: 'NonCpeSoftwareRecord',
    path: '/api/machines/SoftwareInventoryNoProductCodeByMachine',
    permissions: SOFTWARE,
    source: 'get-assessment-non-cpe-software-inventory.md',
    rowIds: ['deviceId'],
  }),
  // Its path says NonCpe where that of the rows says NoProductCode.
  files: operation({
    ...FILES,
    id: 'exportSoftwareInventoryNonCpeFiles',
    path: '/api/machines/SoftwareInventoryNonCpeExport',
    permissions: SOFTWARE,
    source: 'get-assessment-non-cpe-software-inventory.md',
  }),
} satisfies Assessment;

export const SOFTWARE_VULNERABILITIES = {
  name: 'software-vulnerabilities',
  rows: operation({
    ...ROWS,
    id: 'listSoftwareVulnerabilitiesByMachine',
    rowType: 'SoftwareVulnerabilityRecord',
    path: '/api/machines/SoftwareVulnerabilitiesByMachine',
    permissions: VULNERABILITY,
    source: 'get-assessment-software-vulnerabilities.md',
    rowIds: ['id', 'deviceId'],
  }),
  files: operation({
    ...FILES,
    id: 'exportSoftwareVulnerabilitiesFiles',
    path: '/api/machines/SoftwareVulnerabilitiesExport',
    permissions: VULNERABILITY,
    source: 'get-assessment-software-vulnerabilities.md',
  }),
} satisfies Assessment;

export const SOFTWARE_VULNERABILITY_CHANGES = {
  name: 'software-vulnerability-changes',
  rows: operation({
    ...ROWS,
    id: 'listSoftwareVulnerabilityChangesByMachine',
    rowType: 'SoftwareVulnerabilityChange',
    path: '/api/machines/SoftwareVulnerabilityChangesByMachine',
    permissions: VULNERABILITY,
    source: 'get-assessment-software-vulnerabilities.md',
    rowIds: ['id', 'deviceId'],
  }),
  takesSinceTime: true,
  files: null,
} satisfies Assessment;

export const BROWSER_EXTENSIONS = {
  name: 'browser-extensions',
  rows: operation({
    ...ROWS,
    id: 'listBrowserExtensionsInventoryByMachine',
    rowType: 'BrowserExtensionRecord',
    // With a capital letter, unlike the others.
    path: '/api/Machines/BrowserExtensionsInventoryByMachine',
    permissions: SOFTWARE,
    source: 'get-assessment-browser-extensions.md',
    // Its rows come in Pascal case.
    rowIds: ['deviceId'],
  }),
  files: operation({
    ...FILES,
    id: 'exportBrowserExtensionsInventoryFiles',
    path: '/api/machines/browserextensionsinventoryExport',
    permissions: SOFTWARE,
    source: 'get-assessment-browser-extensions.md',
  }),
} satisfies Assessment;

export const CERTIFICATES = {
  name: 'certificates',
  rows: operation({
    ...ROWS,
    id: 'listCertificateAssessmentByMachine',
    rowType: 'CertificateAssessment',
    path: '/api/machines/certificateAssessmentByMachine',
    permissions: VULNERABILITY,
    source: 'export-certificate-inventory-assessment.md',
    rowIds: ['deviceId'],
  }),
  files: operation({
    ...FILES,
    id: 'exportCertificateAssessmentFiles',
    path: '/api/machines/certificateAssessmentExport',
    permissions: VULNERABILITY,
    source: 'export-certificate-inventory-assessment.md',
  }),
} satisfies Assessment;

export const HARDWARE_FIRMWARE = {
  name: 'hardware-firmware',
  rows: operation({
    ...ROWS,
    id: 'listHardwareFirmwareInventoryByMachine',
    rowType: 'HardwareFirmwareAssessment',
    path: '/api/machines/HardwareFirmwareInventoryByMachine',
    permissions: SOFTWARE,
    source: 'export-firmware-hardware-assessment.md',
    rowIds: ['deviceId'],
  }),
  files: operation({
    ...FILES,
    id: 'exportHardwareFirmwareInventoryFiles',
    path: '/api/machines/HardwareFirmwareInventoryExport',
    permissions: SOFTWARE,
    source: 'export-firmware-hardware-assessment.md',
  }),
} satisfies Assessment;

export const BASELINE_COMPLIANCE = {
  name: 'baseline-compliance',
  rows: operation({
    ...ROWS,
    id: 'listBaselineComplianceAssessmentByMachine',
    rowType: 'BaselineComplianceAssessment',
    path: '/api/machines/baselineComplianceAssessmentByMachine',
    permissions: BASELINE,
    source: 'export-security-baseline-assessment.md',
    rowIds: ['id', 'deviceId'],
  }),
  files: operation({
    ...FILES,
    id: 'exportBaselineComplianceAssessmentFiles',
    path: '/api/machines/BaselineComplianceAssessmentExport',
    permissions: BASELINE,
    source: 'export-security-baseline-assessment.md',
  }),
} satisfies Assessment;

/**
 * What was gathered of each device, antivirus health among it: files alone. Two pages describe it, with other limits
 * (device-health-export-antivirus-health-report-api.md); the stricter ones stand here.
 */
export const informationGatheringFilesOperation = operation({
  ...FILES,
  id: 'exportInfoGatheringFiles',
  path: '/api/Machines/InfoGatheringExport',
  permissions: VULNERABILITY,
  source: 'get-assessment-information-gathering.md',
});

/** All of them. */
export const ASSESSMENTS: readonly Assessment[] = [
  SECURE_CONFIGURATION,
  SOFTWARE_INVENTORY,
  NON_CPE_SOFTWARE,
  SOFTWARE_VULNERABILITIES,
  SOFTWARE_VULNERABILITY_CHANGES,
  BROWSER_EXTENSIONS,
  CERTIFICATES,
  HARDWARE_FIRMWARE,
  BASELINE_COMPLIANCE,
];
