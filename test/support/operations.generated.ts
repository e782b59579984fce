/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** A tag to be put on a device. */
export type AddMachineTagInput = {
  /** Given back in the payload, for the caller’s own bookkeeping. */
  clientMutationId?: string | null | undefined;
  machineId: string | number;
  /** The tag; the vendor documents 200 characters at most. */
  value: string;
};

/** The verdict on an alert. */
export type AlertClassification =
  | 'FALSE_POSITIVE'
  | 'INFORMATIONAL_EXPECTED_ACTIVITY'
  | 'TRUE_POSITIVE'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

/** The finer verdict on an alert. CONFIRMED_ACTIVITY and CONFIRMED_USER_ACTIVITY are the same, and so are NOT_MALICIOUS and CLEAN. */
export type AlertDetermination =
  | 'CLEAN'
  | 'COMPROMISED_USER'
  | 'CONFIRMED_ACTIVITY'
  | 'CONFIRMED_USER_ACTIVITY'
  | 'INSUFFICIENT_DATA'
  | 'LINE_OF_BUSINESS_APPLICATION'
  | 'MALICIOUS_USER_ACTIVITY'
  | 'MALWARE'
  | 'MULTI_STAGED_ATTACK'
  | 'NOT_MALICIOUS'
  | 'OTHER'
  | 'PHISHING'
  | 'SECURITY_TESTING'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED'
  | 'UNWANTED_SOFTWARE';

/** How severe an alert is. */
export type AlertSeverity =
  | 'HIGH'
  | 'INFORMATIONAL'
  | 'LOW'
  | 'MEDIUM'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED'
  | 'UN_SPECIFIED';

/** Where an alert stands in triage. */
export type AlertStatus =
  | 'IN_PROGRESS'
  | 'NEW'
  | 'RESOLVED'
  | 'UNKNOWN'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

/** Which token is sent to Defender for this caller. */
export type AuthMode =
  | 'APP'
  | 'ON_BEHALF_OF'
  | 'PASSTHROUGH';

/** Whether a person or an application calls. */
export type CallerKind =
  | 'APPLICATION'
  | 'USER';

export type DateTimeFilter = {
  eq?: string | null | undefined;
  ge?: string | null | undefined;
  gt?: string | null | undefined;
  le?: string | null | undefined;
  lt?: string | null | undefined;
};

/** Importance of a device, set by the tenant. */
export type DeviceValue =
  | 'HIGH'
  | 'LOW'
  | 'NORMAL'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

export type DeviceValueFilter = {
  eq?: DeviceValue | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `eq`. */
  eqRaw?: string | null | undefined;
  in?: Array<DeviceValue> | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `in`. */
  inRaw?: Array<string> | null | undefined;
  ne?: DeviceValue | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `ne`. */
  neRaw?: string | null | undefined;
};

/** Exposure rating of a device. */
export type ExposureLevel =
  | 'HIGH'
  | 'LOW'
  | 'MEDIUM'
  | 'NONE'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

export type ExposureLevelFilter = {
  eq?: ExposureLevel | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `eq`. */
  eqRaw?: string | null | undefined;
  in?: Array<ExposureLevel> | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `in`. */
  inRaw?: Array<string> | null | undefined;
  ne?: ExposureLevel | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `ne`. */
  neRaw?: string | null | undefined;
};

/** State of the sensor on a device. */
export type HealthStatus =
  | 'ACTIVE'
  | 'IMPAIRED_COMMUNICATION'
  | 'INACTIVE'
  | 'NO_SENSOR_DATA'
  | 'NO_SENSOR_DATA_IMPAIRED_COMMUNICATION'
  | 'UNKNOWN'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

export type HealthStatusFilter = {
  eq?: HealthStatus | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `eq`. */
  eqRaw?: string | null | undefined;
  in?: Array<HealthStatus> | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `in`. */
  inRaw?: Array<string> | null | undefined;
  ne?: HealthStatus | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `ne`. */
  neRaw?: string | null | undefined;
};

/** The KQL type that a parameter has in the query. */
export type HuntingParameterType =
  | 'BOOL'
  | 'DATETIME'
  | 'DYNAMIC'
  | 'GUID'
  | 'LONG'
  | 'REAL'
  | 'STRING'
  | 'TIMESPAN';

/** By id: a global id or the vendor’s own. */
export type IdFilter = {
  eq?: string | number | null | undefined;
  /** At most 100. */
  in?: Array<string | number> | null | undefined;
  ne?: string | number | null | undefined;
};

/** Indicators to be made or updated. */
export type ImportIndicatorsInput = {
  /** Given back in the payload, for the caller’s own bookkeeping. */
  clientMutationId?: string | null | undefined;
  /** The vendor documents 500 at most. */
  indicators: Array<IndicatorInput>;
};

