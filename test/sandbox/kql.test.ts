import { runKql } from '../../src/sandbox/kql/run-kql.ts';
import { database, NOW } from './kql-database.ts';

function rows(query: string): unknown[] {
  return runKql(query, database, NOW).Results.map((row) => Object.values(row));
}

/** Values of the first column. */
function column(query: string): unknown[] {
  return rows(query).map((row) => (row as unknown[])[0]);
}

/** One value: `print <expression>`. */
function value(expression: string): unknown {
  return column(`print ${expression}`)[0];
}

describe('where keeps the rows that fit', () => {
  test.each<[string, unknown[]]>([
    ["FileName == 'cmd.exe'", ['d1']],
    ["FileName != 'cmd.exe'", ['d1', 'd2', 'd3']],
    ["FileName =~ 'POWERSHELL.exe'", ['d1', 'd2']],
    ["FileName !~ 'POWERSHELL.exe'", ['d1', 'd3']],
    ['Size > 50', ['d1', 'd3']],
    ['Size >= 50 and Size <= 70', ['d1', 'd3']],
    ['Size < 60 or Score == 4', ['d1', 'd2']],
    ['not(Size > 50)', ['d1']],
    ['Elevated', ['d1', 'd2']],
    ['Elevated == true', ['d1', 'd2']],
    ['Elevated == 0', ['d1']],
    ["DeviceId in ('d1', 'd3')", ['d1', 'd1', 'd3']],
    ["DeviceId !in ('d1', 'd3')", ['d2']],
    ["FileName in~ ('CMD.EXE', 'NOTEPAD.EXE')", ['d1', 'd3']],
    ["FileName !in~ ('CMD.EXE', 'powershell.exe')", ['d3']],
    ["DeviceId in (dynamic(['d2', 'd3']))", ['d2', 'd3']],
    ['DeviceId in (Devices | project DeviceId)', ['d1', 'd1', 'd2']],
    ['SessionId in (2, 3)', ['d2', 'd3']],
    ["CommandLine has 'WHOAMI'", ['d1']],
    ["CommandLine has 'who'", []],
    ["CommandLine has 'drop.exe'", ['d1']],
    ["CommandLine has 'final'", ['d3']],
    ["CommandLine has_cs 'WHOAMI'", []],
    ["CommandLine !has 'whoami'", ['d1', 'd2', 'd3']],
    ["CommandLine has_any ('whoami', 'report')", ['d1', 'd3']],
    ["CommandLine has_all ('cmd', 'whoami')", ['d1']],
    ["CommandLine hasprefix 'who'", ['d1']],
    ["CommandLine contains 'HOAM'", ['d1']],
    ["CommandLine contains_cs 'HOAM'", []],
    ["CommandLine !contains 'E'", ['d1', 'd2']],
    ["FileName startswith 'POWER'", ['d1', 'd2']],
    ["FileName startswith_cs 'Power'", ['d2']],
    ["FileName !startswith 'power'", ['d1', 'd3']],
    ["FileName endswith 'SHELL.exe'", ['d1', 'd2']],
    ["FileName matches regex '^[a-z]{3}\\\\.exe$'", ['d1']],
    ["FileName matches regex '(?i)^POWER'", ['d1', 'd2']],
    ['Size between (60 .. 100)', ['d1', 'd3']],
    ['Size !between (60 .. 100)', ['d1']],
    ['Timestamp between (datetime(2026-03-10) .. 1d)', ['d1', 'd1']],
    ['Timestamp > ago(1d)', ['d2', 'd3']],
    ['Timestamp >= datetime(2026-03-12)', ['d3']],
    ['isempty(CommandLine)', ['d2']],
    ['isnotempty(CommandLine)', ['d1', 'd1', 'd3']],
    ['isnull(Size)', ['d2']],
    ['isnotnull(Score)', ['d1', 'd1', 'd2']],
    ["Details.user == 'anna'", ['d1', 'd3']],
    ["Details['user'] =~ 'BO'", ['d1']],
    ['Details.nested.depth > 1', ['d1']],
    ['Details.ports[0] == 443', ['d1']],
    ['Details.ports[-1] == 80', ['d1']],
    ['set_has_element(Details.ports, 22)', ['d3']],
  ])('where %s', (condition, expected) => {
    expect(column(`Events | where ${condition} | project DeviceId`)).toEqual(expected);
  });

  test('tells datetimes apart that differ by 100 nanoseconds', () => {
    const query = 'Events | where Timestamp > datetime(2026-03-10T08:00:00.1234567Z) | project FileName';
    expect(column(query)).toEqual(['cmd.exe', 'PowerShell.EXE', 'notepad.exe']);
    expect(column('Events | where Timestamp == datetime(2026-03-10 08:00:00.1234568) | project FileName')).toEqual([
      'cmd.exe',
    ]);
  });
});

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

