import {
  differing,
  groupedBy,
  type HuntedRow,
  keyOf,
  latest,
  textOf,
  timeOf,
} from '../support/hunting/expected-hunts.ts';
import {
  after,
  EVENT,
  expectSince,
  expectSorted,
  type HuntedTenant,
  startHuntedTenant,
} from '../support/hunting/hunted-tenant.ts';
import { firstOf } from '../support/fakes/upstream.ts';

let gateway: HuntedTenant;
beforeAll(async () => {
  gateway = await startHuntedTenant();
});
afterAll(() => gateway.close());

describe('encoded-powershell', () => {
  const encoded = (row: HuntedRow) => / -enc ([A-Za-z0-9+/=]+)$/.exec(textOf(row, 'ProcessCommandLine'))?.[1];
  const starts = (from: number) =>
    after(gateway.table('DeviceProcessEvents'), from).filter(
      (row) => row['FileName'] === 'powershell.exe' && encoded(row),
    );

  test('finds the starts of a week, and tells the script', async () => {
    const ran = await gateway.hunt('encoded-powershell');
    expectSince(ran, 7, EVENT, starts);
    expectSorted(ran, -1);
    for (const row of ran.rows) {
      const script = Buffer.from(encoded(row) ?? '', 'base64').toString('utf16le');
      // Every second byte is left out, so that letters beyond Latin ones come out as two others.
      if (/^[\0-\xff]*$/.test(script)) expect(row['Script']).toBe(script);
      expect(row['Script']).toMatch(/^Start-Process -FilePath ".+" -WindowStyle Hidden$/);
    }
  });

  test('finds those of one device, by its id or name in any letter case', async () => {
    const device = firstOf(starts(0));
    const own = (from: number) => starts(from).filter((row) => row['DeviceId'] === device['DeviceId']);
    for (const name of [textOf(device, 'DeviceId').toUpperCase(), textOf(device, 'DeviceName').toUpperCase()]) {
      expectSince(await gateway.hunt('encoded-powershell', { lookback: 'P31D', device: name }), 31, EVENT, own);
    }
  });
});

describe('rare-programs', () => {
  const programs = (from: number) =>
    [...groupedBy(after(gateway.table('DeviceProcessEvents'), from), ['SHA1']).values()].map((group) => ({
      ...latest(group),
      Devices: differing(group, 'DeviceId'),
      Starts: group.length,
    }));
  const COLUMNS = [...EVENT, 'SHA1', 'Devices', 'Starts'];

  test('finds the programs on one or two devices, files of which the API knows', async () => {
    const ran = await gateway.hunt('rare-programs', { lookback: '30d' });
    expectSince(ran, 30, COLUMNS, (from) => programs(from).filter(({ Devices }) => Devices <= 2));
    const known = new Set(gateway.sandbox.tenant.files.map(({ sha1 }) => sha1));
    expect(ran.rows.filter((row) => !known.has(textOf(row, 'SHA1')))).toEqual([]);
    expectSince(await gateway.hunt('rare-programs'), 7, COLUMNS, (from) =>
      programs(from).filter(({ Devices }) => Devices <= 2),
    );
  });

  test('finds a common one by its hash', async () => {
    const common = firstOf(programs(0).filter(({ Devices }) => Devices > 20));
    for (const hash of [textOf(common, 'SHA1').toUpperCase(), textOf(common, 'SHA256')]) {
      const ran = await gateway.hunt('rare-programs', { lookback: 'P31D', hash });
      expect(ran.rows.map(({ Devices, Starts }) => [Devices, Starts])).toEqual([[common.Devices, common.Starts]]);
    }
  });
});

describe('new-run-keys', () => {
  const rare = (from: number, most: number) => {
    const changes = gateway
      .table('DeviceRegistryEvents')
      .filter((row) => textOf(row, 'RegistryKey').endsWith('\\CurrentVersion\\Run'));
    return [...groupedBy(changes, ['RegistryValueData']).values()]
      .filter((group) => group.every((row) => timeOf(row) > from) && differing(group, 'DeviceId') <= most)
      .flatMap((group) => group.map((row) => ({ ...row, Devices: differing(group, 'DeviceId') })));
  };
  const COLUMNS = [...EVENT, 'RegistryValueData', 'Devices'];

  test('finds what is new and on few devices', async () => {
    const ran = await gateway.hunt('new-run-keys');
    expectSince(ran, 7, COLUMNS, (from) => rare(from, 3));
    expectSince(await gateway.hunt('new-run-keys', { lookback: 'P31D' }), 31, COLUMNS, (from) => rare(from, 3));
  });

  test('finds what is on all devices too where that is asked for', async () => {
    const ran = await gateway.hunt('new-run-keys', { lookback: 'P31D', mostDevices: 1_000 });
    expectSince(ran, 31, COLUMNS, (from) => rare(from, 1_000));
    expect(differing(ran.rows, 'RegistryValueName')).toBe(2);
  });
});

describe('unsigned-modules', () => {
  const modules = (from: number, doubtful: (signature: HuntedRow | undefined) => boolean, folder = '') => {
    const signatures = new Map(
      [...groupedBy(gateway.table('DeviceFileCertificateInfo'), ['SHA1'])].map(([key, rows]) => [key, latest(rows)]),
    );
    const loads = after(gateway.table('DeviceImageLoadEvents'), from)
      .filter((row) => doubtful(signatures.get(keyOf(row, ['SHA1']))))
      .filter((row) => textOf(row, 'FolderPath').includes(folder));
    return [...groupedBy(loads, ['SHA1', 'FileName']).values()].map((group) => ({
      ...latest(group),
      Loads: group.length,
      Devices: differing(group, 'DeviceId'),
    }));
  };
  const untrusted = (signature: HuntedRow | undefined) =>
    signature !== undefined && (signature['IsSigned'] === false || signature['IsTrusted'] === false);
  const COLUMNS = [...EVENT, 'SHA1', 'FileName', 'Loads', 'Devices'];

  test('finds modules whose signature is missing or not trusted', async () => {
    const ran = await gateway.hunt('unsigned-modules', { lookback: '30d' });
    expectSince(ran, 30, COLUMNS, (from) => modules(from, untrusted));
    expect(ran.rows.filter((row) => /wingtip-shell|adatum-plugin/.test(textOf(row, 'FileName')))).toEqual([]);
  });

  test('finds those of one folder of whose signature nothing is known', async () => {
    const ran = await gateway.hunt('unsigned-modules', { lookback: 'P31D', unknownToo: true, folder: 'ProgramData' });
    const doubtful = (signature: HuntedRow | undefined) => signature === undefined || untrusted(signature);
    expectSince(ran, 31, COLUMNS, (from) => modules(from, doubtful, '\\ProgramData\\'));
    expect(ran.rows.map((row) => row['FileName'])).toContain('adatum-plugin.dll');
  });
});
