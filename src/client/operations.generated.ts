/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** A tag to be put on a device. */
export type AddMachineTagInput = {
  /** Given back in the payload, for the caller’s own bookkeeping. */
  clientMutationId?: string | null | undefined;
  /** The device: a global id or the vendor’s own. */
  machineId: string;
  /** The tag; the vendor documents 200 characters at most. */
  value: string;
};

/** The verdict on an alert. */
export type AlertClassification =
  /** It was wrong. */
  | 'FALSE_POSITIVE'
  /** It happened, and was meant to: a test, or software of the business. */
  | 'INFORMATIONAL_EXPECTED_ACTIVITY'
  /** It was what it said: harm, or an attempt at it. */
  | 'TRUE_POSITIVE'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

/** The finer verdict on an alert. CONFIRMED_ACTIVITY and CONFIRMED_USER_ACTIVITY are the same, and so are NOT_MALICIOUS and CLEAN. */
export type AlertDetermination =
  /** Nothing malicious; one page’s spelling of NOT_MALICIOUS. */
  | 'CLEAN'
  /** The account was used by another. Goes with TRUE_POSITIVE. */
  | 'COMPROMISED_USER'
  /** Confirmed as meant. Goes with INFORMATIONAL_EXPECTED_ACTIVITY. */
  | 'CONFIRMED_ACTIVITY'
  /** The user confirmed it; one page’s spelling of CONFIRMED_ACTIVITY. */
  | 'CONFIRMED_USER_ACTIVITY'
  /** Too little is known to tell. Goes with FALSE_POSITIVE. */
  | 'INSUFFICIENT_DATA'
  /** Software of the business. Goes with INFORMATIONAL_EXPECTED_ACTIVITY. */
  | 'LINE_OF_BUSINESS_APPLICATION'
  /** A person of the organization did harm. Goes with TRUE_POSITIVE. */
  | 'MALICIOUS_USER_ACTIVITY'
  /** Malicious software. Goes with TRUE_POSITIVE. */
  | 'MALWARE'
  /** Several steps of one attack. Goes with TRUE_POSITIVE. */
  | 'MULTI_STAGED_ATTACK'
  /** Nothing malicious. Goes with FALSE_POSITIVE. */
  | 'NOT_MALICIOUS'
  /** None of the listed; goes with any verdict. */
  | 'OTHER'
  /** Deception to get at credentials or access. Goes with TRUE_POSITIVE. */
  | 'PHISHING'
  /** A test of the defences. Goes with INFORMATIONAL_EXPECTED_ACTIVITY. */
  | 'SECURITY_TESTING'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED'
  /** Software that nobody wants, short of malware. Goes with TRUE_POSITIVE. */
  | 'UNWANTED_SOFTWARE';

/** How severe an alert is. */
export type AlertSeverity =
  /** Behaviour that is often seen in advanced attacks; look at it first. */
  | 'HIGH'
  /** Worth knowing; no harm by itself. */
  | 'INFORMATIONAL'
  /** Widespread unwanted software or an early sign of little weight. */
  | 'LOW'
  /** Behaviour that may be part of an advanced attack. */
  | 'MEDIUM'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED'
  /** None was given. */
  | 'UN_SPECIFIED';

/** Where an alert stands in triage. */
export type AlertStatus =
  /** An analyst looks into it. */
  | 'IN_PROGRESS'
  /** Nobody has begun with it. */
  | 'NEW'
  /** Done with. */
  | 'RESOLVED'
  /** Not told; no page lets it be set. */
  | 'UNKNOWN'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

/** Which token is sent to Defender for this caller. */
export type AuthMode =
  /** The gateway’s own; what the caller may do is decided by the gateway’s app roles. */
  | 'APP'
  /** One exchanged for the caller’s (OAuth 2.0 on-behalf-of), with the caller’s rights. */
  | 'ON_BEHALF_OF'
  /** The token that the caller sent. */
  | 'PASSTHROUGH';

/** Whether a person or an application calls. */
export type CallerKind =
  /** An application, with permissions of its own. */
  | 'APPLICATION'
  /** A person, with delegated permissions. */
  | 'USER';

/** By an instant; several operators are joined with and, so that `ge` and `lt` make a span. */
export type DateTimeFilter = {
  /** Equal to this. */
  eq?: string | null | undefined;
  /** At this or after it. */
  ge?: string | null | undefined;
  /** After this. */
  gt?: string | null | undefined;
  /** At this or before it. */
  le?: string | null | undefined;
  /** Before this. */
  lt?: string | null | undefined;
};

