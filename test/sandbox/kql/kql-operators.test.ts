import { rows } from './kql-database.ts';

describe('operators shape rows', () => {
  test.each<[string, unknown[][]]>([
    ['Events | count', [[4]]],
    [
      'Events | project DeviceId, Double = Size * 2 | take 2',
      [
        ['d1', 200],
        ['d1', 100],
      ],
    ],
    ['Events | limit 1 | project FileName', [['powershell.exe']]],
    ['Devices | project-away Device*', [['["lab","vip"]'], [''], ['[]'], ['["server"]']]],
    [
      'Devices | project-rename Id = DeviceId, Name = DeviceName | project Name, Id | take 1',
      [['ws-01.contoso.example', 'd1']],
    ],
    ['Devices | project-keep DeviceId | take 1', [['d1']]],
    ['Devices | project-reorder Tags | take 1', [['["lab","vip"]', 'd1', 'ws-01.contoso.example']]],
    [
      'Devices | extend DeviceId = toupper(DeviceId), strlen(Tags) | project-away DeviceName | take 1',
      [['D1', '["lab","vip"]', 13]],
    ],
    ['Events | sort by Size asc | project Size', [[null], [50], [70], [100]]],
    ['Events | order by Size | project Size', [[100], [70], [50], [null]]],
    ['Events | sort by Size asc nulls last | project Size', [[50], [70], [100], [null]]],
    ['Events | sort by Size desc nulls first | project Size', [[null], [100], [70], [50]]],
    [
      'Events | sort by DeviceId desc, Size asc | project DeviceId, Size',
      [
        ['d3', 70],
        ['d2', null],
        ['d1', 50],
        ['d1', 100],
      ],
    ],
    ['Events | top 2 by Timestamp | project DeviceId', [['d3'], ['d2']]],
    ['Events | top 1 by Size asc nulls last | project Size', [[50]]],
    ['Events | distinct DeviceId', [['d1'], ['d2'], ['d3']]],
    ['Devices | distinct *| count', [[4]]],
    ['Events | project DeviceId | union (Devices | project DeviceId) | count', [[8]]],
    [
      'union (Events | project Key = Size | take 1), (Devices | project Key = DeviceId | take 1)',
      [
        [100, ''],
        [null, 'd1'],
      ],
    ],
    ['union withsource=Origin Nothing, Devices | summarize count() by Origin', [['Devices', 4]]],
    ['union Dev* | count', [[4]]],
    [
      'Events | mv-expand Port = Details.ports to typeof(long) | project DeviceId, Port',
      [
        ['d1', 443],
        ['d1', 80],
        ['d1', null],
        ['d2', null],
        ['d3', 22],
      ],
    ],
    [
      'print L = dynamic([1, 2, 3]) | mv-expand with_itemindex=At L limit 2',
      [
        [1, 0],
        [2, 1],
      ],
    ],
    [
      'print a = dynamic([1, 2]), b = dynamic(["x"]) | mv-expand a, b',
      [
        [1, 'x'],
        [2, null],
      ],
    ],
    ['Events | where Size > 60 | project Size | render piechart', [[100], [70]]],
    ['range N from 1 to 7 step 3', [[1], [4], [7]]],
    ["datatable(Name: string, Age: long) ['anna', 3, 'bo', 4] | where Age > 3", [['bo', 4]]],
    ['let limit_ = 60; let big = Events | where Size > limit_; big | count', [[2]]],
    ["let names = dynamic(['cmd.exe']); Events | where FileName in (names) | project Size", [[50]]],
    [
      'let most = toscalar(Events | summarize max(Size)); Events | where Size == most | project FileName',
      [['powershell.exe']],
    ],
    ['let kept = materialize(Events | project Size); kept | union kept | count', [[8]]],
    ['Events | as Kept | count', [[4]]],
    ['// a comment\nEvents // another\n| count', [[4]]],
  ])('%s', (query, expected) => {
    expect(rows(query)).toEqual(expected);
  });
});

describe('summarize makes groups', () => {
  test.each<[string, unknown[][]]>([
    ['count()', [[4]]],
    ['countif(Size > 60), dcount(DeviceId)', [[2, 3]]],
    ['sum(Size), min(Size), max(Size), avg(Size)', [[220, 50, 100, 220 / 3]]],
    [
      'count() by DeviceId',
      [
        ['d1', 2],
        ['d2', 1],
        ['d3', 1],
      ],
    ],
    [
      'Total = count() by Day = bin(Timestamp, 1d)',
      [
        ['2026-03-10T00:00:00.0000000Z', 2],
        ['2026-03-11T00:00:00.0000000Z', 1],
        ['2026-03-12T00:00:00.0000000Z', 1],
      ],
    ],
    [
      'count() by bin(Size, 50)',
      [
        [100, 1],
        [50, 2],
        [null, 1],
      ],
    ],
    ['by Elevated', [[1], [0], [null]]],
    [
      'make_set(tolower(FileName)), make_list(Size)',
      [
        [
          ['powershell.exe', 'cmd.exe', 'notepad.exe'],
          [100, 50, 70],
        ],
      ],
    ],
    ['make_set(DeviceId, 2)', [[['d1', 'd2']]]],
    ['arg_max(Timestamp, FileName)', [['2026-03-12T00:00:00.0000000Z', 'notepad.exe']]],
    ['arg_min(Size, FileName, DeviceId)', [[50, 'cmd.exe', 'd1']]],
    [
      'arg_max(Timestamp, *) by DeviceId | project DeviceId, FileName, Size',
      [
        ['d1', 'cmd.exe', 50],
        ['d2', 'PowerShell.EXE', null],
        ['d3', 'notepad.exe', 70],
      ],
    ],
    ['take_any(FileName) by SessionId | take 1', [[1, 'powershell.exe']]],
    ['any(DeviceId)', [['d1']]],
    ['Mean = round(avg(Score), 1), Names = strcat_array(make_list(DeviceId), ",")', [[2.7, 'd1,d1,d2,d3']]],
    ['sumif(Size, Elevated), dcountif(DeviceId, Size > 60), maxif(Size, Size < 100)', [[100, 2, 70]]],
    ['max(Timestamp) - min(Timestamp)', [['1.15:59:59.8765433']]],
    [
      'count() by User = tostring(Details.user) | sort by User asc',
      [
        ['', 1],
        ['anna', 2],
        ['bo', 1],
      ],
    ],
  ])('summarize %s', (aggregates, expected) => {
    expect(rows(`Events | summarize ${aggregates}`)).toEqual(expected);
  });

  test('gives one row over nothing without by, and none with it', () => {
    expect(rows('Nothing | summarize count(), sum(Size), max(Size)')).toEqual([[0, 0, null]]);
    expect(rows('Nothing | summarize count() by Name')).toEqual([]);
  });
});
