import { z } from 'zod';
import { bind } from '../../../kql/parameters/bind.ts';
import { KqlParameterError, PARAMETER_TYPES } from '../../../kql/parameters/parameter.ts';
import type { SavedHunt, SavedHuntParameter } from './hunting.saved.type.ts';

/** What is wrong with the file of a hunt, and in which line. */
class HuntFileError extends Error {
  override name = 'HuntFileError';

  constructor(file: string, line: number, fault: string) {
    super(`${file}, line ${line}: ${fault}`);
  }
}

/** The tactics of MITRE ATT&CK for enterprises. */
const TACTICS = [
  'Reconnaissance',
  'Resource Development',
  'Initial Access',
  'Execution',
  'Persistence',
  'Privilege Escalation',
  'Defense Evasion',
  'Credential Access',
  'Discovery',
  'Lateral Movement',
  'Collection',
  'Command and Control',
  'Exfiltration',
  'Impact',
] as const;

const FENCE = '// ---';
const ENTRY = /^\/\/ ([a-z]+): +(\S.*?) *$/;
const PARAMETER = /^(\S+) ([A-Z]+)(?: = (.+))? \/\/ (\S.*)$/;

const title = z.string().max(80, 'a title has at most 80 characters');
const description = z.string().max(400, 'a description has at most 400 characters');
const tactics = z
  .string()
  .transform((text) => text.split(/ *, */))
  .pipe(z.array(z.enum(TACTICS, `tactics are some of ${TACTICS.join(', ')}`)));
const parameterType = z.enum(PARAMETER_TYPES, `the type of a parameter is one of ${PARAMETER_TYPES.join(', ')}`);

const parameter = z.string().transform((text, context): SavedHuntParameter => {
  const [, name, type, json, words] = PARAMETER.exec(text) ?? [];
  const fail = (message: string): never => {
    context.addIssue(message);
    return z.NEVER;
  };
  if (name === undefined || words === undefined) {
    return fail('a parameter is written `name TYPE = "default as JSON" // description`, or without the default');
  }
  const known = parameterType.safeParse(type);
  if (!known.success) return fail(firstFault(known.error));
  const value = json === undefined ? { required: true, defaultValue: null } : defaultOf(json);
  return value === null
    ? fail(`the default of ${name} is no JSON: texts stand in double quotes`)
    : { name, type: known.data, description: words, ...value };
});

function defaultOf(json: string): Pick<SavedHuntParameter, 'required' | 'defaultValue'> | null {
  try {
    return { required: false, defaultValue: JSON.parse(json) as unknown };
  } catch {
    return null;
  }
}

function firstFault(error: z.ZodError): string {
  return error.issues[0]?.message ?? 'is not understood';
}

/** The front matter as far as it is read. */
interface Entries {
  title?: string;
  description?: string;
  tactics?: readonly string[];
  parameters: SavedHuntParameter[];
}

/** Takes one line in; gives what is wrong with it, or null. */
function enter(entries: Entries, line: string): string | null {
  const [, key, value] = ENTRY.exec(line) ?? [];
  if (key === undefined || value === undefined) return `the front matter has lines such as "// title: Silent sensors"`;
  if (key === 'parameter') {
    const read = parameter.safeParse(value);
    if (!read.success) return firstFault(read.error);
    entries.parameters.push(read.data);
    return bindingFault(entries.parameters);
  }
  const fields = { title, description, tactics };
  if (!Object.hasOwn(fields, key)) return `there is no "${key}"; there are title, description, tactics and parameter`;
  const name = key as keyof typeof fields;
  if (entries[name] !== undefined) return `"${name}" is there twice`;
  const read = fields[name].safeParse(value);
  if (!read.success) return firstFault(read.error);
  Object.assign(entries, { [name]: read.data });
  return null;
}

/** Why a parameter could not be bound: its name, or a default that is not of its type. */
function bindingFault(parameters: readonly SavedHuntParameter[]): string | null {
  try {
    bind(
      '',
      parameters.map(({ name, type, defaultValue: value }) => ({ name, type, value })),
    );
    return null;
  } catch (error) {
    if (error instanceof KqlParameterError)
      return `the ${error.member} of parameter ${error.parameter}: ${error.message}`;
    throw error;
  }
}

/**
 * Reads a hunt from the text of its file: a front matter in comments, between two lines `// ---`, then the query. Throws
 * HuntFileError.
 */
export function readHuntFile(file: string, text: string): SavedHunt {
  const name = /([^/]*)\.kql$/.exec(file)?.[1] ?? '';
  const fail = (line: number, fault: string): never => {
    throw new HuntFileError(file, line, fault);
  };
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))
    fail(1, 'the file is to be named in kebab-case, such as silent-sensors.kql');
  const lines = text.split(/\r?\n/);
  if (lines[0] !== FENCE) fail(1, `the file begins with a line "${FENCE}"`);
  const end = lines.indexOf(FENCE, 1);
  if (end < 0) fail(lines.length, `the front matter ends with a line "${FENCE}"`);
  const entries: Entries = { parameters: [] };
  for (const [index, line] of lines.slice(1, end).entries()) {
    const fault = enter(entries, line);
    if (fault !== null) fail(index + 2, fault);
  }
  const { title, description, tactics, parameters } = entries;
  const query = lines
    .slice(end + 1)
    .join('\n')
    .trim();
  if (title === undefined || description === undefined || tactics === undefined) {
    return fail(end + 1, 'title, description and tactics are needed');
  }
  if (query === '') fail(end + 1, 'there is no query after the front matter');
  return { name, title, description, tactics, query, parameters };
}