/** What happens when an indicator is seen. */
export type IndicatorAction =
  | 'ALERT'
  | 'ALERT_AND_BLOCK'
  | 'ALLOWED'
  | 'AUDIT'
  | 'BLOCK'
  | 'BLOCK_AND_REMEDIATE'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED'
  | 'WARN';

/** An indicator to be made, or updated if one of this value is there. */
export type IndicatorInput = {
  /** Needed. AUDIT goes with `generateAlert: true`. */
  action?: IndicatorAction | null | undefined;
  /** In the place of `action`: the vendor’s own word, for a value that this version does not know. It is sent as given. */
  actionRaw?: string | null | undefined;
  /** Name shown in a block notification; taken when the indicator is made, ignored when it is updated. */
  application?: string | null | undefined;
  description: string;
  /** Notification or support address, for a URL that is to be blocked or warned of. */
  educateUrl?: string | null | undefined;
  /** When it stops to apply; never if left out. */
  expirationTime?: string | null | undefined;
  generateAlert?: boolean | null | undefined;
  /** Needed. */
  indicatorType?: IndicatorType | null | undefined;
  /** In the place of `indicatorType`: the vendor’s own word, for a value that this version does not know. It is sent as given. */
  indicatorTypeRaw?: string | null | undefined;
  /** The hash, thumbprint, address, domain or URL. An indicator of the same value is updated. */
  indicatorValue: string;
  /** Device groups where it applies; all devices if left out. */
  rbacGroupNames?: Array<string> | null | undefined;
  recommendedActions?: string | null | undefined;
  /** Severity of the alert on a match. */
  severity?: IndicatorSeverity | null | undefined;
  /** In the place of `severity`: the vendor’s own word, for a value that this version does not know. It is sent as given. */
  severityRaw?: string | null | undefined;
  title: string;
};

/** Severity of the alert that an indicator raises. */
export type IndicatorSeverity =
  | 'HIGH'
  | 'INFORMATIONAL'
  | 'LOW'
  | 'MEDIUM'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

/** What an indicator names. No page lists WEB_CATEGORY; it was seen in answers. */
export type IndicatorType =
  | 'CERTIFICATE_THUMBPRINT'
  | 'DOMAIN_NAME'
  | 'FILE_MD5'
  | 'FILE_SHA1'
  | 'FILE_SHA256'
  | 'IP_ADDRESS'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED'
  | 'URL'
  | 'WEB_CATEGORY';

/** Where an automated investigation stands. */
export type InvestigationState =
  | 'BENIGN'
  | 'FAILED'
  | 'INNER_FAILURE'
  | 'PARTIALLY_INVESTIGATED'
  | 'PARTIALLY_REMEDIATED'
  | 'PENDING_APPROVAL'
  | 'PENDING_RESOURCE'
  | 'PREEXISTING_ALERT'
  | 'QUEUED'
  | 'RUNNING'
  | 'SUCCESSFULLY_REMEDIATED'
  | 'SUPPRESSED_ALERT'
  | 'TERMINATED'
  | 'TERMINATED_BY_SYSTEM'
  | 'TERMINATED_BY_USER'
  | 'UNKNOWN'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED'
  | 'UNSUPPORTED_ALERT_TYPE'
  | 'UNSUPPORTED_OS';

/** FULL or SELECTIVE for an isolation, QUICK or FULL for a scan. */
export type MachineActionScope =
  | 'FULL'
  | 'QUICK'
  | 'SELECTIVE'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

/** Where an action stands; all but PENDING and IN_PROGRESS are final. */
export type MachineActionStatus =
  | 'CANCELLED'
  | 'FAILED'
  | 'IN_PROGRESS'
  | 'PENDING'
  | 'SUCCEEDED'
  | 'TIME_OUT'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

export type MachineActionStatusFilter = {
  eq?: MachineActionStatus | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `eq`. */
  eqRaw?: string | null | undefined;
  in?: Array<MachineActionStatus> | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `in`. */
  inRaw?: Array<string> | null | undefined;
  ne?: MachineActionStatus | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `ne`. */
  neRaw?: string | null | undefined;
};

/** Kind of a response action. */
export type MachineActionType =
  | 'COLLECT_INVESTIGATION_PACKAGE'
  | 'ISOLATE'
  | 'LIVE_RESPONSE'
  | 'OFFBOARD'
  | 'RESTRICT_CODE_EXECUTION'
  | 'RUN_ANTI_VIRUS_SCAN'
  | 'STOP_AND_QUARANTINE_FILE'
  | 'UNISOLATE'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED'
  | 'UNRESTRICT_CODE_EXECUTION';

