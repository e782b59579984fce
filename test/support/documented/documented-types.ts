/**
 * The vendor's documented JSON properties of every type, and those that recordings show besides, as `name: GraphQL
 * type`. `id` is the vendor's own, which the graph shows as `<type>Id`.
 */
export const DOCUMENTED_TYPES: Readonly<Record<string, string>> = {
  // alerts.md
  Alert: `
    id: ID title: String description: String alertCreationTime: DateTime lastEventTime: DateTime
    firstEventTime: DateTime lastUpdateTime: DateTime resolvedTime: DateTime incidentId: SafeInt investigationId: SafeInt
    investigationState: InvestigationState assignedTo: String rbacGroupName: String mitreTechniques: [String]
    relatedUser: AlertRelatedUser severity: AlertSeverity status: AlertStatus classification: AlertClassification
    determination: AlertDetermination category: String detectionSource: String threatFamilyName: String
    threatName: String machineId: String computerDnsName: String aadTenantId: String detectorId: String
    comments: [AlertComment] evidence: [AlertEvidence] loggedOnUsers: [AlertLoggedOnUser]`,
  // Seen in recordings, listed on no page.
  AlertLoggedOnUser: 'accountName: String domainName: String',
  AlertRelatedUser: 'userName: String domainName: String',
  AlertComment: 'comment: String createdBy: String createdTime: DateTime',
  AlertEvidence: `
    entityType: String evidenceCreationTime: DateTime sha1: String sha256: String fileName: String filePath: String
    processId: SafeInt processCommandLine: String processCreationTime: DateTime parentProcessId: SafeInt
    parentProcessCreationTime: DateTime parentProcessFileName: String parentProcessFilePath: String ipAddress: String
    url: String registryKey: String registryHive: String registryValueType: String registryValue: String
    accountName: String domainName: String userSid: String aadUserId: String userPrincipalName: String
    detectionStatus: String`,
  // machine.md
  Machine: `
    id: ID computerDnsName: String firstSeen: DateTime lastSeen: DateTime osPlatform: String
    onboardingStatus: OnboardingStatus osProcessor: String version: String osBuild: SafeInt lastIpAddress: String
    lastExternalIpAddress: String healthStatus: HealthStatus rbacGroupName: String rbacGroupId: String
    riskScore: RiskScore aadDeviceId: String machineTags: [String] exposureLevel: ExposureLevel deviceValue: DeviceValue
    ipAddresses: [IpAddress] osArchitecture: OsArchitecture isAadJoined: Boolean
    osVersion: String agentVersion: String managedBy: String managedByStatus: String isPotentialDuplication: Boolean
    isExcluded: Boolean exclusionReason: String mergedIntoMachineId: String vmMetadata: JSON`,
  IpAddress: 'ipAddress: String macAddress: String operationalStatus: String type: String',
  // machineaction.md
  MachineAction: `
    id: ID type: MachineActionType scope: MachineActionScope requestor: String externalID: String requestSource: String
    commands: [LiveResponseCommandResult] cancellationRequestor: String requestorComment: String
    cancellationComment: String status: MachineActionStatus machineId: String computerDnsName: String
    creationDateTimeUtc: DateTime cancellationDateTimeUtc: DateTime lastUpdateDateTimeUtc: DateTime
    lastUpdateTimeUtc: DateTime title: String relatedFileInfo: RelatedFileInfo errorHResult: SafeInt
    troubleshootInfo: String`,
  RelatedFileInfo: 'fileIdentifier: String fileIdentifierType: FileIdentifierType',
  // run-live-response.md
  LiveResponseCommandResult: `
    index: Int startTime: DateTime endTime: DateTime commandStatus: LiveResponseCommandStatus errors: [String]
    command: LiveResponseCommand`,
  LiveResponseCommand: 'type: LiveResponseCommandType params: [LiveResponseParam]',
  LiveResponseParam: 'key: LiveResponseParamKey value: String',
  // investigation.md
  Investigation: `
    id: ID startTime: DateTime endTime: DateTime cancelledBy: String state: InvestigationState statusDetails: String
    machineId: String computerDnsName: String triggeringAlertId: String`,
  // get-alert-related-user-info.md, get-machine-log-on-users.md
  User: `
    id: ID accountName: String accountDomain: String accountSid: String firstSeen: DateTime lastSeen: DateTime
    mostPrevalentMachineId: String leastPrevalentMachineId: String logonTypes: String logOnMachinesCount: SafeInt
    isDomainAdmin: Boolean isOnlyNetworkUser: Boolean`,
  // software.md
  Software: `
    id: ID name: String vendor: String weaknesses: SafeInt publicExploit: Boolean activeAlert: Boolean
    exposedMachines: SafeInt impactScore: Float`,
  // get-software-ver-distribution.md
  SoftwareVersionDistribution: 'version: String installations: SafeInt vulnerabilities: SafeInt',
  // get-remediation-exposed-devices-activities.md
  MachineReference: 'id: ID computerDnsName: String osPlatform: String rbacGroupName: String',
  // get-all-vulnerabilities-by-machines.md
  MachineVulnerability: `
    id: ID cveId: String machineId: String fixingKbId: String productName: String productVendor: String
    productVersion: String severity: VulnerabilitySeverity`,
  // vulnerability.md
  Vulnerability: `
    id: ID name: String description: String severity: VulnerabilitySeverity cvssV3: Float cvssVector: String
    exposedMachines: SafeInt publishedOn: DateTime updatedOn: DateTime firstDetected: DateTime publicExploit: Boolean
    exploitVerified: Boolean exploitInKit: Boolean exploitTypes: [String] exploitUris: [String]
    cveSupportability: CveSupportability tags: [String] epss: Float`,
  // recommendation.md
  Recommendation: `
    id: ID productName: String recommendationName: String weaknesses: SafeInt vendor: String recommendedVersion: String
    recommendedProgram: String recommendedVendor: String recommendationCategory: RecommendationCategory
    subCategory: String severityScore: Float publicExploit: Boolean activeAlert: Boolean associatedThreats: [String]
    remediationType: RemediationType status: RecommendationStatus configScoreImpact: Float exposureImpact: Float
    totalMachineCount: SafeInt exposedMachinesCount: SafeInt nonProductivityImpactedAssets: SafeInt
    relatedComponent: String exposedCriticalDevices: SafeInt hasUnpatchableCve: Boolean tags: [String]`,
  // score.md: one type there, of which each answer has some properties
  ExposureScore: 'score: Float time: DateTime',
  MachineGroupExposureScore: 'score: Float time: DateTime rbacGroupName: String rbacGroupId: String',
  DeviceSecureScore: 'score: Float time: DateTime',
  // get-remediation-methods-properties.md
  RemediationTask: `
    id: ID title: String createdOn: DateTime requesterId: String requesterEmail: String requesterNotes: String
    status: RemediationTaskStatus statusLastModifiedOn: DateTime description: String relatedComponent: String
    targetDevices: SafeInt fixedDevices: SafeInt rbacGroupNames: [String] dueOn: DateTime
    category: RemediationTaskCategory productivityImpactRemediationType: String priority: RemediationTaskPriority
    completionMethod: String completerId: String completerEmail: String scid: String type: String productId: String
    vendorId: String nameId: String recommendedVersion: String recommendedVendor: String recommendedProgram: String`,
  // get-security-baselines-assessment-profiles.md
  BaselineProfile: `
    id: ID name: String description: String benchmark: String version: String operatingSystem: String
    operatingSystemVersion: String status: Boolean complianceLevel: String settingsNumber: Int createdBy: String
    lastUpdatedBy: String createdOnTimestampUTC: DateTime lastUpdateTimestampUTC: DateTime passedDevices: Int
    totalDevices: Int`,
  // get-security-baselines-assessment-configurations.md
  BaselineConfiguration: `
    id: ID uniqueId: String benchmarkName: String benchmarkVersion: String name: String description: String
    category: String complianceLevels: [String] cce: String rationale: String source: [String]
    recommendedValue: [String] remediation: String isCustom: Boolean`,
  // device-health-api-methods-properties.md
  DeviceAvInfo: `
    id: ID machineId: String computerDnsName: String osKind: OsKind osPlatform: String osVersion: String avMode: AvMode
    avSignatureVersion: String avEngineVersion: String avPlatformVersion: String avIsSignatureUpToDate: AvUpToDate
    avIsEngineUpToDate: AvUpToDate avIsPlatformUpToDate: AvUpToDate avSignatureUpdateTime: DateTime
    avSignaturePublishTime: DateTime avEngineUpdateTime: DateTime avPlatformUpdateTime: DateTime
    quickScanResult: AvScanResult quickScanError: String quickScanTime: DateTime fullScanResult: AvScanResult
    fullScanError: String fullScanTime: DateTime lastSeenTime: DateTime dataRefreshTimestamp: DateTime
    rbacGroupId: SafeInt rbacGroupName: String`,
  // files.md
  File: `
    sha1: String sha256: String globalPrevalence: SafeInt globalFirstObserved: DateTime globalLastObserved: DateTime
    size: SafeInt fileType: String isPeFile: Boolean filePublisher: String fileProductName: String signer: String
    issuer: String signerHash: String isValidCertificate: Boolean determinationType: String determinationValue: String`,
  // defender-xdr: api-list-incidents.md, api-incident.md; the id is incidentId in their JSON
  Incident: `
    id: ID redirectIncidentId: SafeInt incidentName: String createdTime: DateTime lastUpdateTime: DateTime
    assignedTo: String classification: IncidentClassification determination: IncidentDetermination
    detectionSource: String status: IncidentStatus severity: IncidentSeverity tags: [String]
    comments: [IncidentComment] alerts: [IncidentAlert]`,
  IncidentComment: 'comment: String createdBy: String createdTime: DateTime',
  IncidentAlert: `
    alertId: String incidentId: SafeInt serviceSource: String creationTime: DateTime lastUpdatedTime: DateTime
    resolvedTime: DateTime firstActivity: DateTime lastActivity: DateTime title: String description: String
    category: String status: IncidentAlertStatus severity: IncidentSeverity investigationId: SafeInt
    investigationState: InvestigationState classification: IncidentClassification
    determination: IncidentDetermination detectionSource: String assignedTo: String actorName: String
    threatFamilyName: String mitreTechniques: [String] devices: [IncidentDevice] entities: [IncidentEntity]`,
  IncidentDevice: `
    mdatpDeviceId: String deviceId: String aadDeviceId: String deviceDnsName: String osPlatform: String
    version: String osProcessor: String osBuild: SafeInt healthStatus: String riskScore: String
    rbacGroupName: String rbacGroupId: String firstSeen: DateTime`,
  IncidentEntity: `
    entityType: IncidentEntityType sha1: String sha256: String fileName: String filePath: String
    processId: SafeInt processCommandLine: String processCreationTime: DateTime parentProcessId: SafeInt
    parentProcessCreationTime: DateTime ipAddress: String url: String accountName: String domainName: String
    userSid: String aadUserId: String userPrincipalName: String mailboxDisplayName: String
    mailboxAddress: String clusterBy: String sender: String recipient: String subject: String
    deliveryAction: String securityGroupId: String securityGroupName: String registryHive: String
    registryKey: String registryValueType: String registryValue: String deviceId: String`,
  // get-authenticated-scan-properties.md, without the credentials; the history is known from examples only
  ScanDefinition: `
    id: ID scanType: AuthenticatedScanType scanName: String isActive: Boolean orgId: String intervalInHours: Int
    createdBy: String targetType: ScanTargetType target: String
    scanAuthenticationParams: ScanAuthenticationParams scannerAgent: ScannerAgent latestScan: LatestScan`,
  ScanAuthenticationParams: `
    type: ScanAuthenticationType keyVaultUrl: String keyVaultSecretName: String isGmsaUser: Boolean
    authProtocol: ScanAuthProtocol privProtocol: ScanPrivProtocol`,
  ScannerAgent: `
    id: ID machineId: String machineName: String lastSeen: DateTime assignedApplicationId: String
    scannerSoftwareVersion: String lastCommandExecutionTimestamp: DateTime mdeClientVersion: String`,
  LatestScan: `
    status: String failureReason: String executionDateTime: DateTime`,
  ScanAgent: `
    id: ID machineId: String lastSeen: DateTime computerDnsName: String assignedApplicationId: String
    scannerSoftwareVersion: String lastCommandExecutionTimestamp: DateTime mdeClientVersion: String`,
  ScanRun: `
    scanDefinitionIds: String lastScanned: DateTime scanStatus: String scannerId: String`,
  ScanSession: `
    orgId: String scanDefinitionIds: String sessionIds: String numberOfSuccessfullyScannedTargets: Int
    numberOfTargets: Int scanStatus: String lastScanned: DateTime listScannedTargets: [ScannedTarget]`,
  ScannedTarget: `
    ip: String hostname: String scannedDeviceDescription: String errorMessage: String scanStatus: String
    scanDuration: String`,
  // ti-indicator.md
  Indicator: `
    id: ID indicatorValue: String indicatorType: IndicatorType application: String action: IndicatorAction
    externalID: String sourceType: IndicatorSourceType createdBySource: String createdBy: String lastUpdatedBy: String
    creationTimeDateTimeUtc: DateTime expirationTime: DateTime lastUpdateTime: DateTime severity: IndicatorSeverity
    title: String description: String recommendedActions: String rbacGroupNames: [String] rbacGroupIds: [String]
    generateAlert: Boolean source: String createdByDisplayName: String educateUrl: String
    category: SafeInt historicalDetection: Boolean lookBackPeriod: JSON mitreTechniques: [String]
    notificationId: String notificationBody: String version: JSON bypassDurationHours: JSON additionalInfo: JSON
    certificateInfo: JSON`,
  // get-missing-kbs-machine.md
  MissingKb: 'id: ID name: String productsNames: [String] url: String machineMissedOn: SafeInt cveAddressed: SafeInt',
  // list-library-files.md
  LibraryFile: `
    fileName: String sha256: String description: String creationTime: DateTime lastUpdatedTime: DateTime
    createdBy: String hasParameters: Boolean parametersDescription: String`,
  // get-file-statistics.md, get-domain-statistics.md, get-ip-statistics.md; known from their samples
  FileStatistics: `
    sha1: String organizationPrevalence: SafeInt orgFirstSeen: DateTime orgLastSeen: DateTime
    globallyPrevalence: SafeInt globalFirstObserved: DateTime globalLastObserved: DateTime topFileNames: [String]`,
  DomainStatistics: 'host: String organizationPrevalence: SafeInt orgFirstSeen: DateTime orgLastSeen: DateTime',
  IpStatistics: 'ipAddress: String organizationPrevalence: SafeInt orgFirstSeen: DateTime orgLastSeen: DateTime',
  // get-alert-related-domain-info.md, get-alert-related-ip-info.md
  Domain: 'host: String',
  Ip: 'id: ID',
};

/** The documented properties of a type in order: JSON name and GraphQL type. */
export function documentedProperties(type: string): (readonly [name: string, type: string])[] {
  return [...(DOCUMENTED_TYPES[type] ?? '').matchAll(/(\w+): (\S+)/g)].map(([, name = '', graphqlType = '']) => [
    name,
    graphqlType,
  ]);
}
