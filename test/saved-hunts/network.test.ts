import { DAY, groupedBy, HOUR, type HuntedRow, keyOf, textOf, timeOf } from '../support/hunting/expected-hunts.ts';
import { after, EVENT, expectSince, type HuntedTenant, startHuntedTenant } from '../support/hunting/hunted-tenant.ts';

let gateway: HuntedTenant;
beforeAll(async () => {
  gateway = await startHuntedTenant();
});
afterAll(() => gateway.close());

describe('guessed-password', () => {
  const WHO = ['DeviceId', 'AccountDomain', 'AccountName', 'RemoteIP'];
  const guessed = (from: number, window: number, least: number, types: readonly string[]) => {
    const attempts = after(gateway.table('DeviceLogonEvents'), from).filter((row) =>
      types.includes(textOf(row, 'RemoteIPType')),
    );
    const failures = groupedBy(
      attempts.filter((row) => row['ActionType'] === 'LogonFailed'),
      WHO,
    );
    return attempts
      .filter((row) => row['ActionType'] === 'LogonSuccess')
      .map((row) => {
        const before = (failures.get(keyOf(row, WHO)) ?? []).filter(
          (failure) => timeOf(failure) <= timeOf(row) && timeOf(failure) >= timeOf(row) - window,
        );
        return { ...row, Failures: before.length };
      })
      .filter(({ Failures }) => Failures >= least);
  };
  const COLUMNS = [...EVENT, ...WHO, 'LogonType', 'Failures'];

  test('finds the logons after ten failed ones of an hour from a public address', async () => {
    const ran = await gateway.hunt('guessed-password');
    // Not their number, since one may lie just where the time begins.
    expectSince(ran, 7, [...EVENT, ...WHO], (from) => guessed(from, HOUR, 10, ['Public']));
    for (const { Failures } of ran.rows) expect(Failures).toBeGreaterThanOrEqual(10);
    // There were attacks that were withstood, and users who remembered their password.
    const all = await gateway.hunt('guessed-password', { lookback: '31d', leastFailures: 1 });
    expect(all.rows.some(({ Failures }) => Number(Failures) < 10)).toBe(true);
  });

  test('takes in private addresses and longer times', async () => {
    const ran = await gateway.hunt('guessed-password', {
      lookback: 'P31D',
      window: '20.00:00:00',
      leastFailures: 2,
      privateAddresses: true,
    });
    expectSince(ran, 31, COLUMNS, (from) => guessed(from, 20 * DAY, 2, ['Public', 'Private']));
  });

  test('counts the failed ones of a short time only', async () => {
    const ran = await gateway.hunt('guessed-password', { lookback: 'P31D', window: '00:02:00', leastFailures: 3 });
    expectSince(ran, 31, COLUMNS, (from) => guessed(from, HOUR / 30, 3, ['Public']));
    const longer = guessed(0, HOUR, 3, ['Public']).map(({ Failures }) => Failures);
    expect(Math.max(...longer)).toBeGreaterThan(Math.max(...ran.rows.map(({ Failures }) => Number(Failures))));
  });

  test('leads to the device and the user', async () => {
    const { data } = await gateway.run<{
      runSavedHunt: {
        rows: {
          nodes: { values: HuntedRow; machine: { machineId: string }; user: { accountName: string } }[];
        };
      };
    }>(
      `{ runSavedHunt(name: "guessed-password", parameters: [{ name: "lookback", value: "30d" }]) {
        rows(first: 5) { nodes { values machine { machineId } user { accountName } } } } }`,
      {},
      'app',
    );
    const { nodes } = data.runSavedHunt.rows;
    expect(nodes.length).toBeGreaterThan(0);
    for (const { values, machine, user } of nodes) {
      expect([machine.machineId, user.accountName]).toEqual([values['DeviceId'], values['AccountName']]);
    }
  });
});

describe('system-tools-calling-out', () => {
  const calls = (from: number, keeps: (row: HuntedRow) => boolean) =>
    after(gateway.table('DeviceNetworkEvents'), from).filter((row) => row['RemoteIPType'] === 'Public' && keeps(row));

  test('finds the connections of programs that come with Windows', async () => {
    const tools = ['powershell.exe', 'rundll32.exe', 'cmd.exe', 'wscript.exe', 'mshta.exe'];
    const ran = await gateway.hunt('system-tools-calling-out');
    expectSince(ran, 7, EVENT, (from) =>
      calls(from, (row) => tools.includes(textOf(row, 'InitiatingProcessFileName'))),
    );
    for (const row of ran.rows) expect(tools).toContain(row['FileName']);
  });

  test('leaves out trusted hosts and connections that failed', async () => {
    const ran = await gateway.hunt('system-tools-calling-out', {
      lookback: 'P31D',
      programs: ['EXPLORER.EXE', 'backup-agent.exe'],
      trustedHosts: ['wingtiptoys', 'adatum.example'],
      blockedToo: false,
    });
    expectSince(ran, 31, EVENT, (from) =>
      calls(
        from,
        (row) =>
          ['explorer.exe', 'backup-agent.exe'].includes(textOf(row, 'InitiatingProcessFileName')) &&
          !/wingtiptoys|adatum/.test(textOf(row, 'RemoteUrl')) &&
          row['ActionType'] === 'ConnectionSuccess',
      ),
    );
  });
});