export type MachineActionTypeFilter = {
  eq?: MachineActionType | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `eq`. */
  eqRaw?: string | null | undefined;
  in?: Array<MachineActionType> | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `in`. */
  inRaw?: Array<string> | null | undefined;
  ne?: MachineActionType | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `ne`. */
  neRaw?: string | null | undefined;
};

/** The properties that the vendor documents as filterable; several are joined with and. */
export type MachineActionWhere = {
  creationDateTimeUtc?: DateTimeFilter | null | undefined;
  id?: IdFilter | null | undefined;
  machineId?: IdFilter | null | undefined;
  requestor?: StringFilter | null | undefined;
  status?: MachineActionStatusFilter | null | undefined;
  type?: MachineActionTypeFilter | null | undefined;
};

/** The properties that the vendor documents as filterable; several are joined with and. */
export type MachineWhere = {
  aadDeviceId?: StringFilter | null | undefined;
  computerDnsName?: PrefixStringFilter | null | undefined;
  deviceValue?: DeviceValueFilter | null | undefined;
  exposureLevel?: ExposureLevelFilter | null | undefined;
  healthStatus?: HealthStatusFilter | null | undefined;
  id?: IdFilter | null | undefined;
  lastIpAddress?: StringFilter | null | undefined;
  lastSeen?: DateTimeFilter | null | undefined;
  machineTags?: TagFilter | null | undefined;
  onboardingStatus?: OnboardingStatusFilter | null | undefined;
  osPlatform?: StringFilter | null | undefined;
  rbacGroupId?: IdFilter | null | undefined;
  riskScore?: RiskScoreFilter | null | undefined;
  version?: StringFilter | null | undefined;
};

/** Whether a device is onboarded. */
export type OnboardingStatus =
  | 'CAN_BE_ONBOARDED'
  | 'INSUFFICIENT_INFO'
  | 'ONBOARDED'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED'
  | 'UNSUPPORTED';

export type OnboardingStatusFilter = {
  eq?: OnboardingStatus | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `eq`. */
  eqRaw?: string | null | undefined;
  in?: Array<OnboardingStatus> | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `in`. */
  inRaw?: Array<string> | null | undefined;
  ne?: OnboardingStatus | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `ne`. */
  neRaw?: string | null | undefined;
};

/** For the properties where the vendor shows `startswith` to work. */
export type PrefixStringFilter = {
  eq?: string | null | undefined;
  /** At most 100. */
  in?: Array<string> | null | undefined;
  ne?: string | null | undefined;
  startsWith?: string | null | undefined;
};

/** What a security recommendation is about. */
export type RecommendationCategory =
  | 'ACCOUNTS'
  | 'APPLICATION'
  | 'NETWORK'
  | 'OS'
  | 'SECURITY_CONTROLS'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

/** Risk rating of a device. */
export type RiskScore =
  | 'HIGH'
  | 'INFORMATIONAL'
  | 'LOW'
  | 'MEDIUM'
  | 'NONE'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

export type RiskScoreFilter = {
  eq?: RiskScore | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `eq`. */
  eqRaw?: string | null | undefined;
  in?: Array<RiskScore> | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `in`. */
  inRaw?: Array<string> | null | undefined;
  ne?: RiskScore | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `ne`. */
  neRaw?: string | null | undefined;
};

/** What a text was read as. */
export type SearchKind =
  /** A name of an account, with a domain or bare, or a user principal name: the User. */
  | 'ACCOUNT'
  /** A GUID: the MachineAction. */
  | 'ACTION_ID'
  /** The Alert. */
  | 'ALERT_ID'
  /** A number of the CVE list: the Vulnerability. */
  | 'CVE'
  /** An IP address: the Machines whose last local address it is. */
  | 'DEVICE_ADDRESS'
  /** 40 hexadecimal digits: the Machine. */
  | 'DEVICE_ID'
  /** The Domain, seen or not, at no call. */
  | 'DOMAIN'
  /** A GUID: the Machine that Microsoft Entra knows by it. */
  | 'ENTRA_DEVICE_ID'
  /** A SHA-1 or SHA-256: the File. The API gives no file by its MD5. */
  | 'FILE_HASH'
  /** Machines whose name begins with the text, at most 10. */
  | 'HOST_NAME'
  /** A hash, an address, a domain or a URL: the Indicators of this very value. */
  | 'INDICATOR_VALUE'
  /** The Ip, seen or not, at no call. */
  | 'IP_ADDRESS';