/** Importance of a device, set by the tenant. */
export type DeviceValue =
  /** Its weaknesses count for more in the exposure score. */
  | 'HIGH'
  /** Its weaknesses count for less in the exposure score. */
  | 'LOW'
  /** As every device unless set. */
  | 'NORMAL'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

/** By a `DeviceValue`, in the graph’s names or, with `Raw`, in the vendor’s words. */
export type DeviceValueFilter = {
  /** Equal to this. */
  eq?: DeviceValue | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `eq`. */
  eqRaw?: string | null | undefined;
  /** Equal to one of these, at most 100. */
  in?: Array<DeviceValue> | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `in`. */
  inRaw?: Array<string> | null | undefined;
  /** Not equal to this. */
  ne?: DeviceValue | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `ne`. */
  neRaw?: string | null | undefined;
};

/** Exposure rating of a device. */
export type ExposureLevel =
  /** Many or grave weaknesses are open. */
  | 'HIGH'
  /** Few weaknesses are open. */
  | 'LOW'
  /** Some weaknesses are open. */
  | 'MEDIUM'
  /** Not rated. */
  | 'NONE'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

/** By a `ExposureLevel`, in the graph’s names or, with `Raw`, in the vendor’s words. */
export type ExposureLevelFilter = {
  /** Equal to this. */
  eq?: ExposureLevel | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `eq`. */
  eqRaw?: string | null | undefined;
  /** Equal to one of these, at most 100. */
  in?: Array<ExposureLevel> | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `in`. */
  inRaw?: Array<string> | null | undefined;
  /** Not equal to this. */
  ne?: ExposureLevel | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `ne`. */
  neRaw?: string | null | undefined;
};

/** State of the sensor on a device. */
export type HealthStatus =
  /** It reports. */
  | 'ACTIVE'
  /** It reports, but commands do not reach it reliably. */
  | 'IMPAIRED_COMMUNICATION'
  /** No signal for more than seven days. */
  | 'INACTIVE'
  /** It answers, but sends no sensor data. */
  | 'NO_SENSOR_DATA'
  /** Neither sensor data nor a reliable connection. */
  | 'NO_SENSOR_DATA_IMPAIRED_COMMUNICATION'
  /** Not told. */
  | 'UNKNOWN'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

/** By a `HealthStatus`, in the graph’s names or, with `Raw`, in the vendor’s words. */
export type HealthStatusFilter = {
  /** Equal to this. */
  eq?: HealthStatus | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `eq`. */
  eqRaw?: string | null | undefined;
  /** Equal to one of these, at most 100. */
  in?: Array<HealthStatus> | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `in`. */
  inRaw?: Array<string> | null | undefined;
  /** Not equal to this. */
  ne?: HealthStatus | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `ne`. */
  neRaw?: string | null | undefined;
};

/** The KQL type that a parameter has in the query. */
export type HuntingParameterType =
  /** True or false. */
  | 'BOOL'
  /** An instant, ISO 8601 with a time zone. */
  | 'DATETIME'
  /** Any JSON value. */
  | 'DYNAMIC'
  /** A GUID. */
  | 'GUID'
  /** A whole number of 64 bits; as text where JSON cannot hold it. */
  | 'LONG'
  /** A number with a fraction. */
  | 'REAL'
  /** Text. */
  | 'STRING'
  /** A length of time in KQL’s words, such as `1d` or `00:05:00`. */
  | 'TIMESPAN';

