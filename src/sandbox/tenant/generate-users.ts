import type { Random } from '../seed/random.ts';
import type { DirectoryAccount, LogonRow, MachineRow, UserRow } from '../seed/rows.ts';

const DAY = 86_400_000;
const FIRST = ['anna', 'björn', 'chen', 'dora', 'emeka', 'fiona', 'goran', 'hanako', 'ines', 'jonas', 'kofi', 'leïla'];
const FAMILY = [
  "o'neill",
  'keller',
  'nakamura',
  'silva',
  'okafor',
  'lindqvist',
  'moreau',
  'petrova',
  'brandt',
  'zöller',
];

/** Makes the users, who they are in the directory, and who logged on where. */
export function generateUsers(random: Random, machines: readonly MachineRow[], now: number) {
  const authority = `S-1-5-21-${random.int(1e8, 2e9)}-${random.int(1e8, 2e9)}-${random.int(1e8, 2e9)}`;
  const accounts = FIRST.flatMap((first) =>
    FAMILY.flatMap((family) => [`${first}.${family}`, ...(random.chance(0.4) ? [`adm-${first}.${family}`] : [])]),
  ).map((accountName, index) => makeAccount(random, accountName, `${authority}-${1100 + index}`));
  const logons = machines.flatMap((machine) => logOn(random, machine, accounts, now));
  return { users: accounts.map((account) => describeUser(random, account, logons, now)), accounts, logons };
}

function makeAccount(random: Random, accountName: string, accountSid: string): DirectoryAccount {
  const accountDomain = random.chance(0.85) ? 'contoso' : 'fabrikam';
  return {
    userId: `${accountDomain}\\${accountName}`,
    accountName,
    accountDomain,
    accountSid,
    aadUserId: random.guid(),
    userPrincipalName: `${accountName}@${accountDomain}.example`,
  };
}

function logOn(random: Random, machine: MachineRow, accounts: readonly DirectoryAccount[], now: number): LogonRow[] {
  return random.sample(accounts, random.int(1, 3)).map((account) => {
    const lastSeen = Math.min(Date.parse(machine.lastSeen), now) - random.int(0, 5 * DAY);
    return {
      machineId: machine.id,
      userId: account.userId,
      firstSeen: random.moment(lastSeen - random.int(1, 300) * DAY),
      lastSeen: random.moment(lastSeen),
      logonTypes: random.weigh({ Interactive: 6, Network: 2, RemoteInteractive: 2 }),
    };
  });
}

function describeUser(random: Random, account: DirectoryAccount, logons: readonly LogonRow[], now: number): UserRow {
  const own = logons.filter((logon) => logon.userId === account.userId);
  const seen = own.map((logon) => logon.lastSeen).sort();
  return {
    id: account.userId,
    accountName: account.accountName,
    accountDomain: account.accountDomain,
    accountSid: account.accountSid,
    firstSeen: own.map((logon) => logon.firstSeen).sort()[0] ?? random.moment(now - 200 * DAY),
    lastSeen: seen[seen.length - 1] ?? random.moment(now - 40 * DAY),
    mostPrevalentMachineId: own[0]?.machineId ?? null,
    leastPrevalentMachineId: own[own.length - 1]?.machineId ?? null,
    logonTypes: own[0]?.logonTypes ?? 'Network',
    logOnMachinesCount: own.length,
    isDomainAdmin: account.accountName.startsWith('adm-'),
    isOnlyNetworkUser: own.length === 0 ? null : own.every((logon) => logon.logonTypes === 'Network'),
  };
}