export type StringFilter = {
  eq?: string | null | undefined;
  /** At most 100. */
  in?: Array<string> | null | undefined;
  ne?: string | null | undefined;
};

/** By a tag of a list of tags. */
export type TagFilter = {
  /** One of the tags equals this text. */
  eq?: string | null | undefined;
};

/** What changes of one alert; what is left out stays as it is. */
export type UpdateAlertInput = {
  alertId: string | number;
  /** Who owns the alert from now on. */
  assignedTo?: string | null | undefined;
  /** Verdict. */
  classification?: AlertClassification | null | undefined;
  /** In the place of `classification`: the vendor’s own word, for a value that this version does not know. It is sent as given. */
  classificationRaw?: string | null | undefined;
  /** Given back in the payload, for the caller’s own bookkeeping. */
  clientMutationId?: string | null | undefined;
  /** Added to the comments; may be the only change. */
  comment?: string | null | undefined;
  /** Finer verdict; which fit a verdict is told by the vendor’s pages. */
  determination?: AlertDetermination | null | undefined;
  /** In the place of `determination`: the vendor’s own word, for a value that this version does not know. It is sent as given. */
  determinationRaw?: string | null | undefined;
  /** New triage status. */
  status?: AlertStatus | null | undefined;
  /** In the place of `status`: the vendor’s own word, for a value that this version does not know. It is sent as given. */
  statusRaw?: string | null | undefined;
};

/** How severe a vulnerability is. */
export type VulnerabilitySeverity =
  | 'CRITICAL'
  | 'HIGH'
  | 'LOW'
  | 'MEDIUM'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

export type AlertStoryQueryVariables = Exact<{
  id: string | number;
}>;


export type AlertStoryQuery = { alert: { alertId: string, title: string | null, description: string | null, severity: AlertSeverity | null, status: AlertStatus | null, category: string | null, mitreTechniques: Array<string> | null, firstEventTime: string | null, lastEventTime: string | null, comments: Array<{ createdTime: string | null, createdBy: string | null, comment: string | null }> | null, evidence: Array<{ entityType: string | null, evidenceCreationTime: string | null, fileName: string | null, filePath: string | null, sha1: string | null, processCommandLine: string | null, parentProcessFileName: string | null, ipAddress: string | null, url: string | null, accountName: string | null, detectionStatus: string | null }> | null, machine: { id: string, computerDnsName: string | null, riskScore: RiskScore | null } | null, investigation: { investigationId: string, state: InvestigationState | null, startTime: string | null, endTime: string | null } | null, files: Array<{ sha1: string | null, sha256: string | null, globalPrevalence: number | null, signer: string | null, determinationType: string | null }> | null, ips: Array<{ ipId: string }> | null, domains: Array<{ host: string | null }> | null, user: { userId: string, isDomainAdmin: boolean | null, lastSeen: string | null } | null } | null };

export type BlockAddressesMutationVariables = Exact<{
  input: ImportIndicatorsInput;
}>;


export type BlockAddressesMutation = { importIndicators: { warnings: Array<string>, results: Array<{ indicator: string | null, indicatorId: string | null, isFailed: boolean | null, failureReason: string | null }> } };

export type BlockingIndicatorsQueryVariables = Exact<{
  first?: number | null | undefined;
}>;


export type BlockingIndicatorsQuery = { indicators: { totalCount: number | null, nodes: Array<{ indicatorId: string, indicatorType: IndicatorType | null, indicatorValue: string | null, title: string | null, severity: IndicatorSeverity | null, expirationTime: string | null, createdByDisplayName: string | null }> } };

export type HuntAroundAlertQueryVariables = Exact<{
  alert: unknown;
}>;


export type HuntAroundAlertQuery = { runSavedHunt: { rowCount: number, rows: { nodes: Array<{ values: Record<string, unknown>, file: { sha1: string | null, globalPrevalence: number | null, determinationType: string | null } | null }> } } };

export type HuntEncodedPowershellQueryVariables = Exact<{ [key: string]: never; }>;


export type HuntEncodedPowershellQuery = { hunt: { rowCount: number, columns: Array<{ name: string, type: string }>, rows: { nodes: Array<{ values: Record<string, unknown>, machine: { id: string, computerDnsName: string | null, riskScore: RiskScore | null } | null }> } } };

export type HuntGuessedPasswordsQueryVariables = Exact<{ [key: string]: never; }>;


export type HuntGuessedPasswordsQuery = { runSavedHunt: { rowCount: number, rows: { nodes: Array<{ values: Record<string, unknown>, machine: { id: string, computerDnsName: string | null, riskScore: RiskScore | null } | null, user: { id: string, accountName: string | null, isDomainAdmin: boolean | null } | null }> } } };

