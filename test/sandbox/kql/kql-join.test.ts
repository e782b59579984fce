import { runKql } from '../../../src/sandbox/kql/run-kql.ts';
import { column, database, NOW, rows } from './kql-database.ts';

describe('join brings two tables together', () => {
  const join = (kind: string): unknown[][] =>
    rows(
      `Events | project DeviceId, Size | join ${kind} (Devices | project DeviceId, DeviceName) on DeviceId | project-away DeviceId`,
    );

  test('keeps one left row of each key unless told otherwise', () => {
    expect(join('')).toEqual([
      [100, 'd1', 'ws-01.contoso.example'],
      [null, 'd2', 'ws-02.contoso.example'],
      [null, 'd2', 'ws-02b.contoso.example'],
    ]);
    expect(join('kind=innerunique')).toEqual(join(''));
  });

  test('pairs every row with every partner when inner', () => {
    expect(join('kind=inner').map(([first]) => first)).toEqual([100, 50, null, null]);
  });

  test('keeps lonely left rows when leftouter, with empty text and null', () => {
    expect(join('kind=leftouter')).toContainEqual([70, '', '']);
  });

  test('keeps lonely rows of both sides when fullouter', () => {
    expect(join('kind=fullouter')).toHaveLength(6);
    expect(join('kind=fullouter')).toContainEqual([null, 'd9', 'srv-09.fabrikam.example']);
  });

  test.each<[string, unknown[]]>([
    ['leftsemi', ['d1', 'd1', 'd2']],
    ['leftanti', ['d3']],
    ['anti', ['d3']],
    ['rightsemi', ['d1', 'd2', 'd2']],
    ['rightanti', ['d9']],
  ])('keeps one side only when %s', (kind, expected) => {
    expect(column(`Events | join kind=${kind} Devices on DeviceId | project DeviceId`)).toEqual(expected);
  });

  test('compares columns of different names', () => {
    const query =
      'Events | join kind=inner (Devices | project Id = DeviceId, DeviceName) on $left.DeviceId == $right.Id | count';
    expect(rows(query)).toEqual([[4]]);
  });

  test('names the right copy of a column with a 1', () => {
    const { Schema } = runKql('Events | project DeviceId | join Devices on DeviceId', database, NOW);
    expect(Schema.map(({ Name }) => Name)).toEqual(['DeviceId', 'DeviceId1', 'DeviceName', 'Tags']);
  });

  test('looks columns up without repeating the key', () => {
    expect(rows('Events | project DeviceId | lookup (Devices | project DeviceId, Tags) on DeviceId | take 1')).toEqual([
      ['d1', '["lab","vip"]'],
    ]);
  });
});