describe('join brings two tables together', () => {
  const join = (kind: string): unknown[] =>
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
    expect(join('kind=inner').map((row) => (row as unknown[])[0])).toEqual([100, 50, null, null]);
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

describe('functions compute', () => {
  test.each<[string, unknown]>([
    ["'single'", 'single'],
    ['"double \\t tab"', 'double \t tab'],
    ["@'C:\\Temp'", 'C:\\Temp'],
    ["h'hidden'", 'hidden'],
    ['0x1F', 31],
    ['7 / 2', 3],
    ['7.0 / 2', 3.5],
    ['7 % 4', 3],
    ['-3 + 5 * 2', 7],
    ['1h + 30m', '01:30:00'],
    ['2d / 1h', 48],
    ['now()', '2026-03-12T12:00:00.0000000Z'],
    ['ago(1d)', '2026-03-11T12:00:00.0000000Z'],
    ['datetime(2026-03-10) + 36h', '2026-03-11T12:00:00.0000000Z'],
    ['datetime(2026-03-10T08:00:00.1234567+02:00)', '2026-03-10T06:00:00.1234567Z'],
    ['startofday(now())', '2026-03-12T00:00:00.0000000Z'],
    ['endofday(now())', '2026-03-12T23:59:59.9999999Z'],
    ['startofweek(now())', '2026-03-08T00:00:00.0000000Z'],
    ['startofmonth(now())', '2026-03-01T00:00:00.0000000Z'],
    ['bin(now(), 5h)', '2026-03-12T11:00:00.0000000Z'],
    ['bin(now(), 7d)', '2026-03-09T00:00:00.0000000Z'],
    ['bin(-7, 5)', -10],
    ["datetime_diff('hour', now(), datetime(2026-03-12 10:59:00))", 2],
    ["datetime_diff('month', now(), datetime(2025-12-31))", 3],
    ["datetime_diff('day', datetime(2026-03-01), datetime(2026-03-03))", -2],
    ["datetime_add('month', 1, datetime(2026-01-15))", '2026-02-15T00:00:00.0000000Z'],
    [
      "format_datetime(datetime(2026-03-09 14:05:06.7891234), 'yyyy-MM-dd hh:mm:ss.fff tt')",
      '2026-03-09 02:05:06.789 PM',
    ],
    ["iff(1 > 2, 'yes', 'no')", 'no'],
    ['iif(true, 1, 2)', 1],
    ["case(1 > 2, 'a', 2 > 1, 'b', 'c')", 'b'],
    ["coalesce('', 'x')", 'x'],
    ['coalesce(long(null), 5)', 5],
    ["tolower('ÄB')", 'äb'],
    ["toupper('ab')", 'AB'],
    ["strcat('a', 1, true, 2.5)", 'a1true2.5'],
    ["strlen('héllo')", 5],
    ["substring('abcdef', 2, 3)", 'cde'],
    ["split('a,b,c', ',')", ['a', 'b', 'c']],
    ["split('a,b,c', ',')[1]", 'b'],
    ["tostring(split('a,b', ',', 1))", '["b"]'],
    ["replace_string('a.b.c', '.', '-')", 'a-b-c'],
    ["replace_regex('ab12', @'(\\d)', @'<\\1>')", 'ab<1><2>'],
    ["trim('-+', '--a-b--')", 'a-b'],
    ["indexof('abcabc', 'c')", 2],
    ["countof('aaa', 'aa')", 2],
    ["countof('a1b22', @'\\d+', 'regex')", 2],
    ["extract(@'(\\w+)@(\\w+)', 2, 'anna@contoso')", 'contoso'],
    ["extract(@'size=(\\d+)', 1, 'size=42', typeof(long))", 42],
    ["extract_all(@'(\\d)', 'a1b2')", ['1', '2']],
    ["base64_decode_tostring('SGVsbG8=')", 'Hello'],
    ["url_decode('a%20b')", 'a b'],
    ["parse_url('https://bücher.example:8443/a?q=1#top').Host", 'bücher.example'],
    ["tostring(parse_url('https://contoso.example/a?q=1')['Query Parameters'])", '{"q":"1"}'],
    ["datetime_part('hour', datetime(2026-03-10 08:30))", 8],
    ["tolong('42')", 42],
    ["toint('x')", null],
    ["todouble('1.5')", 1.5],
    ["tobool('true')", 1],
    ["todatetime('2026-03-10')", '2026-03-10T00:00:00.0000000Z'],
    ["totimespan('1.02:03:04')", '1.02:03:04'],
    ["toguid('74BE27DE-1E4E-49D9-B579-FE0B331D3642')", '74be27de-1e4e-49d9-b579-fe0b331d3642'],
    ['tostring(dynamic({"a": [1, "b"]}))', '{"a":[1,"b"]}'],
    ['parse_json(\'{"a": {"b": 7}}\').a.b', 7],
    ["todynamic('[1,2]')[1]", 2],
    ['array_length(dynamic([1, 2]))', 2],
    ["set_has_element(dynamic(['a']), 'a')", 1],
    ['set_intersect(dynamic([1, 2, 3]), dynamic([3, 2]))', [2, 3]],
    ['bag_keys(dynamic({\'x\': 1, "y": null}))', ['x', 'y']],
    ["bag_pack('a', 1, 'b', 'c')", { a: 1, b: 'c' }],
    ['isempty(dynamic({"a": 1}).b)', 1],
    ['round(2.567, 1)', 2.6],
    ['max_of(3, 8, 5)', 8],
    ['abs(-4)', 4],
    ["1 == 1 and 'a' != 'b'", 1],
    ['long(null) == 1', 0],
    ['long(null) != 1', 1],
    ['long(null) == long(null)', null],
    ['true or bool(null)', 1],
    ['false or bool(null)', null],
  ])('%s', (expression, expected) => {
    expect(value(expression)).toEqual(expected);
  });
});