export type MachinesByNameQueryVariables = Exact<{
  where: MachineWhere;
  first?: number | null | undefined;
}>;


export type MachinesByNameQuery = { machines: { totalCount: number | null, nodes: Array<{ machineId: string, computerDnsName: string | null, osPlatform: string | null, lastIpAddress: string | null, machineTags: Array<string> | null, lastSeen: string | null }> } };

export type MissingUpdatesQueryVariables = Exact<{
  id: string | number;
}>;


export type MissingUpdatesQuery = { machine: { computerDnsName: string | null, missingKbs: { nodes: Array<{ missingKbId: string, name: string | null, productsNames: Array<string> | null, cveAddressed: number | null }> } | null, recommendations: { nodes: Array<{ recommendationId: string, recommendationName: string | null, recommendationCategory: RecommendationCategory | null, severityScore: number | null, exposedMachinesCount: number | null }> } | null, software: { nodes: Array<{ softwareId: string, vendor: string | null, weaknesses: number | null }> } | null } | null };

export type OneMachineQueryVariables = Exact<{
  id: string | number;
}>;


export type OneMachineQuery = { machine: { machineId: string, computerDnsName: string | null, osPlatform: string | null, healthStatus: HealthStatus | null, riskScore: RiskScore | null, exposureLevel: ExposureLevel | null, deviceValue: DeviceValue | null, lastSeen: string | null, machineTags: Array<string> | null, alerts: { totalCount: number | null, nodes: Array<{ alertId: string, title: string | null, severity: AlertSeverity | null, status: AlertStatus | null, alertCreationTime: string | null }> } | null, logonUsers: { nodes: Array<{ userId: string, accountName: string | null, isDomainAdmin: boolean | null, lastSeen: string | null }> } | null, actions: { nodes: Array<{ machineActionId: string, type: MachineActionType | null, status: MachineActionStatus | null, requestor: string | null, creationDateTimeUtc: string | null }> } | null } | null };

export type OpenHighAlertsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type OpenHighAlertsQuery = { alerts: { nodes: Array<{ id: string, alertId: string, title: string | null, severity: AlertSeverity | null, status: AlertStatus | null, category: string | null, alertCreationTime: string | null, assignedTo: string | null, machine: { id: string, computerDnsName: string | null, osPlatform: string | null, riskScore: RiskScore | null, machineTags: Array<string> | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null }, completeness: { complete: boolean, reason: string | null } } };

export type RecentActionsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  where?: MachineActionWhere | null | undefined;
}>;