/** By id: a global id or the vendor’s own. */
export type IdFilter = {
  /** Equal to this. */
  eq?: string | null | undefined;
  /** Equal to one of these, at most 100. */
  in?: Array<string> | null | undefined;
  /** Not equal to this. */
  ne?: string | null | undefined;
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
  /** It is let through and raises an alert. */
  | 'ALERT'
  /** It is blocked and raises an alert. */
  | 'ALERT_AND_BLOCK'
  /** It is let through, whatever else speaks against it. */
  | 'ALLOWED'
  /** It is let through and noted. */
  | 'AUDIT'
  /** It is blocked. */
  | 'BLOCK'
  /** It is blocked, and the file is put away. */
  | 'BLOCK_AND_REMEDIATE'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED'
  /** The user is warned and may go on. */
  | 'WARN';

/** An indicator to be made, or updated if one of this value is there. */
export type IndicatorInput = {
  /** Needed. AUDIT goes with `generateAlert: true`. */
  action?: IndicatorAction | null | undefined;
  /** In the place of `action`: the vendor’s own word, for a value that this version does not know. It is sent as given. */
  actionRaw?: string | null | undefined;
  /** Name shown in a block notification; taken when the indicator is made, ignored when it is updated. */
  application?: string | null | undefined;
  /** What it is and why it is here. */
  description: string;
  /** Notification or support address, for a URL that is to be blocked or warned of. */
  educateUrl?: string | null | undefined;
  /** When it stops to apply; never if left out. */
  expirationTime?: string | null | undefined;
  /** Whether a match raises an alert; must be true with AUDIT. */
  generateAlert?: boolean | null | undefined;
  /** Needed. */
  indicatorType?: IndicatorType | null | undefined;
  /** In the place of `indicatorType`: the vendor’s own word, for a value that this version does not know. It is sent as given. */
  indicatorTypeRaw?: string | null | undefined;
  /** The hash, thumbprint, address, domain or URL. An indicator of the same value is updated. */
  indicatorValue: string;
  /** Device groups where it applies; all devices if left out. */
  rbacGroupNames?: Array<string> | null | undefined;
  /** What an analyst should do about a match. */
  recommendedActions?: string | null | undefined;
  /** Severity of the alert on a match. */
  severity?: IndicatorSeverity | null | undefined;
  /** In the place of `severity`: the vendor’s own word, for a value that this version does not know. It is sent as given. */
  severityRaw?: string | null | undefined;
  /** Headline of the indicator, and of the alert on a match. */
  title: string;
};

/** Severity of the alert that an indicator raises. */
export type IndicatorSeverity =
  /** Grave. */
  | 'HIGH'
  /** Worth knowing. */
  | 'INFORMATIONAL'
  /** Of little weight. */
  | 'LOW'
  /** Of some weight. */
  | 'MEDIUM'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

/** What an indicator names. No page lists WEB_CATEGORY; it was seen in answers. */
export type IndicatorType =
  /** A certificate by the SHA-1 of its content. */
  | 'CERTIFICATE_THUMBPRINT'
  /** A host name without scheme and path. */
  | 'DOMAIN_NAME'
  /** A file by its MD5. */
  | 'FILE_MD5'
  /** A file by its SHA-1. */
  | 'FILE_SHA1'
  /** A file by its SHA-256. */
  | 'FILE_SHA256'
  /** A single IPv4 or IPv6 address. */
  | 'IP_ADDRESS'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED'
  /** An address of the web. */
  | 'URL'
  /** A category of web sites; on no page, seen in answers. */
  | 'WEB_CATEGORY';

/** Where an automated investigation stands. */
export type InvestigationState =
  /** Nothing harmful was found. */
  | 'BENIGN'
  /** It could not be carried out. */
  | 'FAILED'
  /** A fault inside the service. */
  | 'INNER_FAILURE'
  /** A part was looked into before it stopped. */
  | 'PARTIALLY_INVESTIGATED'
  /** Some of the threats found were removed. */
  | 'PARTIALLY_REMEDIATED'
  /** What it wants to do has to be allowed first. */
  | 'PENDING_APPROVAL'
  /** It waits for the device or for a tool. */
  | 'PENDING_RESOURCE'
  /** Another investigation dealt with the alert already. */
  | 'PREEXISTING_ALERT'
  /** It has not begun. */
  | 'QUEUED'
  /** Under way. */
  | 'RUNNING'
  /** Threats were found and all of them removed. */
  | 'SUCCESSFULLY_REMEDIATED'
  /** The alert was suppressed, so that none was done. */
  | 'SUPPRESSED_ALERT'
  /** Stopped before its end. */
  | 'TERMINATED'
  /** The service stopped it. */
  | 'TERMINATED_BY_SYSTEM'
  /** A person stopped it. */
  | 'TERMINATED_BY_USER'
  /** Not told. */
  | 'UNKNOWN'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED'
  /** This kind of alert cannot be investigated. */
  | 'UNSUPPORTED_ALERT_TYPE'
  /** The operating system cannot be investigated. */
  | 'UNSUPPORTED_OS';

/** FULL or SELECTIVE for an isolation, QUICK or FULL for a scan. */
export type MachineActionScope =
  /** An isolation that cuts all connections but that to the service, or a scan of the whole device. */
  | 'FULL'
  /** A scan of the places where malware usually is. */
  | 'QUICK'
  /** An isolation that leaves a few applications their connections. */
  | 'SELECTIVE'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

/** Where an action stands; all but PENDING and IN_PROGRESS are final. */
export type MachineActionStatus =
  /** Called off. */
  | 'CANCELLED'
  /** The device could not do it. */
  | 'FAILED'
  /** The device is at it. */
  | 'IN_PROGRESS'
  /** Sent, and not begun. */
  | 'PENDING'
  /** Done. */
  | 'SUCCEEDED'
  /** The device did not answer in time. */
  | 'TIME_OUT'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

/** By a `MachineActionStatus`, in the graph’s names or, with `Raw`, in the vendor’s words. */
export type MachineActionStatusFilter = {
  /** Equal to this. */
  eq?: MachineActionStatus | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `eq`. */
  eqRaw?: string | null | undefined;
  /** Equal to one of these, at most 100. */
  in?: Array<MachineActionStatus> | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `in`. */
  inRaw?: Array<string> | null | undefined;
  /** Not equal to this. */
  ne?: MachineActionStatus | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `ne`. */
  neRaw?: string | null | undefined;
};

/** Kind of a response action. */
export type MachineActionType =
  /** Forensic data are gathered into a package. */
  | 'COLLECT_INVESTIGATION_PACKAGE'
  /** The device is cut off the network. */
  | 'ISOLATE'
  /** A session of commands. */
  | 'LIVE_RESPONSE'
  /** The sensor is taken out of the service. */
  | 'OFFBOARD'
  /** Only programs signed by Microsoft run. */
  | 'RESTRICT_CODE_EXECUTION'
  /** A scan for malware. */
  | 'RUN_ANTI_VIRUS_SCAN'
  /** Processes of a file are stopped and the file is put away. */
  | 'STOP_AND_QUARANTINE_FILE'
  /** The device is let back into the network. */
  | 'UNISOLATE'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED'
  /** All programs run again. */
  | 'UNRESTRICT_CODE_EXECUTION';

/** By a `MachineActionType`, in the graph’s names or, with `Raw`, in the vendor’s words. */
export type MachineActionTypeFilter = {
  /** Equal to this. */
  eq?: MachineActionType | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `eq`. */
  eqRaw?: string | null | undefined;
  /** Equal to one of these, at most 100. */
  in?: Array<MachineActionType> | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `in`. */
  inRaw?: Array<string> | null | undefined;
  /** Not equal to this. */
  ne?: MachineActionType | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `ne`. */
  neRaw?: string | null | undefined;
};

/** The properties that the vendor documents as filterable; several are joined with and. */
export type MachineActionWhere = {
  /** By `MachineAction.creationDateTimeUtc`: When it was made. */
  creationDateTimeUtc?: DateTimeFilter | null | undefined;
  /** By `MachineAction.id`: The global id: opaque, holds type, tenant and key. */
  id?: IdFilter | null | undefined;
  /** By `MachineAction.machineId`: Target device. */
  machineId?: IdFilter | null | undefined;
  /** By `MachineAction.requestor`: Who asked for it. */
  requestor?: StringFilter | null | undefined;
  /** By `MachineAction.status`: Where the action stands. */
  status?: MachineActionStatusFilter | null | undefined;
  /** By `MachineAction.type`: Kind of action. */
  type?: MachineActionTypeFilter | null | undefined;
};

/** The properties that the vendor documents as filterable; several are joined with and. */
export type MachineWhere = {
  /** By `Machine.aadDeviceId`: Microsoft Entra device id, for joined devices. */
  aadDeviceId?: StringFilter | null | undefined;
  /** By `Machine.computerDnsName`: Full name of the device. */
  computerDnsName?: PrefixStringFilter | null | undefined;
  /** By `Machine.deviceValue`: Importance set by the tenant. */
  deviceValue?: DeviceValueFilter | null | undefined;
  /** By `Machine.exposureLevel`: Exposure rating. */
  exposureLevel?: ExposureLevelFilter | null | undefined;
  /** By `Machine.healthStatus`: State of the sensor. */
  healthStatus?: HealthStatusFilter | null | undefined;
  /** By `Machine.id`: The global id: opaque, holds type, tenant and key. */
  id?: IdFilter | null | undefined;
  /** By `Machine.lastIpAddress`: Last address on a local network card. */
  lastIpAddress?: StringFilter | null | undefined;
  /** By `Machine.lastSeen`: When the last full report came in (about one a day). */
  lastSeen?: DateTimeFilter | null | undefined;
  /** By `Machine.machineTags`: Tags of the device. */
  machineTags?: TagFilter | null | undefined;
  /** By `Machine.onboardingStatus`: Whether the device is onboarded. */
  onboardingStatus?: OnboardingStatusFilter | null | undefined;
  /** By `Machine.osPlatform`: Operating system platform. */
  osPlatform?: StringFilter | null | undefined;
  /** By `Machine.rbacGroupId`: Id of the device group. */
  rbacGroupId?: IdFilter | null | undefined;
  /** By `Machine.riskScore`: Risk rating. */
  riskScore?: RiskScoreFilter | null | undefined;
  /** By `Machine.version`: Operating system version. */
  version?: StringFilter | null | undefined;
};

/** Whether a device is onboarded. */
export type OnboardingStatus =
  /** Found in the network; its system is supported. */
  | 'CAN_BE_ONBOARDED'
  /** Found in the network; too little is known to tell. */
  | 'INSUFFICIENT_INFO'
  /** The sensor is set up. */
  | 'ONBOARDED'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED'
  /** Found in the network; its system is not supported. */
  | 'UNSUPPORTED';

/** By a `OnboardingStatus`, in the graph’s names or, with `Raw`, in the vendor’s words. */
export type OnboardingStatusFilter = {
  /** Equal to this. */
  eq?: OnboardingStatus | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `eq`. */
  eqRaw?: string | null | undefined;
  /** Equal to one of these, at most 100. */
  in?: Array<OnboardingStatus> | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `in`. */
  inRaw?: Array<string> | null | undefined;
  /** Not equal to this. */
  ne?: OnboardingStatus | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `ne`. */
  neRaw?: string | null | undefined;
};

/** For the properties where the vendor shows `startswith` to work. */
export type PrefixStringFilter = {
  /** Equal to this. */
  eq?: string | null | undefined;
  /** Equal to one of these, at most 100. */
  in?: Array<string> | null | undefined;
  /** Not equal to this. */
  ne?: string | null | undefined;
  /** Begins with this. */
  startsWith?: string | null | undefined;
};

/** What a security recommendation is about. */
export type RecommendationCategory =
  /** Settings of accounts. */
  | 'ACCOUNTS'
  /** Applications. */
  | 'APPLICATION'
  /** Network settings. */
  | 'NETWORK'
  /** The operating system. */
  | 'OS'
  /** Settings of security products. */
  | 'SECURITY_CONTROLS'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

/** How urgent a remediation task is. */
export type RemediationTaskPriority =
  /** `High` in the vendor’s own words. */
  | 'HIGH'
  /** `Low` in the vendor’s own words. */
  | 'LOW'
  /** `Medium` in the vendor’s own words. */
  | 'MEDIUM'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

/** Risk rating of a device. */
export type RiskScore =
  /** High risk by the open alerts. */
  | 'HIGH'
  /** Only informational alerts. */
  | 'INFORMATIONAL'
  /** Low risk by the open alerts. */
  | 'LOW'
  /** Medium risk by the open alerts. */
  | 'MEDIUM'
  /** No open alert gives rise to a risk. */
  | 'NONE'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

/** By a `RiskScore`, in the graph’s names or, with `Raw`, in the vendor’s words. */
export type RiskScoreFilter = {
  /** Equal to this. */
  eq?: RiskScore | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `eq`. */
  eqRaw?: string | null | undefined;
  /** Equal to one of these, at most 100. */
  in?: Array<RiskScore> | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `in`. */
  inRaw?: Array<string> | null | undefined;
  /** Not equal to this. */
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

/** By a text as a whole. Whether letter case counts is Defender’s affair. */
export type StringFilter = {
  /** Equal to this. */
  eq?: string | null | undefined;
  /** Equal to one of these, at most 100. */
  in?: Array<string> | null | undefined;
  /** Not equal to this. */
  ne?: string | null | undefined;
};

/** By a tag of a list of tags. */
export type TagFilter = {
  /** One of the tags equals this text. */
  eq?: string | null | undefined;
};

/** What changes of one alert; what is left out stays as it is. */
export type UpdateAlertInput = {
  /** The alert: a global id or the vendor’s own. */
  alertId: string;
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
  /** CVSS 9 and above. */
  | 'CRITICAL'
  /** CVSS 7 to 8.9. */
  | 'HIGH'
  /** CVSS below 4. */
  | 'LOW'
  /** CVSS 4 to 6.9. */
  | 'MEDIUM'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

export type AlertStoryQueryVariables = Exact<{
  id: string;
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

export type ExposedDevicesQueryVariables = Exact<{
  first?: number | null | undefined;
}>;


export type ExposedDevicesQuery = { vulnerabilities: { totalCount: number | null, nodes: Array<{ vulnerabilityId: string, cvssV3: number | null, epss: number | null, publicExploit: boolean | null, exposedMachines: number | null, machines: { nodes: Array<{ machineId: string, computerDnsName: string | null, rbacGroupName: string | null, machine: { riskScore: RiskScore | null, deviceValue: DeviceValue | null } | null }> } | null }> } };

export type ExposedProductsQueryVariables = Exact<{
  first?: number | null | undefined;
}>;


export type ExposedProductsQuery = { softwareInventory: { nodes: Array<{ softwareId: string, name: string | null, vendor: string | null, weaknesses: number | null, exposedMachines: number | null, machines: { nodes: Array<{ computerDnsName: string | null, machine: { machineId: string, riskScore: RiskScore | null } | null }> } | null, vulnerabilities: { nodes: Array<{ vulnerabilityId: string, severity: VulnerabilitySeverity | null, cvssV3: number | null }> } | null, recommendations: { nodes: Array<{ recommendationId: string, recommendationName: string | null, exposureImpact: number | null }> } | null }> } };

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
  id: string;
}>;


export type MissingUpdatesQuery = { machine: { computerDnsName: string | null, missingKbs: { nodes: Array<{ missingKbId: string, name: string | null, productsNames: Array<string> | null, cveAddressed: number | null }> } | null, recommendations: { nodes: Array<{ recommendationId: string, recommendationName: string | null, recommendationCategory: RecommendationCategory | null, severityScore: number | null, exposedMachinesCount: number | null }> } | null, software: { nodes: Array<{ softwareId: string, vendor: string | null, weaknesses: number | null }> } | null } | null };

export type OneMachineQueryVariables = Exact<{
  id: string;
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

export type RemediationProgressQueryVariables = Exact<{
  first?: number | null | undefined;
}>;


export type RemediationProgressQuery = { exposureScore: { score: number | null, machineGroups: { nodes: Array<{ rbacGroupName: string | null, score: number | null }> } | null } | null, deviceSecureScore: { score: number | null } | null, remediationTasks: { nodes: Array<{ remediationTaskId: string, title: string | null, priority: RemediationTaskPriority | null, dueOn: string | null, targetDevices: number | null, fixedDevices: number | null, recommendation: { recommendationId: string, exposureImpact: number | null } | null }> } };

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

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const AlertStoryDocument = new TypedDocumentString(`
    query AlertStory($id: ID!) {
  alert(id: $id) {
    alertId
    title
    description
    severity
    status
    category
    mitreTechniques
    firstEventTime
    lastEventTime
    comments {
      createdTime
      createdBy
      comment
    }
    evidence {
      entityType
      evidenceCreationTime
      fileName
      filePath
      sha1
      processCommandLine
      parentProcessFileName
      ipAddress
      url
      accountName
      detectionStatus
    }
    machine {
      id
      computerDnsName
      riskScore
    }
    investigation {
      investigationId
      state
      startTime
      endTime
    }
    files {
      sha1
      sha256
      globalPrevalence
      signer
      determinationType
    }
    ips {
      ipId
    }
    domains {
      host
    }
    user {
      userId
      isDomainAdmin
      lastSeen
    }
  }
}
    `) as unknown as TypedDocumentString<AlertStoryQuery, AlertStoryQueryVariables>;
export const BlockAddressesDocument = new TypedDocumentString(`
    mutation BlockAddresses($input: ImportIndicatorsInput!) {
  importIndicators(input: $input) {
    results {
      indicator
      indicatorId
      isFailed
      failureReason
    }
    warnings
  }
}
    `) as unknown as TypedDocumentString<BlockAddressesMutation, BlockAddressesMutationVariables>;
export const BlockingIndicatorsDocument = new TypedDocumentString(`
    query BlockingIndicators($first: Int = 50) {
  indicators(first: $first, where: {action: {in: [BLOCK, BLOCK_AND_REMEDIATE]}}) {
    totalCount
    nodes {
      indicatorId
      indicatorType
      indicatorValue
      title
      severity
      expirationTime
      createdByDisplayName
    }
  }
}
    `) as unknown as TypedDocumentString<BlockingIndicatorsQuery, BlockingIndicatorsQueryVariables>;
export const ExposedDevicesDocument = new TypedDocumentString(`
    query ExposedDevices($first: Int = 5) {
  vulnerabilities(first: $first, where: {severity: {eq: CRITICAL}}) {
    totalCount
    nodes {
      vulnerabilityId
      cvssV3
      epss
      publicExploit
      exposedMachines
      machines(first: 5) {
        nodes {
          machineId
          computerDnsName
          rbacGroupName
          machine {
            riskScore
            deviceValue
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ExposedDevicesQuery, ExposedDevicesQueryVariables>;
export const ExposedProductsDocument = new TypedDocumentString(`
    query ExposedProducts($first: Int = 3) {
  softwareInventory(first: $first) {
    nodes {
      softwareId
      name
      vendor
      weaknesses
      exposedMachines
      machines(first: 5) {
        nodes {
          computerDnsName
          machine {
            machineId
            riskScore
          }
        }
      }
      vulnerabilities(first: 5) {
        nodes {
          vulnerabilityId
          severity
          cvssV3
        }
      }
      recommendations(first: 5) {
        nodes {
          recommendationId
          recommendationName
          exposureImpact
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ExposedProductsQuery, ExposedProductsQueryVariables>;
export const HuntAroundAlertDocument = new TypedDocumentString(`
    query HuntAroundAlert($alert: JSON!) {
  runSavedHunt(
    name: "timeline-around-alert"
    parameters: [{name: "alertId", value: $alert}, {name: "before", value: "PT30M"}, {name: "after", value: "PT30M"}]
  ) {
    rowCount
    rows(first: 50) {
      nodes {
        values
        file {
          sha1
          globalPrevalence
          determinationType
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<HuntAroundAlertQuery, HuntAroundAlertQueryVariables>;
export const HuntEncodedPowershellDocument = new TypedDocumentString(`
    query HuntEncodedPowershell {
  hunt(
    query: """
    DeviceProcessEvents
    | where Timestamp > ago(30d)
    | where FileName =~ "powershell.exe" and ProcessCommandLine has "-enc"
    | project Timestamp, DeviceId, DeviceName, AccountName, ProcessCommandLine
    | sort by Timestamp desc
    | take 20
    """
  ) {
    rowCount
    columns {
      name
      type
    }
    rows(first: 20) {
      nodes {
        values
        machine {
          id
          computerDnsName
          riskScore
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<HuntEncodedPowershellQuery, HuntEncodedPowershellQueryVariables>;
export const HuntGuessedPasswordsDocument = new TypedDocumentString(`
    query HuntGuessedPasswords {
  runSavedHunt(
    name: "guessed-password"
    parameters: [{name: "lookback", value: "P30D"}, {name: "leastFailures", value: 5}]
  ) {
    rowCount
    rows(first: 10) {
      nodes {
        values
        machine {
          id
          computerDnsName
          riskScore
        }
        user {
          id
          accountName
          isDomainAdmin
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<HuntGuessedPasswordsQuery, HuntGuessedPasswordsQueryVariables>;
export const MachinesByNameDocument = new TypedDocumentString(`
    query MachinesByName($where: MachineWhere!, $first: Int = 20) {
  machines(first: $first, where: $where) {
    totalCount
    nodes {
      machineId
      computerDnsName
      osPlatform
      lastIpAddress
      machineTags
      lastSeen
    }
  }
}
    `) as unknown as TypedDocumentString<MachinesByNameQuery, MachinesByNameQueryVariables>;
export const MissingUpdatesDocument = new TypedDocumentString(`
    query MissingUpdates($id: ID!) {
  machine(id: $id) {
    computerDnsName
    missingKbs(first: 10) {
      nodes {
        missingKbId
        name
        productsNames
        cveAddressed
      }
    }
    recommendations(first: 10) {
      nodes {
        recommendationId
        recommendationName
        recommendationCategory
        severityScore
        exposedMachinesCount
      }
    }
    software(first: 10) {
      nodes {
        softwareId
        vendor
        weaknesses
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MissingUpdatesQuery, MissingUpdatesQueryVariables>;
export const OneMachineDocument = new TypedDocumentString(`
    query OneMachine($id: ID!) {
  machine(id: $id) {
    machineId
    computerDnsName
    osPlatform
    healthStatus
    riskScore
    exposureLevel
    deviceValue
    lastSeen
    machineTags
    alerts(first: 10) {
      totalCount
      nodes {
        alertId
        title
        severity
        status
        alertCreationTime
      }
    }
    logonUsers(first: 10) {
      nodes {
        userId
        accountName
        isDomainAdmin
        lastSeen
      }
    }
    actions(first: 10) {
      nodes {
        machineActionId
        type
        status
        requestor
        creationDateTimeUtc
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OneMachineQuery, OneMachineQueryVariables>;
export const OpenHighAlertsDocument = new TypedDocumentString(`
    query OpenHighAlerts($first: Int = 20, $after: String) {
  alerts(
    first: $first
    after: $after
    where: {severity: {eq: HIGH}, status: {ne: RESOLVED}}
  ) {
    nodes {
      id
      alertId
      title
      severity
      status
      category
      alertCreationTime
      assignedTo
      machine {
        id
        computerDnsName
        osPlatform
        riskScore
        machineTags
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    completeness {
      complete
      reason
    }
  }
}
    `) as unknown as TypedDocumentString<OpenHighAlertsQuery, OpenHighAlertsQueryVariables>;
export const RecentActionsDocument = new TypedDocumentString(`
    query RecentActions($first: Int = 20, $after: String, $where: MachineActionWhere) {
  machineActions(first: $first, after: $after, where: $where) {
    edges {
      cursor
      node {
        machineActionId
        type
        scope
        status
        requestor
        requestorComment
        creationDateTimeUtc
        lastUpdateDateTimeUtc
        machine {
          id
          computerDnsName
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<RecentActionsQuery, RecentActionsQueryVariables>;
export const RemediationProgressDocument = new TypedDocumentString(`
    query RemediationProgress($first: Int = 10) {
  exposureScore {
    score
    machineGroups {
      nodes {
        rbacGroupName
        score
      }
    }
  }
  deviceSecureScore {
    score
  }
  remediationTasks(first: $first, where: {status: {eq: ACTIVE}}) {
    nodes {
      remediationTaskId
      title
      priority
      dueOn
      targetDevices
      fixedDevices
      recommendation {
        recommendationId
        exposureImpact
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RemediationProgressQuery, RemediationProgressQueryVariables>;
export const RiskyMachinesDocument = new TypedDocumentString(`
    query RiskyMachines($first: Int = 5) {
  machines(
    first: $first
    where: {riskScore: {eq: HIGH}, healthStatus: {eq: ACTIVE}}
  ) {
    totalCount
    nodes {
      id
      computerDnsName
      exposureLevel
      deviceValue
      vulnerabilities(first: 5) {
        totalCount
        nodes {
          vulnerabilityId
          severity
          cvssV3
          publicExploit
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RiskyMachinesQuery, RiskyMachinesQueryVariables>;
export const RunningInvestigationsDocument = new TypedDocumentString(`
    query RunningInvestigations($first: Int = 20) {
  investigations(
    first: $first
    where: {state: {in: [PENDING_APPROVAL, PENDING_RESOURCE, RUNNING]}}
  ) {
    nodes {
      investigationId
      state
      startTime
      machine {
        computerDnsName
        riskScore
      }
      alert {
        alertId
        title
        severity
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RunningInvestigationsQuery, RunningInvestigationsQueryVariables>;
export const SavedHuntsDocument = new TypedDocumentString(`
    query SavedHunts {
  savedHunts {
    name
    title
    description
    tactics
    parameters {
      name
      type
      description
      defaultValue
      required
    }
  }
}
    `) as unknown as TypedDocumentString<SavedHuntsQuery, SavedHuntsQueryVariables>;
export const SearchDocument = new TypedDocumentString(`
    query Search($text: String!) {
  search(text: $text) {
    kind
    value
    node {
      id
      __typename
      ... on Alert {
        title
        severity
        status
      }
      ... on Machine {
        computerDnsName
        riskScore
        lastSeen
      }
      ... on File {
        sha1
        determinationValue
        globalPrevalence
      }
      ... on Ip {
        ipId
      }
      ... on Domain {
        host
      }
      ... on Indicator {
        title
        action
        expirationTime
      }
      ... on Vulnerability {
        name
        vulnerabilitySeverity: severity
        exposedMachines
      }
      ... on MachineAction {
        type
        actionStatus: status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SearchQuery, SearchQueryVariables>;
export const TagMachineDocument = new TypedDocumentString(`
    mutation TagMachine($input: AddMachineTagInput!) {
  addMachineTag(input: $input) {
    machine {
      machineId
      computerDnsName
      machineTags
    }
  }
}
    `) as unknown as TypedDocumentString<TagMachineMutation, TagMachineMutationVariables>;
export const TakeAlertDocument = new TypedDocumentString(`
    mutation TakeAlert($input: UpdateAlertInput!) {
  updateAlert(input: $input) {
    alert {
      alertId
      title
      status
      assignedTo
      comments {
        comment
        createdBy
        createdTime
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TakeAlertMutation, TakeAlertMutationVariables>;
export const WhoAmIDocument = new TypedDocumentString(`
    query WhoAmI {
  viewer {
    kind
    name
    tenantId
    applicationId
    mode
    permissions
  }
}
    `) as unknown as TypedDocumentString<WhoAmIQuery, WhoAmIQueryVariables>;