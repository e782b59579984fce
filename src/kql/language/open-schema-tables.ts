/**
 * Hunting tables of which only the name is known here, so that any column of theirs may be (the list of
 * advanced-hunting-schema-tables.md and three pages beside it).
 */
export const OPEN_SCHEMA_TABLES: readonly string[] = `
    AADSignInEventsBeta AADSpnSignInEventsBeta AIAgentsInfo AgentsInfo BehaviorEntities BehaviorInfo
    CallActivityEvents CampaignInfo CloudAppEvents CloudAuditEvents CloudDnsEvents CloudPolicyEnforcementEvents
    CloudProcessEvents CloudStorageAggregatedEvents DataSecurityBehaviors DataSecurityEvents
    DeviceBaselineComplianceAssessment DeviceBaselineComplianceAssessmentKB DeviceBaselineComplianceProfiles
    DeviceTvmBrowserExtensions DeviceTvmBrowserExtensionsKB DeviceTvmCertificateInfo DeviceTvmHardwareFirmware
    DeviceTvmInfoGathering DeviceTvmInfoGatheringKB DeviceTvmSecureConfigurationAssessment
    DeviceTvmSecureConfigurationAssessmentKB DeviceTvmSoftwareEvidenceBeta DeviceTvmSoftwareVulnerabilitiesKB
    DisruptionAndResponseEvents EmailAttachmentInfo EmailEvents EmailPostDeliveryEvents EmailUrlInfo
    EntraIdSignInEvents EntraIdSpnSignInEvents ExposureGraphEdges ExposureGraphNodes FileMaliciousContentInfo
    GraphApiAuditEvents IdentityAccountInfo IdentityDirectoryEvents IdentityEvents IdentityInfo
    IdentityLogonEvents IdentityQueryEvents MessageEvents MessagePostDeliveryEvents MessageUrlInfo OAuthAppInfo
    UrlClickEvents
  `
  .trim()
  .split(/\s+/);
