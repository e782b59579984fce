import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readHuntFile } from '../../src/resources/hunting/saved/saved-hunt-file.ts';
import { readSavedHunts } from '../../src/resources/hunting/saved/saved-hunt-catalog.ts';

const FILE = `// ---
// title: Silent sensors
// description: Devices that do not report.
// tactics: Defense Evasion, Command and Control
// parameter: silence TIMESPAN = "7d" // How long, at least.
// parameter: device STRING // Id of the device.
// parameter: groups DYNAMIC = ["a // b", 5, null] // Names of groups.
// parameter: since DATETIME = null // From when on.
// ---
// What is known of it.
DeviceInfo
| where DeviceId == device
`;

/** The file with one text in place of another that it holds. */
function edited(from: string, to: string): string {
  expect(FILE).toContain(from);
  return FILE.replace(from, () => to);
}

test('a hunt is read from its file', () => {
  expect(readHuntFile('schema/hunts/silent-sensors.kql', FILE)).toEqual({
    name: 'silent-sensors',
    title: 'Silent sensors',
    description: 'Devices that do not report.',
    tactics: ['Defense Evasion', 'Command and Control'],
    query: '// What is known of it.\nDeviceInfo\n| where DeviceId == device',
    parameters: [
      { name: 'silence', type: 'TIMESPAN', required: false, defaultValue: '7d', description: 'How long, at least.' },
      { name: 'device', type: 'STRING', required: true, defaultValue: null, description: 'Id of the device.' },
      {
        name: 'groups',
        type: 'DYNAMIC',
        required: false,
        defaultValue: ['a // b', 5, null],
        description: 'Names of groups.',
      },
      { name: 'since', type: 'DATETIME', required: false, defaultValue: null, description: 'From when on.' },
    ],
  });
});

test('line ends of Windows make no difference', () => {
  const unix = readHuntFile('a.kql', FILE);
  expect(readHuntFile('a.kql', FILE.replaceAll('\n', '\r\n'))).toEqual(unix);
});

describe('a file at fault is refused with the line of the fault', () => {
  test.each<[string, string, number, string]>([
    ['nothing', '', 1, 'begins with a line "// ---"'],
    ['no front matter', 'DeviceInfo', 1, 'begins with a line "// ---"'],
    ['a front matter without end', '// ---\n// title: x\nDeviceInfo', 3, 'ends with a line "// ---"'],
    ['a line that is no comment', edited('// title:', 'title:'), 2, 'has lines such as'],
    ['a line without key', edited('// title: Silent', '// Silent'), 2, 'has lines such as'],
    ['a line without value', edited('Silent sensors', ''), 2, 'has lines such as'],
    ['an unknown key', edited('// tactics', '// tactic'), 4, 'there is no "tactic"'],
    ['a key of every object', edited('// tactics', '// constructor'), 4, 'there is no "constructor"'],
    ['a key twice', edited('// description:', '// title:'), 3, '"title" is there twice'],
    ['no title', edited('// title: Silent sensors\n', ''), 8, 'title, description and tactics are needed'],
    ['no tactics', edited('// tactics: Defense Evasion, Command and Control\n', ''), 8, 'are needed'],
    ['a long title', edited('Silent sensors', 'x'.repeat(81)), 2, 'at most 80 characters'],
    ['a long description', edited('Devices', 'x'.repeat(400)), 3, 'at most 400 characters'],
    ['a tactic that is none', edited('Defense Evasion', 'Defence'), 4, 'tactics are some of Reconnaissance, '],
    ['a parameter without description', edited(' // Id of the device.', ''), 6, 'name TYPE = "default as JSON"'],
    ['a parameter without type', edited('device STRING', 'device'), 6, 'name TYPE = "default as JSON"'],
    ['a type that is none', edited('STRING', 'TEXT'), 6, 'is one of STRING, LONG, REAL'],
    ['a description like a comment', edited('long, at', 'long // at'), 5, 'the default of silence is no JSON'],
    ['a default that is no JSON', edited('["a // b", 5, null]', "['a']"), 7, 'the default of groups is no JSON'],
    ['a default of another type', edited('DATETIME = null', 'LONG = "x"'), 8, 'the value of parameter since: '],
    ['a name that is none', edited('device STRING', 'my-device STRING'), 6, 'the name of parameter my-device: '],
    ['a name that is a word of KQL', edited('device STRING', 'where STRING'), 6, 'the name of parameter where: '],
    ['a name twice', edited('device STRING', 'silence STRING'), 6, 'the name of parameter silence: '],
    ['no query', FILE.slice(0, FILE.indexOf('// What')), 9, 'there is no query'],
  ])('%s', (_, text, line, fault) => {
    const read = () => readHuntFile('schema/hunts/silent-sensors.kql', text);
    expect(read).toThrow(`schema/hunts/silent-sensors.kql, line ${line}: `);
    expect(read).toThrow(fault);
  });

  test.each(['Silent.kql', 'silent_sensors.kql', '.kql', '-a.kql', 'a b.kql'])('a file called %s', (name) => {
    expect(() => readHuntFile(`schema/hunts/${name}`, FILE)).toThrow(
      `schema/hunts/${name}, line 1: the file is to be named`,
    );
  });
});

describe('a folder of hunts', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hunts-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const shelf = () => readSavedHunts(pathToFileURL(`${folder}/`));

  test('is read by name, other files left alone', () => {
    for (const name of ['b.kql', 'a-1.kql', 'notes.md']) writeFileSync(join(folder, name), FILE);
    expect([...shelf().keys()]).toEqual(['a-1', 'b']);
  });

  test('is not read with a file at fault in it', () => {
    writeFileSync(join(folder, 'a.kql'), FILE);
    writeFileSync(join(folder, 'b.kql'), edited('STRING', 'TEXT'));
    expect(shelf).toThrow('schema/hunts/b.kql, line 6: the type of a parameter is one of STRING, ');
  });
});
