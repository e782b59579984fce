import { scansOf } from '../../../../src/sandbox/routes/authenticated-scans/scan-rows.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { USUAL_FAULTS, type ChangeCase } from '../mutation-cases.ts';

const SCANS = '/api/DeviceAuthenticatedScanDefinitions';
const definitions = ({ tenant }: Sandbox) => scansOf(tenant, Date.now()).definitions;

let taken = 0;
const definitionId = (sandbox: Sandbox): string | undefined => definitions(sandbox).at(taken++ % 3)?.id;

const CREDENTIALS = {
  type: 'AUTH_PRIV',
  username: 'scanner',
  authProtocol: 'SHA1',
  authPassword: 'Größe-1',
  privProtocol: 'TRIPLE_DES',
  privPassword: 'Größe-2',
};
const SENT = {
  '@odata.type': '#microsoft.windowsDefenderATP.api.SnmpAuthParams',
  type: 'AuthPriv',
  username: 'scanner',
  authProtocol: 'SHA1',
  authPassword: 'Größe-1',
  privProtocol: '3DES',
  privPassword: 'Größe-2',
};
const SCAN = {
  scanName: "O'Neill’s switches",
  isActive: true,
  target: '198.51.100.7,198.51.100.8',
  intervalInHours: 4,
};

const BAD: ChangeCase['bad'] = [
  ['no interval at all', { intervalInHours: 0 }, /^input\.intervalInHours: is 0/],
  ['targets of a kind nobody knows', { targetType: 'SUBNET' }, /"input\.targetType"/],
  [
    'credentials without a method',
    { scanAuthenticationParams: { username: 'scanner' } },
    /^input\.scanAuthenticationParams\.type: is missing/,
  ],
  // The value itself is in no message.
  ['a password that is no text', { scanAuthenticationParams: { type: 'AUTH_PRIV', authPassword: 7 } }, /authPassword/],
];
const WARNED: ChangeCase['warned'] = [];

export const cases: Record<string, ChangeCase> = {
  createScanDefinition: {
    as: 'responder',
    without: 'reader',
    role: 'Defender.Configure',
    input: ({ tenant }) => ({
      machineId: tenant.machines[0]?.id,
      scanType: 'NETWORK',
      targetType: 'IP',
      ...SCAN,
      scanAuthenticationParams: CREDENTIALS,
    }),
    select:
      'scanDefinition { scanType scanName targetType target intervalInHours scannerAgent { machineId } scanAuthenticationParams { type } }',
    shows: ({ machineId }) => ({
      scanDefinition: {
        scanType: 'NETWORK',
        targetType: 'IP',
        scanName: SCAN.scanName,
        target: SCAN.target,
        intervalInHours: 4,
        scannerAgent: { machineId },
        scanAuthenticationParams: null,
      },
    }),
    arrives: ({ machineId }) => ({
      method: 'POST',
      path: SCANS,
      body: {
        scanType: 'Network',
        targetType: 'Ip',
        ...SCAN,
        scannerAgent: { machineId },
        scanAuthenticationParams: SENT,
      },
    }),
    state: (_, sandbox) => expect(definitions(sandbox).at(-1)).toMatchObject({ scanName: SCAN.scanName }),
    names: { field: 'machineId', type: 'Machine' },
    bad: [...BAD, ['a blank label', { scanName: ' ' }, /^input\.scanName: is blank/]],
    warned: WARNED,
    faults: USUAL_FAULTS,
  },
  updateScanDefinition: {
    as: 'responder',
    without: 'reader',
    role: 'Defender.Configure',
    input: (sandbox) => ({
      scanDefinitionId: definitionId(sandbox),
      ...SCAN,
      isActive: false,
      targetType: 'HOSTNAME',
      scanAuthenticationParams: { type: 'KERBEROS', domain: 'contoso.example', username: 'scan$', isGmsaUser: true },
    }),
    select: 'scanDefinition { scanDefinitionId scanName isActive }',
    shows: ({ scanDefinitionId }) => ({
      scanDefinition: { scanDefinitionId, scanName: SCAN.scanName, isActive: false },
    }),
    arrives: ({ scanDefinitionId }) => ({
      method: 'PATCH',
      path: `${SCANS}/${String(scanDefinitionId)}`,
      body: {
        ...SCAN,
        isActive: false,
        targetType: 'Hostname',
        scanAuthenticationParams: {
          '@odata.type': '#microsoft.windowsDefenderATP.api.WindowsAuthParams',
          type: 'Kerberos',
          domain: 'contoso.example',
          username: 'scan$',
          isGmsaUser: true,
        },
      },
    }),
    state: ({ scanDefinitionId }, sandbox) =>
      expect(definitions(sandbox).find(({ id }) => id === scanDefinitionId)).toMatchObject({ isActive: false }),
    names: { field: 'scanDefinitionId', type: 'ScanDefinition' },
    bad: [
      ...BAD,
      [
        'nothing to change',
        {
          scanName: null,
          isActive: null,
          target: null,
          intervalInHours: null,
          targetType: null,
          scanAuthenticationParams: null,
        },
        /^input: changes nothing; give/,
      ],
    ],
    warned: [
      ...WARNED,
      [
        'the field of Windows accounts beside another method, which keeps its form',
        { scanAuthenticationParams: { type: 'COMMUNITY_STRING', communityString: 'made-up', isGmsaUser: false } },
        /^input\.scanAuthenticationParams\.isGmsaUser: belongs to Windows accounts/,
        {
          scanAuthenticationParams: {
            '@odata.type': '#microsoft.windowsDefenderATP.api.SnmpAuthParams',
            type: 'CommunityString',
            communityString: 'made-up',
            isGmsaUser: false,
          },
        },
      ],
      [
        'a Windows account that is not managed',
        { scanAuthenticationParams: { type: 'NEGOTIATE', username: 'scan' } },
        /^input\.scanAuthenticationParams\.isGmsaUser: must be true for Windows/,
        {
          scanAuthenticationParams: {
            '@odata.type': '#microsoft.windowsDefenderATP.api.WindowsAuthParams',
            type: 'Negotiate',
            username: 'scan',
          },
        },
      ],
    ],
    faults: USUAL_FAULTS,
  },
  deleteScanDefinitions: {
    as: 'responder',
    without: 'reader',
    role: 'Defender.Configure',
    input: (sandbox) => ({ scanDefinitionIds: [definitions(sandbox).at(-1)?.id, definitions(sandbox).at(-2)?.id] }),
    select: 'results { scanDefinitionId outcome }',
    shows: ({ scanDefinitionIds }) => ({
      results: (scanDefinitionIds as string[]).map((scanDefinitionId) => ({ scanDefinitionId, outcome: 'DELETED' })),
    }),
    arrives: ({ scanDefinitionIds: ScanDefinitionIds }) => ({
      method: 'POST',
      path: `${SCANS}/BatchDelete`,
      body: { ScanDefinitionIds },
    }),
    state: ({ scanDefinitionIds }, sandbox) => {
      const left = definitions(sandbox).map(({ id }) => id);
      for (const id of scanDefinitionIds as string[]) expect(left).not.toContain(id);
    },
    names: { field: 'scanDefinitionIds', type: 'ScanDefinition' },
    bad: [['no definition', { scanDefinitionIds: [] }, /^input\.scanDefinitionIds: is empty/]],
    warned: [],
    faults: USUAL_FAULTS,
    reads: { [`GET ${SCANS}`]: { value: [] } },
  },
};
