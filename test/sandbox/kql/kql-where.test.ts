import { column } from './kql-database.ts';

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
