/**
 * Columns of the tables of alerts, devices and software (advanced-hunting-*-table.md). A name without a type is a
 * string; the vendor keeps JSON text in many of them.
 */
export const STATE_COLUMNS = {
  AlertEvidence: `
    Timestamp:datetime AlertId Title Categories AttackTechniques ServiceSource DetectionSource EntityType
    EvidenceRole EvidenceDirection FileName FolderPath SHA1 SHA256 FileSize:long ThreatFamily RemoteIP RemoteUrl
    AccountName AccountDomain AccountSid AccountObjectId AccountUpn DeviceId DeviceName LocalIP NetworkMessageId
    EmailSubject Application ApplicationId:int OAuthApplicationId ProcessCommandLine RegistryKey
    RegistryValueName RegistryValueData AdditionalFields Severity CloudResource CloudPlatform ResourceType
    ResourceID SubscriptionId
  `,
  AlertInfo: `
    Timestamp:datetime AlertId Title Category Severity ServiceSource DetectionSource AttackTechniques
  `,
  DeviceFileCertificateInfo: `
    Timestamp:datetime DeviceId DeviceName SHA1 IsSigned:bool SignatureType Signer SignerHash Issuer IssuerHash
    CertificateSerialNumber CrlDistributionPointUrls CertificateCreationTime:datetime
    CertificateExpirationTime:datetime CertificateCountersignatureTime:datetime IsTrusted:bool
    IsRootSignerMicrosoft:bool ReportId:long
  `,
  DeviceInfo: `
    Timestamp:datetime DeviceId DeviceName ClientVersion PublicIP OSArchitecture OSPlatform OSBuild:long
    IsAzureADJoined:bool JoinType AadDeviceId LoggedOnUsers RegistryDeviceTag OSVersion MachineGroup
    ReportId:long OnboardingStatus AdditionalFields DeviceCategory DeviceType DeviceSubtype Model Vendor
    OSDistribution OSVersionInfo MergedDeviceIds MergedToDeviceId IsInternetFacing:bool SensorHealthState
    IsExcluded:bool ExclusionReason ExposureLevel AssetValue DeviceManualTags DeviceDynamicTags ConnectivityType
    HostDeviceId AzureResourceId AwsResourceName GcpFullResourceName HardwareUuid CloudPlatforms AzureVmId
    AzureVmSubscriptionId IsTransient:bool OsBuildRevision MitigationStatus Site DiscoverySources DeviceRoles
    DlpInfo
  `,
  DeviceNetworkInfo: `
    Timestamp:datetime DeviceId DeviceName NetworkAdapterName MacAddress NetworkAdapterType NetworkAdapterStatus
    TunnelType ConnectedNetworks DnsAddresses IPv4Dhcp IPv6Dhcp DefaultGateways IPAddresses ReportId:long
    NetworkAdapterVendor
  `,
  DeviceTvmSoftwareInventory: `
    DeviceId DeviceName OSPlatform OSVersion OSArchitecture SoftwareVendor SoftwareName SoftwareVersion
    EndOfSupportStatus EndOfSupportDate:datetime ProductCodeCpe
  `,
  DeviceTvmSoftwareVulnerabilities: `
    DeviceId DeviceName OSPlatform OSVersion OSArchitecture SoftwareVendor SoftwareName SoftwareVersion CveId
    VulnerabilitySeverityLevel RecommendedSecurityUpdate RecommendedSecurityUpdateId CveTags:dynamic
    CveMitigationStatus AadDeviceId
  `,
} as const;
