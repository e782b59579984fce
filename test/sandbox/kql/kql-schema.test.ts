import { runKql } from '../../../src/sandbox/kql/run-kql.ts';
import { database, NOW } from './kql-database.ts';

function schema(query: string): string[] {
  return runKql(query, database, NOW).Schema.map(({ Name, Type }) => `${Name}: ${Type}`);
}

describe('the answer names its columns and their types', () => {
  test.each<[string, string[]]>([
    ['Nothing', ['Timestamp: DateTime', 'Name: String', 'Size: Int64']],
    [
      'Events | where false',
      [
        'Timestamp: DateTime',
        'DeviceId: String',
        'FileName: String',
        'CommandLine: String',
        'Size: Int64',
        'Score: Double',
        'Elevated: SByte',
        'Details: Object',
        'SessionId: Int32',
      ],
    ],
    ['Nothing | summarize count() by Name', ['Name: String', 'count_: Int64']],
    ['Nothing | summarize count() by bin(Timestamp, 1d)', ['Timestamp: DateTime', 'count_: Int64']],
    [
      'Nothing | summarize avg(Size), dcount(Name), make_set(Name)',
      ['avg_Size: Double', 'dcount_Name: Int64', 'set_Name: Object'],
    ],
    ['Nothing | summarize arg_max(Timestamp, *) by Name', ['Name: String', 'Timestamp: DateTime', 'Size: Int64']],
    [
      'Nothing | project Age = now() - Timestamp, Half = Size / 2.0, Big = Size > 5',
      ['Age: TimeSpan', 'Half: Double', 'Big: SByte'],
    ],
    [
      "Nothing | extend Parts = split(Name, ','), N = toint(Size)",
      ['Timestamp: DateTime', 'Name: String', 'Size: Int64', 'Parts: Object', 'N: Int32'],
    ],
    ['Nothing | project Id = toguid(Name)', ['Id: Guid']],
    ['Nothing | count', ['Count: Int64']],
    ['Nothing | mv-expand P = parse_json(Name) to typeof(datetime) | project P', ['P: DateTime']],
    ['union (Nothing | project A = Size), (Nothing | project A = Name)', ['A_long: Int64', 'A_string: String']],
  ])('%s', (query, expected) => {
    expect(schema(query)).toEqual(expected);
  });

  test('rows carry every column of the schema, in its order', () => {
    const { Schema, Results } = runKql('Events | join kind=leftouter Devices on DeviceId', database, NOW);
    for (const row of Results) expect(Object.keys(row)).toEqual(Schema.map(({ Name }) => Name));
  });

  test('a bool is 0 or 1, a dynamic is nested, a datetime keeps seven digits', () => {
    expect(runKql('Events | take 1 | project Elevated, Details, Timestamp, Size', database, NOW).Results).toEqual([
      {
        Elevated: 1,
        Details: { user: 'anna', ports: [443, 80], nested: { depth: 2 } },
        Timestamp: '2026-03-10T08:00:00.1234567Z',
        Size: 100,
      },
    ]);
  });
});
