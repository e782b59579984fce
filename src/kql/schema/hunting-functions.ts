/** A function that hunting adds to KQL, as KQL: only the shape of its result matters. */
export interface HuntingFunction {
  name: string;
  parameters: string;
  body: string;
}

/** The functions of advanced-hunting-*-function.md; made to be called by `invoke`, or by themselves with arguments. */
export const HUNTING_FUNCTIONS: readonly HuntingFunction[] = [
  {
    name: 'FileProfile',
    parameters: '(T: (*), x: string = "SHA1", y: long = 100)',
    body: `{ T | extend SHA1 = "", SHA256 = "", MD5 = "", FileSize = int(null), GlobalPrevalence = int(null),
      GlobalFirstSeen = datetime(null), GlobalLastSeen = datetime(null), Signer = "", Issuer = "", SignerHash = "",
      IsCertificateValid = bool(null), IsRootSignerMicrosoft = bool(null), SignatureState = "",
      IsExecutable = bool(null), ThreatName = "", Publisher = "", SoftwareName = "", ProfileAvailability = "" }`,
  },
  {
    name: 'DeviceFromIP',
    parameters: '(T: (*), x: string = "", y: datetime = datetime(null))',
    body: '{ T | extend IP = "", DeviceId = "" }',
  },
  {
    name: 'AssignedIPAddresses',
    parameters: '(x: string, y: datetime = datetime(null))',
    body: `{ datatable(Timestamp: datetime, IPAddress: string, IPType: string, NetworkAdapterType: string,
      ConnectedNetworks: dynamic)[] }`,
  },
  { name: 'SeenBy', parameters: '(T: (*))', body: '{ T | extend SeenBy = dynamic(null) }' },
];
