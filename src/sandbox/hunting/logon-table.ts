import { createRandom, type Random } from '../random.ts';
import type { LogonRow } from '../rows.ts';
import { combine, daysSeen, momentOf, type HuntingRow, type HuntingWorld } from './hunting-world.ts';
import { initiatingColumns, privilegeColumns, type ProcessFacts } from './process-columns.ts';

/** Logons of users on the devices they use, a few of them failed, on about two days of three. */
export function* deviceLogonEvents(world: HuntingWorld): Iterable<HuntingRow> {
  for (const logon of world.tenant.logons) {
    for (const day of daysSeen(world, logon.firstSeen, logon.lastSeen)) {
      const random = createRandom(`logon:${logon.machineId}:${logon.userId}:${day}`);
      if (random.chance(0.66)) yield logonEvent(world, logon, day, random);
    }
  }
}

function logonEvent(world: HuntingWorld, logon: LogonRow, day: number, random: Random): HuntingRow {
  const account = world.accounts.get(logon.userId);
  const failed = random.chance(0.06);
  const remote = logon.logonTypes !== 'Interactive';
  const time = random.moment(momentOf(world, day, random.next(), logon.lastSeen));
  const process = authority(time);
  return combine(initiatingColumns(world, process), privilegeColumns(process), {
    Timestamp: time,
    DeviceId: logon.machineId,
    DeviceName: world.machines.get(logon.machineId)?.computerDnsName,
    ActionType: failed ? 'LogonFailed' : 'LogonSuccess',
    LogonType: logon.logonTypes,
    AccountDomain: account?.accountDomain,
    AccountName: account?.accountName,
    AccountSid: account?.accountSid,
    Protocol: remote ? random.pick(['Kerberos', 'NTLM']) : 'Negotiate',
    FailureReason: failed ? 'InvalidUserNameOrPassword' : '',
    IsLocalAdmin: account?.accountName.startsWith('adm-') ?? false,
    LogonId: random.int(100_000, 99_999_999),
    RemoteIP: remote ? `10.40.${random.int(0, 250)}.${random.int(2, 250)}` : '',
    RemoteIPType: remote ? 'Private' : '',
    RemotePort: remote ? random.int(49_152, 65_535) : null,
    AdditionalFields: JSON.stringify({ IsLocalLogon: !remote }),
    ReportId: random.int(1, 999_999),
  });
}

const AUTHORITY_SHA1 = createRandom('lsass.exe').hex(40);

/** The system process that lets users in. */
function authority(time: string): ProcessFacts {
  return {
    fileName: 'lsass.exe',
    folderPath: 'C:\\Windows\\System32',
    sha1: AUTHORITY_SHA1,
    id: 812,
    commandLine: 'lsass.exe',
    createdAt: time,
    account: undefined,
    parent: { id: 640, fileName: 'wininit.exe', createdAt: time },
  };
}
