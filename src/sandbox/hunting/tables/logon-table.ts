import { createRandom, type Random } from '../../seed/random.ts';
import type { LogonRow } from '../../seed/rows.ts';
import { guessedLogons, type LogonFacts } from '../dataset/guessed-logons.ts';
import { combine, daysSeen, momentOf, type HuntingRow, type HuntingDataset } from '../dataset/hunting-dataset.ts';
import { initiatingColumns, privilegeColumns, type ProcessFacts } from '../dataset/process-columns.ts';

/** Passwords guessed around alerts, then logons of users on the devices they use, a few failed, on two days of three. */
export function* deviceLogonEvents(dataset: HuntingDataset): Iterable<HuntingRow> {
  for (const { logon, random } of guessedLogons(dataset)) yield logonRow(dataset, logon, random);
  for (const logon of dataset.tenant.logons) {
    for (const day of daysSeen(dataset, logon.firstSeen, logon.lastSeen)) {
      const random = createRandom(`logon:${logon.machineId}:${logon.userId}:${day}`);
      if (random.chance(0.66)) yield logonRow(dataset, everydayLogon(dataset, logon, day, random), random);
    }
  }
}

function everydayLogon(dataset: HuntingDataset, logon: LogonRow, day: number, random: Random): LogonFacts {
  const failed = random.chance(0.06);
  const remote = logon.logonTypes !== 'Interactive';
  return {
    machineId: logon.machineId,
    account: dataset.accounts.get(logon.userId),
    logonType: logon.logonTypes,
    time: random.moment(momentOf(dataset, day, random.next(), logon.lastSeen)),
    failed,
    protocol: remote ? random.pick(['Kerberos', 'NTLM']) : 'Negotiate',
    remoteIp: remote ? `10.40.${random.int(0, 250)}.${random.int(2, 250)}` : null,
    remoteIpType: remote ? 'Private' : null,
  };
}

function logonRow(dataset: HuntingDataset, logon: LogonFacts, random: Random): HuntingRow {
  const { account, failed, remoteIp } = logon;
  const process = authority(logon.time);
  return combine(initiatingColumns(dataset, process), privilegeColumns(process), {
    Timestamp: logon.time,
    DeviceId: logon.machineId,
    DeviceName: dataset.machines.get(logon.machineId)?.computerDnsName,
    ActionType: failed ? 'LogonFailed' : 'LogonSuccess',
    LogonType: logon.logonType,
    AccountDomain: account?.accountDomain,
    AccountName: account?.accountName,
    AccountSid: account?.accountSid,
    Protocol: logon.protocol,
    FailureReason: failed ? 'InvalidUserNameOrPassword' : '',
    IsLocalAdmin: account?.accountName.startsWith('adm-') ?? false,
    LogonId: random.int(100_000, 99_999_999),
    RemoteIP: remoteIp ?? '',
    RemoteIPType: logon.remoteIpType ?? '',
    RemotePort: remoteIp === null ? null : random.int(49_152, 65_535),
    AdditionalFields: JSON.stringify({ IsLocalLogon: remoteIp === null }),
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
