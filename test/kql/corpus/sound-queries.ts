/** Queries without a fault, with the columns of their results: `Name:type`, or how many where that is clearer. */
export const SOUND: readonly [query: string, columns: string | number][] = [
  ['DeviceInfo', 51],
  ['DeviceInfo | take 5 | project DeviceId, DeviceName', 'DeviceId:string DeviceName:string'],
  ['DeviceInfo\n| count', 'Count:long'],
  ['DeviceInfo | count;', 'Count:long'],
  ['DeviceInfo | count; // how many', 'Count:long'],
  ['// how many\nDeviceInfo | count\n// that many\n', 'Count:long'],
  ['print Text = "a;b|c//d", Long = 5', 'Text:string Long:long'],
  ["print T = h@\"C:\\Temp\", V = @'a''b'", 'T:string V:string'],
  ['print ```several\nlines```', 'print_0:string'],
  ['print now(), 1d, 1.5, true, guid(74be27de-1e4e-49d9-b579-fe0b331d3642), dynamic({"a": [1]})', 6],
  ['range N from 1 to 10 step 1', 'N:long'],
  ['datatable (A: string, B: long) ["x", 1, "y", 2] | where B > 1', 'A:string B:long'],
  ['let limitOf = 10;\nDeviceEvents | take limitOf | project ReportId', 'ReportId:long'],
  [
    'let encoded = dynamic(["-enc", "-EncodedCommand", "-e "]);\nDeviceProcessEvents\n| where Timestamp > ago(7d)\n| where FileName in~ ("powershell.exe", "pwsh.exe")\n| where ProcessCommandLine has_any (encoded)\n| project Timestamp, DeviceId, AccountName, ProcessCommandLine',
    'Timestamp:datetime DeviceId:string AccountName:string ProcessCommandLine:string',
  ],
  [
    'DeviceLogonEvents\r\n| where ActionType == "LogonFailed"\r\n| summarize Failures = count(), Names = make_set(AccountName, 20) by RemoteIP, bin(Timestamp, 1h)\r\n| where Failures > 20',
    'RemoteIP:string Timestamp:datetime Failures:long Names:dynamic',
  ],
  [
    'let failed = DeviceLogonEvents | where ActionType == "LogonFailed" | summarize Failed = count() by DeviceId, AccountName;\nDeviceLogonEvents\n| where ActionType == "LogonSuccess"\n| join kind=inner failed on DeviceId, AccountName\n| project DeviceId, AccountName, Failed',
    'DeviceId:string AccountName:string Failed:long',
  ],
  [
    'DeviceNetworkEvents\n| where InitiatingProcessFileName in~ ("rundll32.exe", "regsvr32.exe", "mshta.exe")\n| where RemoteIPType == "Public" and RemotePort !in (80, 443)\n| summarize dcount(RemoteIP), arg_max(Timestamp, RemoteUrl) by DeviceId',
    'DeviceId:string dcount_RemoteIP:long Timestamp:datetime RemoteUrl:string',
  ],
  [
    'DeviceRegistryEvents\n| where RegistryKey has @"CurrentVersion\\Run"\n| extend Value = tolower(RegistryValueData)\n| project-away RegistryValueData\n| summarize by DeviceId, Value',
    'DeviceId:string Value:string',
  ],
  [
    'DeviceInfo\n| summarize arg_max(Timestamp, *) by DeviceId\n| extend Users = parse_json(LoggedOnUsers)\n| mv-expand User = Users to typeof(dynamic)\n| project DeviceId, Name = tostring(User.UserName)',
    'DeviceId:string Name:string',
  ],
  [
    'AlertInfo\n| where Severity in ("High", "Medium")\n| join kind=leftouter (AlertEvidence | where EntityType == "Machine") on AlertId\n| summarize Alerts = dcount(AlertId) by DeviceId\n| top 10 by Alerts desc',
    'DeviceId:string Alerts:long',
  ],
  [
    'AlertEvidence | where isnotempty(SHA256) | distinct SHA256, FileName | sort by FileName asc',
    'SHA256:string FileName:string',
  ],
  [
    'DeviceFileEvents\n| where ActionType == "FileRenamed"\n| summarize Renamed = count() by DeviceId, InitiatingProcessFileName, bin(Timestamp, 5m)\n| where Renamed between (100 .. 10000)\n| sort by Renamed desc',
    4,
  ],
  [
    'DeviceImageLoadEvents\n| join kind=leftanti (DeviceFileCertificateInfo | where IsTrusted == true) on SHA1\n| summarize Devices = dcount(DeviceId) by FileName, SHA1\n| where Devices < 3',
    'FileName:string SHA1:string Devices:long',
  ],
  [
    'DeviceTvmSoftwareVulnerabilities\n| where VulnerabilitySeverityLevel == "Critical"\n| summarize Devices = dcount(DeviceId), Cves = make_set(CveId) by SoftwareVendor, SoftwareName\n| order by Devices',
    'SoftwareVendor:string SoftwareName:string Devices:long Cves:dynamic',
  ],
  [
    'DeviceTvmSoftwareInventory | where EndOfSupportDate < now() | summarize count() by SoftwareName',
    'SoftwareName:string count_:long',
  ],
  [
    'DeviceEvents | extend F = parse_json(AdditionalFields) | where F.Level == 5 | project L = tolong(F.Level)',
    'L:long',
  ],
  [
    'DeviceEvents\n| where ActionType startswith "Asr"\n| make-series Count = count() default = 0 on Timestamp from ago(7d) to now() step 1d by DeviceId',
    'DeviceId:string Count:dynamic Timestamp:dynamic',
  ],
  ['DeviceNetworkInfo | mv-expand IP = parse_json(IPAddresses) | project IP = tostring(IP.IPAddress)', 'IP:string'],
  ['union DeviceProcessEvents, DeviceFileEvents | summarize count() by ActionType', 'ActionType:string count_:long'],
  ['union Device* | take 1 | project Timestamp', 'Timestamp:datetime'],
  ['search in (DeviceInfo) "contoso" | project $table', '$table:string'],
  ['find in (DeviceInfo, DeviceEvents) where DeviceName == "a" project DeviceName', 'source_:string DeviceName:string'],
  ['DeviceInfo | where DeviceName matches regex @"^ws-\\d+" | project n = strlen(DeviceName)', 'n:long'],
  ['DeviceProcessEvents | invoke FileProfile(SHA1, 500) | where GlobalPrevalence < 50 | project SHA1, Signer', 2],
  ['DeviceProcessEvents | invoke FileProfile("InitiatingProcessSHA1") | project ThreatName', 'ThreatName:string'],
  ['DeviceNetworkEvents | project IP = RemoteIP | invoke DeviceFromIP() | project DeviceId', 'DeviceId:string'],
  ['AssignedIPAddresses("ws-01.contoso.example", ago(1d)) | project IPAddress', 'IPAddress:string'],
  ['DeviceInfo | where OnboardingStatus != "Onboarded" | take 5 | invoke SeenBy() | project SeenBy', 'SeenBy:dynamic'],
  [
    'EmailEvents | where Subject has "invoice" | project Subject, NetworkMessageId',
    'Subject:unknown NetworkMessageId:unknown',
  ],
  [
    'IdentityLogonEvents | summarize count() by AccountUpn | join (DeviceLogonEvents | take 5) on $left.AccountUpn == $right.AccountName | project AccountUpn, DeviceId',
    'AccountUpn:unknown DeviceId:string',
  ],
  [
    'let f = (t: datetime) { t > ago(1h) };\nDeviceEvents | where f(Timestamp) | project Late = f(Timestamp)',
    'Late:bool',
  ],
  [
    'let recent = () { DeviceEvents | where Timestamp > ago(1h) };\nrecent() | summarize count() by DeviceName',
    'DeviceName:string count_:long',
  ],
  [
    'DeviceEvents | extend F = parse_json(AdditionalFields) | evaluate bag_unpack(F) | project DeviceId, Anything',
    'DeviceId:string Anything:unknown',
  ],
  [
    'DeviceNetworkEvents | where ipv4_is_in_range(RemoteIP, "10.0.0.0/8") | summarize percentile(RemotePort, 95)',
    'percentile_RemotePort_95:long',
  ],
  ['DeviceProcessEvents | parse ProcessCommandLine with * "-f " File " " * | project File', 'File:string'],
  [
    'DeviceInfo | extend Os = case(OSPlatform startswith "Windows", "w", OSPlatform == "Linux", "l", "other") | summarize count() by Os',
    'Os:string count_:long',
  ],
  [
    'let ids = materialize(DeviceInfo | distinct DeviceId);\nids\n| partition hint.strategy=native by DeviceId (take 1)',
    'DeviceId:string',
  ],
  ['DeviceInfo | project-rename Id = DeviceId | project-keep Id', 'Id:string'],
  [
    'DeviceEvents | where Timestamp between (datetime(2026-11-01) .. datetime(2026-11-20T08:30:00.1234567Z)) | summarize max(Timestamp)',
    'max_Timestamp:datetime',
  ],
  ['DeviceInfo | top-nested 2 of OSPlatform by dcount(DeviceId)', 2],
  ['set notruncation;\nDeviceInfo | count', 'Count:long'],
];
