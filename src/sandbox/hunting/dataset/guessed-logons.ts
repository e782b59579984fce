import { createRandom, type Random } from '../../seed/random.ts';
import type { DirectoryAccount } from '../../seed/rows.ts';
import { scenes } from './alert-scene.ts';
import type { HuntingDataset } from './hunting-dataset.ts';

/** One attempt to log on. */
export interface LogonFacts {
  machineId: string;
  account: DirectoryAccount | undefined;
  logonType: string;
  /** Date-time text. */
  time: string;
  failed: boolean;
  protocol: string;
  /** Both null for a logon at the device itself. */
  remoteIp: string | null;
  remoteIpType: 'Private' | 'Public' | null;
}

/** What the alerts about valid accounts are raised for (MITRE ATT&CK). */
const VALID_ACCOUNTS = 'T1078';

/** How an attack went: failed attempts, at least and at most, and whether one worked at last. */
const ATTACKS = {
  guessed: { least: 12, most: 30, works: true },
  withstood: { least: 12, most: 30, works: false },
  // A user abroad who had forgotten the password.
  remembered: { least: 2, most: 5, works: true },
} as const;

/** The attempts behind the alerts about odd logons, from the address that the alert names; each with chance of its own. */
export function* guessedLogons(dataset: HuntingDataset): Iterable<{ logon: LogonFacts; random: Random }> {
  for (const { alert, account, evidence } of scenes(dataset, 'Ip')) {
    if (!account || !alert.mitreTechniques.includes(VALID_ACCOUNTS)) continue;
    const random = createRandom(`guessing:${alert.id}`);
    const { least, most: max, works } = ATTACKS[random.weigh({ guessed: 6, withstood: 2, remembered: 2 })];
    const attempt = {
      machineId: alert.machineId,
      account,
      logonType: random.pick(['Network', 'RemoteInteractive']),
      protocol: 'NTLM',
      remoteIp: evidence.ipAddress,
      remoteIpType: 'Public',
    } as const;
    let time = Date.parse(alert.lastEventTime);
    if (works) yield { logon: { ...attempt, time: alert.lastEventTime, failed: false }, random };
    for (let left = random.int(least, max); left > 0; left--) {
      time -= random.int(2_000, 40_000);
      if (time < dataset.from) break;
      yield { logon: { ...attempt, time: random.moment(time), failed: true }, random };
    }
  }
}
