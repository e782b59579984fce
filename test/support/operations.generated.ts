/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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


export const AlertStoryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AlertStory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alert"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alertId"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"mitreTechniques"}},{"kind":"Field","name":{"kind":"Name","value":"firstEventTime"}},{"kind":"Field","name":{"kind":"Name","value":"lastEventTime"}},{"kind":"Field","name":{"kind":"Name","value":"comments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createdTime"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"comment"}}]}},{"kind":"Field","name":{"kind":"Name","value":"evidence"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"evidenceCreationTime"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"filePath"}},{"kind":"Field","name":{"kind":"Name","value":"sha1"}},{"kind":"Field","name":{"kind":"Name","value":"processCommandLine"}},{"kind":"Field","name":{"kind":"Name","value":"parentProcessFileName"}},{"kind":"Field","name":{"kind":"Name","value":"ipAddress"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"accountName"}},{"kind":"Field","name":{"kind":"Name","value":"detectionStatus"}}]}},{"kind":"Field","name":{"kind":"Name","value":"machine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"riskScore"}}]}},{"kind":"Field","name":{"kind":"Name","value":"investigation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"investigationId"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"startTime"}},{"kind":"Field","name":{"kind":"Name","value":"endTime"}}]}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sha1"}},{"kind":"Field","name":{"kind":"Name","value":"sha256"}},{"kind":"Field","name":{"kind":"Name","value":"globalPrevalence"}},{"kind":"Field","name":{"kind":"Name","value":"signer"}},{"kind":"Field","name":{"kind":"Name","value":"determinationType"}}]}},{"kind":"Field","name":{"kind":"Name","value":"ips"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ipId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"domains"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"host"}}]}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"isDomainAdmin"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeen"}}]}}]}}]}}]} as unknown as DocumentNode<AlertStoryQuery, AlertStoryQueryVariables>;
export const BlockAddressesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BlockAddresses"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ImportIndicatorsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importIndicators"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"indicator"}},{"kind":"Field","name":{"kind":"Name","value":"indicatorId"}},{"kind":"Field","name":{"kind":"Name","value":"isFailed"}},{"kind":"Field","name":{"kind":"Name","value":"failureReason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}}]}}]}}]} as unknown as DocumentNode<BlockAddressesMutation, BlockAddressesMutationVariables>;
export const BlockingIndicatorsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BlockingIndicators"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"indicators"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"where"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"action"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"in"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"BLOCK"},{"kind":"EnumValue","value":"BLOCK_AND_REMEDIATE"}]}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"indicatorId"}},{"kind":"Field","name":{"kind":"Name","value":"indicatorType"}},{"kind":"Field","name":{"kind":"Name","value":"indicatorValue"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"expirationTime"}},{"kind":"Field","name":{"kind":"Name","value":"createdByDisplayName"}}]}}]}}]}}]} as unknown as DocumentNode<BlockingIndicatorsQuery, BlockingIndicatorsQueryVariables>;
export const ExposedDevicesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExposedDevices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vulnerabilities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"where"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"severity"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"CRITICAL"}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vulnerabilityId"}},{"kind":"Field","name":{"kind":"Name","value":"cvssV3"}},{"kind":"Field","name":{"kind":"Name","value":"epss"}},{"kind":"Field","name":{"kind":"Name","value":"publicExploit"}},{"kind":"Field","name":{"kind":"Name","value":"exposedMachines"}},{"kind":"Field","name":{"kind":"Name","value":"machines"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machineId"}},{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"rbacGroupName"}},{"kind":"Field","name":{"kind":"Name","value":"machine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"riskScore"}},{"kind":"Field","name":{"kind":"Name","value":"deviceValue"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ExposedDevicesQuery, ExposedDevicesQueryVariables>;
export const ExposedProductsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExposedProducts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"3"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"softwareInventory"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"softwareId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"weaknesses"}},{"kind":"Field","name":{"kind":"Name","value":"exposedMachines"}},{"kind":"Field","name":{"kind":"Name","value":"machines"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"machine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machineId"}},{"kind":"Field","name":{"kind":"Name","value":"riskScore"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"vulnerabilities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vulnerabilityId"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"cvssV3"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"recommendations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recommendationId"}},{"kind":"Field","name":{"kind":"Name","value":"recommendationName"}},{"kind":"Field","name":{"kind":"Name","value":"exposureImpact"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ExposedProductsQuery, ExposedProductsQueryVariables>;
export const HuntAroundAlertDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"HuntAroundAlert"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"alert"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"JSON"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"runSavedHunt"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"StringValue","value":"timeline-around-alert","block":false}},{"kind":"Argument","name":{"kind":"Name","value":"parameters"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"name"},"value":{"kind":"StringValue","value":"alertId","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"value"},"value":{"kind":"Variable","name":{"kind":"Name","value":"alert"}}}]},{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"name"},"value":{"kind":"StringValue","value":"before","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"value"},"value":{"kind":"StringValue","value":"PT30M","block":false}}]},{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"name"},"value":{"kind":"StringValue","value":"after","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"value"},"value":{"kind":"StringValue","value":"PT30M","block":false}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rowCount"}},{"kind":"Field","name":{"kind":"Name","value":"rows"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"values"}},{"kind":"Field","name":{"kind":"Name","value":"file"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sha1"}},{"kind":"Field","name":{"kind":"Name","value":"globalPrevalence"}},{"kind":"Field","name":{"kind":"Name","value":"determinationType"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<HuntAroundAlertQuery, HuntAroundAlertQueryVariables>;
export const HuntEncodedPowershellDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"HuntEncodedPowershell"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hunt"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"query"},"value":{"kind":"StringValue","value":"DeviceProcessEvents\n| where Timestamp > ago(30d)\n| where FileName =~ \"powershell.exe\" and ProcessCommandLine has \"-enc\"\n| project Timestamp, DeviceId, DeviceName, AccountName, ProcessCommandLine\n| sort by Timestamp desc\n| take 20","block":true}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rowCount"}},{"kind":"Field","name":{"kind":"Name","value":"columns"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rows"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"values"}},{"kind":"Field","name":{"kind":"Name","value":"machine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"riskScore"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<HuntEncodedPowershellQuery, HuntEncodedPowershellQueryVariables>;
export const HuntGuessedPasswordsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"HuntGuessedPasswords"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"runSavedHunt"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"StringValue","value":"guessed-password","block":false}},{"kind":"Argument","name":{"kind":"Name","value":"parameters"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"name"},"value":{"kind":"StringValue","value":"lookback","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"value"},"value":{"kind":"StringValue","value":"P30D","block":false}}]},{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"name"},"value":{"kind":"StringValue","value":"leastFailures","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"value"},"value":{"kind":"IntValue","value":"5"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rowCount"}},{"kind":"Field","name":{"kind":"Name","value":"rows"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"values"}},{"kind":"Field","name":{"kind":"Name","value":"machine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"riskScore"}}]}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"accountName"}},{"kind":"Field","name":{"kind":"Name","value":"isDomainAdmin"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<HuntGuessedPasswordsQuery, HuntGuessedPasswordsQueryVariables>;
export const MachinesByNameDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MachinesByName"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"where"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MachineWhere"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machines"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"where"},"value":{"kind":"Variable","name":{"kind":"Name","value":"where"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machineId"}},{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"osPlatform"}},{"kind":"Field","name":{"kind":"Name","value":"lastIpAddress"}},{"kind":"Field","name":{"kind":"Name","value":"machineTags"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeen"}}]}}]}}]}}]} as unknown as DocumentNode<MachinesByNameQuery, MachinesByNameQueryVariables>;
export const MissingUpdatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MissingUpdates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machine"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"missingKbs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"missingKbId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"productsNames"}},{"kind":"Field","name":{"kind":"Name","value":"cveAddressed"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"recommendations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recommendationId"}},{"kind":"Field","name":{"kind":"Name","value":"recommendationName"}},{"kind":"Field","name":{"kind":"Name","value":"recommendationCategory"}},{"kind":"Field","name":{"kind":"Name","value":"severityScore"}},{"kind":"Field","name":{"kind":"Name","value":"exposedMachinesCount"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"software"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"softwareId"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"weaknesses"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MissingUpdatesQuery, MissingUpdatesQueryVariables>;
export const OneMachineDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OneMachine"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machine"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machineId"}},{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"osPlatform"}},{"kind":"Field","name":{"kind":"Name","value":"healthStatus"}},{"kind":"Field","name":{"kind":"Name","value":"riskScore"}},{"kind":"Field","name":{"kind":"Name","value":"exposureLevel"}},{"kind":"Field","name":{"kind":"Name","value":"deviceValue"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeen"}},{"kind":"Field","name":{"kind":"Name","value":"machineTags"}},{"kind":"Field","name":{"kind":"Name","value":"alerts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alertId"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"alertCreationTime"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"logonUsers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"accountName"}},{"kind":"Field","name":{"kind":"Name","value":"isDomainAdmin"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeen"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"actions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machineActionId"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestor"}},{"kind":"Field","name":{"kind":"Name","value":"creationDateTimeUtc"}}]}}]}}]}}]}}]} as unknown as DocumentNode<OneMachineQuery, OneMachineQueryVariables>;
export const OpenHighAlertsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OpenHighAlerts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alerts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"where"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"severity"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"HIGH"}}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"ne"},"value":{"kind":"EnumValue","value":"RESOLVED"}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alertId"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"alertCreationTime"}},{"kind":"Field","name":{"kind":"Name","value":"assignedTo"}},{"kind":"Field","name":{"kind":"Name","value":"machine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"osPlatform"}},{"kind":"Field","name":{"kind":"Name","value":"riskScore"}},{"kind":"Field","name":{"kind":"Name","value":"machineTags"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"completeness"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]} as unknown as DocumentNode<OpenHighAlertsQuery, OpenHighAlertsQueryVariables>;
export const RecentActionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RecentActions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"where"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"MachineActionWhere"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machineActions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"where"},"value":{"kind":"Variable","name":{"kind":"Name","value":"where"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machineActionId"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestor"}},{"kind":"Field","name":{"kind":"Name","value":"requestorComment"}},{"kind":"Field","name":{"kind":"Name","value":"creationDateTimeUtc"}},{"kind":"Field","name":{"kind":"Name","value":"lastUpdateDateTimeUtc"}},{"kind":"Field","name":{"kind":"Name","value":"machine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<RecentActionsQuery, RecentActionsQueryVariables>;
export const RemediationProgressDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RemediationProgress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"exposureScore"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"machineGroups"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rbacGroupName"}},{"kind":"Field","name":{"kind":"Name","value":"score"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"deviceSecureScore"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"score"}}]}},{"kind":"Field","name":{"kind":"Name","value":"remediationTasks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"where"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"ACTIVE"}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"remediationTaskId"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"dueOn"}},{"kind":"Field","name":{"kind":"Name","value":"targetDevices"}},{"kind":"Field","name":{"kind":"Name","value":"fixedDevices"}},{"kind":"Field","name":{"kind":"Name","value":"recommendation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recommendationId"}},{"kind":"Field","name":{"kind":"Name","value":"exposureImpact"}}]}}]}}]}}]}}]} as unknown as DocumentNode<RemediationProgressQuery, RemediationProgressQueryVariables>;
export const RiskyMachinesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RiskyMachines"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machines"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"where"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"riskScore"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"HIGH"}}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"healthStatus"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"ACTIVE"}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"exposureLevel"}},{"kind":"Field","name":{"kind":"Name","value":"deviceValue"}},{"kind":"Field","name":{"kind":"Name","value":"vulnerabilities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vulnerabilityId"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"cvssV3"}},{"kind":"Field","name":{"kind":"Name","value":"publicExploit"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<RiskyMachinesQuery, RiskyMachinesQueryVariables>;
export const RunningInvestigationsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RunningInvestigations"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"investigations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"where"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"state"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"in"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"PENDING_APPROVAL"},{"kind":"EnumValue","value":"PENDING_RESOURCE"},{"kind":"EnumValue","value":"RUNNING"}]}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"investigationId"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"startTime"}},{"kind":"Field","name":{"kind":"Name","value":"machine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"riskScore"}}]}},{"kind":"Field","name":{"kind":"Name","value":"alert"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alertId"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}}]}}]}}]}}]}}]} as unknown as DocumentNode<RunningInvestigationsQuery, RunningInvestigationsQueryVariables>;
export const SavedHuntsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SavedHunts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"savedHunts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tactics"}},{"kind":"Field","name":{"kind":"Name","value":"parameters"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"defaultValue"}},{"kind":"Field","name":{"kind":"Name","value":"required"}}]}}]}}]}}]} as unknown as DocumentNode<SavedHuntsQuery, SavedHuntsQueryVariables>;
export const SearchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Search"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"text"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"search"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"text"},"value":{"kind":"Variable","name":{"kind":"Name","value":"text"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alert"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Machine"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"riskScore"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeen"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"File"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sha1"}},{"kind":"Field","name":{"kind":"Name","value":"determinationValue"}},{"kind":"Field","name":{"kind":"Name","value":"globalPrevalence"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Ip"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ipId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Domain"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"host"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Indicator"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"expirationTime"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Vulnerability"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","alias":{"kind":"Name","value":"vulnerabilitySeverity"},"name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"exposedMachines"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MachineAction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","alias":{"kind":"Name","value":"actionStatus"},"name":{"kind":"Name","value":"status"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SearchQuery, SearchQueryVariables>;
export const TagMachineDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TagMachine"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddMachineTagInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addMachineTag"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machineId"}},{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"machineTags"}}]}}]}}]}}]} as unknown as DocumentNode<TagMachineMutation, TagMachineMutationVariables>;
export const TakeAlertDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TakeAlert"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateAlertInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateAlert"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alert"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alertId"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"assignedTo"}},{"kind":"Field","name":{"kind":"Name","value":"comments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdTime"}}]}}]}}]}}]}}]} as unknown as DocumentNode<TakeAlertMutation, TakeAlertMutationVariables>;
export const WhoAmIDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhoAmI"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"tenantId"}},{"kind":"Field","name":{"kind":"Name","value":"applicationId"}},{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}}]}}]}}]} as unknown as DocumentNode<WhoAmIQuery, WhoAmIQueryVariables>;