export type RecentActionsQuery = { machineActions: { edges: Array<{ cursor: string, node: { machineActionId: string, type: MachineActionType | null, scope: MachineActionScope | null, status: MachineActionStatus | null, requestor: string | null, requestorComment: string | null, creationDateTimeUtc: string | null, lastUpdateDateTimeUtc: string | null, machine: { id: string, computerDnsName: string | null } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RiskyMachinesQueryVariables = Exact<{
  first?: number | null | undefined;
}>;


export type RiskyMachinesQuery = { machines: { totalCount: number | null, nodes: Array<{ id: string, computerDnsName: string | null, exposureLevel: ExposureLevel | null, deviceValue: DeviceValue | null, vulnerabilities: { totalCount: number | null, nodes: Array<{ vulnerabilityId: string, severity: VulnerabilitySeverity | null, cvssV3: number | null, publicExploit: boolean | null }> } | null }> } };

export type RunningInvestigationsQueryVariables = Exact<{
  first?: number | null | undefined;
}>;


export type RunningInvestigationsQuery = { investigations: { nodes: Array<{ investigationId: string, state: InvestigationState | null, startTime: string | null, machine: { computerDnsName: string | null, riskScore: RiskScore | null } | null, alert: { alertId: string, title: string | null, severity: AlertSeverity | null } | null }> } };

export type SavedHuntsQueryVariables = Exact<{ [key: string]: never; }>;


export type SavedHuntsQuery = { savedHunts: Array<{ name: string, title: string, description: string, tactics: Array<string>, parameters: Array<{ name: string, type: HuntingParameterType, description: string, defaultValue: unknown, required: boolean }> }> };

export type SearchQueryVariables = Exact<{
  text: string;
}>;


export type SearchQuery = { search: Array<{ kind: SearchKind, value: string, node:
      | { __typename: 'Alert', title: string | null, severity: AlertSeverity | null, status: AlertStatus | null, id: string }
      | { __typename: 'Domain', host: string | null, id: string }
      | { __typename: 'File', sha1: string | null, determinationValue: string | null, globalPrevalence: number | null, id: string }
      | { __typename: 'Incident', id: string }
      | { __typename: 'Indicator', title: string | null, action: IndicatorAction | null, expirationTime: string | null, id: string }
      | { __typename: 'Investigation', id: string }
      | { __typename: 'Ip', ipId: string, id: string }
      | { __typename: 'LibraryFile', id: string }
      | { __typename: 'Machine', computerDnsName: string | null, riskScore: RiskScore | null, lastSeen: string | null, id: string }
      | { __typename: 'MachineAction', type: MachineActionType | null, id: string, actionStatus: MachineActionStatus | null }
      | { __typename: 'Recommendation', id: string }
      | { __typename: 'RemediationTask', id: string }
      | { __typename: 'ScanAgent', id: string }
      | { __typename: 'ScanDefinition', id: string }
      | { __typename: 'Software', id: string }
      | { __typename: 'User', id: string }
      | { __typename: 'Vulnerability', name: string | null, exposedMachines: number | null, id: string, vulnerabilitySeverity: VulnerabilitySeverity | null }
     | null }> };

export type TagMachineMutationVariables = Exact<{
  input: AddMachineTagInput;
}>;


export type TagMachineMutation = { addMachineTag: { machine: { machineId: string, computerDnsName: string | null, machineTags: Array<string> | null } | null } };

export type TakeAlertMutationVariables = Exact<{
  input: UpdateAlertInput;
}>;


export type TakeAlertMutation = { updateAlert: { alert: { alertId: string, title: string | null, status: AlertStatus | null, assignedTo: string | null, comments: Array<{ comment: string | null, createdBy: string | null, createdTime: string | null }> | null } | null } };

export type WhoAmIQueryVariables = Exact<{ [key: string]: never; }>;


export type WhoAmIQuery = { viewer: { kind: CallerKind, name: string | null, tenantId: string, applicationId: string | null, mode: AuthMode, permissions: Array<string> } };


export const AlertStoryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AlertStory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alert"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alertId"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"mitreTechniques"}},{"kind":"Field","name":{"kind":"Name","value":"firstEventTime"}},{"kind":"Field","name":{"kind":"Name","value":"lastEventTime"}},{"kind":"Field","name":{"kind":"Name","value":"comments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createdTime"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"comment"}}]}},{"kind":"Field","name":{"kind":"Name","value":"evidence"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"evidenceCreationTime"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"filePath"}},{"kind":"Field","name":{"kind":"Name","value":"sha1"}},{"kind":"Field","name":{"kind":"Name","value":"processCommandLine"}},{"kind":"Field","name":{"kind":"Name","value":"parentProcessFileName"}},{"kind":"Field","name":{"kind":"Name","value":"ipAddress"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"accountName"}},{"kind":"Field","name":{"kind":"Name","value":"detectionStatus"}}]}},{"kind":"Field","name":{"kind":"Name","value":"machine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"riskScore"}}]}},{"kind":"Field","name":{"kind":"Name","value":"investigation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"investigationId"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"startTime"}},{"kind":"Field","name":{"kind":"Name","value":"endTime"}}]}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sha1"}},{"kind":"Field","name":{"kind":"Name","value":"sha256"}},{"kind":"Field","name":{"kind":"Name","value":"globalPrevalence"}},{"kind":"Field","name":{"kind":"Name","value":"signer"}},{"kind":"Field","name":{"kind":"Name","value":"determinationType"}}]}},{"kind":"Field","name":{"kind":"Name","value":"ips"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ipId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"domains"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"host"}}]}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"isDomainAdmin"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeen"}}]}}]}}]}}]} as unknown as DocumentNode<AlertStoryQuery, AlertStoryQueryVariables>;
export const BlockAddressesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BlockAddresses"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ImportIndicatorsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importIndicators"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"indicator"}},{"kind":"Field","name":{"kind":"Name","value":"indicatorId"}},{"kind":"Field","name":{"kind":"Name","value":"isFailed"}},{"kind":"Field","name":{"kind":"Name","value":"failureReason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}}]}}]}}]} as unknown as DocumentNode<BlockAddressesMutation, BlockAddressesMutationVariables>;
export const BlockingIndicatorsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BlockingIndicators"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"indicators"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"where"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"action"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"in"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"BLOCK"},{"kind":"EnumValue","value":"BLOCK_AND_REMEDIATE"}]}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"indicatorId"}},{"kind":"Field","name":{"kind":"Name","value":"indicatorType"}},{"kind":"Field","name":{"kind":"Name","value":"indicatorValue"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"expirationTime"}},{"kind":"Field","name":{"kind":"Name","value":"createdByDisplayName"}}]}}]}}]}}]} as unknown as DocumentNode<BlockingIndicatorsQuery, BlockingIndicatorsQueryVariables>;
export const HuntAroundAlertDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"HuntAroundAlert"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"alert"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"JSON"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"runSavedHunt"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"StringValue","value":"timeline-around-alert","block":false}},{"kind":"Argument","name":{"kind":"Name","value":"parameters"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"name"},"value":{"kind":"StringValue","value":"alertId","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"value"},"value":{"kind":"Variable","name":{"kind":"Name","value":"alert"}}}]},{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"name"},"value":{"kind":"StringValue","value":"before","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"value"},"value":{"kind":"StringValue","value":"PT30M","block":false}}]},{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"name"},"value":{"kind":"StringValue","value":"after","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"value"},"value":{"kind":"StringValue","value":"PT30M","block":false}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rowCount"}},{"kind":"Field","name":{"kind":"Name","value":"rows"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"values"}},{"kind":"Field","name":{"kind":"Name","value":"file"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sha1"}},{"kind":"Field","name":{"kind":"Name","value":"globalPrevalence"}},{"kind":"Field","name":{"kind":"Name","value":"determinationType"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<HuntAroundAlertQuery, HuntAroundAlertQueryVariables>;
export const HuntEncodedPowershellDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"HuntEncodedPowershell"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hunt"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"query"},"value":{"kind":"StringValue","value":"DeviceProcessEvents\n| where Timestamp > ago(30d)\n| where FileName =~ \"powershell.exe\" and ProcessCommandLine has \"-enc\"\n| project Timestamp, DeviceId, DeviceName, AccountName, ProcessCommandLine\n| sort by Timestamp desc\n| take 20","block":true}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rowCount"}},{"kind":"Field","name":{"kind":"Name","value":"columns"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rows"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"values"}},{"kind":"Field","name":{"kind":"Name","value":"machine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"riskScore"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<HuntEncodedPowershellQuery, HuntEncodedPowershellQueryVariables>;
export const HuntGuessedPasswordsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"HuntGuessedPasswords"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"runSavedHunt"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"StringValue","value":"guessed-password","block":false}},{"kind":"Argument","name":{"kind":"Name","value":"parameters"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"name"},"value":{"kind":"StringValue","value":"lookback","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"value"},"value":{"kind":"StringValue","value":"P30D","block":false}}]},{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"name"},"value":{"kind":"StringValue","value":"leastFailures","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"value"},"value":{"kind":"IntValue","value":"5"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rowCount"}},{"kind":"Field","name":{"kind":"Name","value":"rows"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"values"}},{"kind":"Field","name":{"kind":"Name","value":"machine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"riskScore"}}]}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"accountName"}},{"kind":"Field","name":{"kind":"Name","value":"isDomainAdmin"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<HuntGuessedPasswordsQuery, HuntGuessedPasswordsQueryVariables>;
export const MachinesByNameDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MachinesByName"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"where"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MachineWhere"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machines"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"where"},"value":{"kind":"Variable","name":{"kind":"Name","value":"where"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machineId"}},{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"osPlatform"}},{"kind":"Field","name":{"kind":"Name","value":"lastIpAddress"}},{"kind":"Field","name":{"kind":"Name","value":"machineTags"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeen"}}]}}]}}]}}]} as unknown as DocumentNode<MachinesByNameQuery, MachinesByNameQueryVariables>;
export const MissingUpdatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MissingUpdates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machine"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"missingKbs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"missingKbId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"productsNames"}},{"kind":"Field","name":{"kind":"Name","value":"cveAddressed"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"recommendations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recommendationId"}},{"kind":"Field","name":{"kind":"Name","value":"recommendationName"}},{"kind":"Field","name":{"kind":"Name","value":"recommendationCategory"}},{"kind":"Field","name":{"kind":"Name","value":"severityScore"}},{"kind":"Field","name":{"kind":"Name","value":"exposedMachinesCount"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"software"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"softwareId"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"weaknesses"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MissingUpdatesQuery, MissingUpdatesQueryVariables>;
export const OneMachineDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OneMachine"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machine"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machineId"}},{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"osPlatform"}},{"kind":"Field","name":{"kind":"Name","value":"healthStatus"}},{"kind":"Field","name":{"kind":"Name","value":"riskScore"}},{"kind":"Field","name":{"kind":"Name","value":"exposureLevel"}},{"kind":"Field","name":{"kind":"Name","value":"deviceValue"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeen"}},{"kind":"Field","name":{"kind":"Name","value":"machineTags"}},{"kind":"Field","name":{"kind":"Name","value":"alerts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alertId"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"alertCreationTime"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"logonUsers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"accountName"}},{"kind":"Field","name":{"kind":"Name","value":"isDomainAdmin"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeen"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"actions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machineActionId"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestor"}},{"kind":"Field","name":{"kind":"Name","value":"creationDateTimeUtc"}}]}}]}}]}}]}}]} as unknown as DocumentNode<OneMachineQuery, OneMachineQueryVariables>;
export const OpenHighAlertsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OpenHighAlerts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alerts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"where"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"severity"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"HIGH"}}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"ne"},"value":{"kind":"EnumValue","value":"RESOLVED"}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alertId"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"alertCreationTime"}},{"kind":"Field","name":{"kind":"Name","value":"assignedTo"}},{"kind":"Field","name":{"kind":"Name","value":"machine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"osPlatform"}},{"kind":"Field","name":{"kind":"Name","value":"riskScore"}},{"kind":"Field","name":{"kind":"Name","value":"machineTags"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"completeness"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]} as unknown as DocumentNode<OpenHighAlertsQuery, OpenHighAlertsQueryVariables>;
export const RecentActionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RecentActions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"where"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"MachineActionWhere"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machineActions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"where"},"value":{"kind":"Variable","name":{"kind":"Name","value":"where"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machineActionId"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestor"}},{"kind":"Field","name":{"kind":"Name","value":"requestorComment"}},{"kind":"Field","name":{"kind":"Name","value":"creationDateTimeUtc"}},{"kind":"Field","name":{"kind":"Name","value":"lastUpdateDateTimeUtc"}},{"kind":"Field","name":{"kind":"Name","value":"machine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<RecentActionsQuery, RecentActionsQueryVariables>;
export const RiskyMachinesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RiskyMachines"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machines"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"where"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"riskScore"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"HIGH"}}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"healthStatus"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"ACTIVE"}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"exposureLevel"}},{"kind":"Field","name":{"kind":"Name","value":"deviceValue"}},{"kind":"Field","name":{"kind":"Name","value":"vulnerabilities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vulnerabilityId"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"cvssV3"}},{"kind":"Field","name":{"kind":"Name","value":"publicExploit"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<RiskyMachinesQuery, RiskyMachinesQueryVariables>;
export const RunningInvestigationsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RunningInvestigations"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"investigations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"where"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"state"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"in"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"PENDING_APPROVAL"},{"kind":"EnumValue","value":"PENDING_RESOURCE"},{"kind":"EnumValue","value":"RUNNING"}]}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"investigationId"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"startTime"}},{"kind":"Field","name":{"kind":"Name","value":"machine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"riskScore"}}]}},{"kind":"Field","name":{"kind":"Name","value":"alert"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alertId"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}}]}}]}}]}}]}}]} as unknown as DocumentNode<RunningInvestigationsQuery, RunningInvestigationsQueryVariables>;
export const SavedHuntsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SavedHunts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"savedHunts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tactics"}},{"kind":"Field","name":{"kind":"Name","value":"parameters"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"defaultValue"}},{"kind":"Field","name":{"kind":"Name","value":"required"}}]}}]}}]}}]} as unknown as DocumentNode<SavedHuntsQuery, SavedHuntsQueryVariables>;
export const SearchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Search"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"text"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"search"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"text"},"value":{"kind":"Variable","name":{"kind":"Name","value":"text"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alert"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Machine"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"riskScore"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeen"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"File"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sha1"}},{"kind":"Field","name":{"kind":"Name","value":"determinationValue"}},{"kind":"Field","name":{"kind":"Name","value":"globalPrevalence"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Ip"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ipId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Domain"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"host"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Indicator"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"expirationTime"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Vulnerability"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","alias":{"kind":"Name","value":"vulnerabilitySeverity"},"name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"exposedMachines"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MachineAction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","alias":{"kind":"Name","value":"actionStatus"},"name":{"kind":"Name","value":"status"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SearchQuery, SearchQueryVariables>;
export const TagMachineDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TagMachine"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddMachineTagInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addMachineTag"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machineId"}},{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"machineTags"}}]}}]}}]}}]} as unknown as DocumentNode<TagMachineMutation, TagMachineMutationVariables>;
export const TakeAlertDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TakeAlert"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateAlertInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateAlert"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alert"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alertId"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"assignedTo"}},{"kind":"Field","name":{"kind":"Name","value":"comments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdTime"}}]}}]}}]}}]}}]} as unknown as DocumentNode<TakeAlertMutation, TakeAlertMutationVariables>;
export const WhoAmIDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhoAmI"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"tenantId"}},{"kind":"Field","name":{"kind":"Name","value":"applicationId"}},{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}}]}}]}}]} as unknown as DocumentNode<WhoAmIQuery, WhoAmIQueryVariables>;