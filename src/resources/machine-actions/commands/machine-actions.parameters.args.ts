import { requiredText } from '../../../graphql/node/mutation-types.ts';
import { neededWord, wordOf } from '../../../graphql/schema/closed-enum.ts';
import { SHA1 } from '../../../graphql/schema/formats.ts';
import { inputError } from '../../../graphql/schema/input-error.ts';
import {
  IsolationTypeInput,
  ScanTypeInput,
  type LiveResponseCommandInput,
  type LiveResponseParamInput,
} from './machine-actions.changes.args.ts';
import { LiveResponseCommandType, LiveResponseParamKey } from '../machine-actions.type.ts';

/** Bounds of the gateway's own; the second in characters. */
const MAX_COMMANDS = 50;
const MAX_VALUE_LENGTH = 4_000;
const OWN = 'a bound of the gateway’s own';

const decides = 'It goes to Defender as given, which decides.';

/** The SHA-1 of a file; other text goes as given with a warning. Throws BAD_USER_INPUT for none. */
export function sha1(text: string, warnings: string[]): string {
  if (SHA1.test(text)) return text.toLowerCase();
  requiredText('input.sha1', text);
  warnings.push(
    `input.sha1: is not a SHA-1 of 40 hexadecimal digits, and Defender’s pages name no other hash. ${decides}`,
  );
  return text;
}

/** The kind of an isolation as sent: FULL where none is given. Throws BAD_USER_INPUT for null and for two kinds. */
export function isolationType(input: { isolationType?: string | null }, warnings: string[]): string {
  const word = wordOf(input, { at: 'input', field: 'isolationType', known: IsolationTypeInput, warnings });
  if (word === undefined && input.isolationType === null) {
    throw inputError('input.isolationType: is null; leave it out for FULL, or give a value.');
  }
  return word ?? 'Full';
}

/** The depth of a scan as sent. Throws BAD_USER_INPUT for none and for two. */
export function scanType(input: { scanType?: string | null }, warnings: string[]): string {
  return neededWord(input, { at: 'input', field: 'scanType', known: ScanTypeInput, warnings });
}

/** What each command takes, in the order of a session (run-live-response.md). */
const COMMANDS: Readonly<Record<string, { needs: string; takes: readonly string[] }>> = {
  PutFile: { needs: 'FileName', takes: ['FileName'] },
  RunScript: { needs: 'ScriptName', takes: ['ScriptName', 'Args'] },
  GetFile: { needs: 'Path', takes: ['Path'] },
};
const ORDER = Object.keys(COMMANDS);

/**
 * The commands of a session as sent; what the vendor's page has against them is a warning. Throws BAD_USER_INPUT, naming the
 * place, for what is missing, above the gateway's bounds, or could be read in two ways.
 */
export function liveResponseCommands(commands: readonly LiveResponseCommandInput[], warnings: string[]) {
  if (commands.length === 0) throw inputError('input.commands: is empty; give at least one.');
  if (commands.length > MAX_COMMANDS) {
    throw inputError(`input.commands: at most ${MAX_COMMANDS}, got ${commands.length}, ${OWN}; use several sessions.`);
  }
  let before = -1;
  return commands.map((command, index) => {
    const at = `input.commands[${index}]`;
    const type = neededWord(command, { at, field: 'type', known: LiveResponseCommandType, warnings });
    const place = ORDER.indexOf(type);
    if (place >= 0 && place < before) {
      warnings.push(`${at}.type: Defender’s pages want the order PUT_FILE, RUN_SCRIPT, GET_FILE. ${decides}`);
    }
    before = Math.max(before, place);
    const params = command.params.map((param, number) => commandParam(`${at}.params[${number}]`, param, warnings));
    // Which of the two the device would run is nowhere said.
    if (new Set(params.map(({ key }) => key)).size < params.length) {
      throw inputError(`${at}.params: names a key twice.`);
    }
    checkParams(at, type, params, warnings);
    return { type, params };
  });
}

function commandParam(at: string, param: LiveResponseParamInput, warnings: string[]) {
  const key = neededWord(param, { at, field: 'key', known: LiveResponseParamKey, warnings });
  const { value } = param;
  if (value.trim() === '') warnings.push(`${at}.value: is blank. ${decides}`);
  if (value.length > MAX_VALUE_LENGTH) throw inputError(`${at}.value: at most ${MAX_VALUE_LENGTH} characters, ${OWN}.`);
  return { key, value };
}

function checkParams(at: string, type: string, params: readonly { key: string }[], warnings: string[]): void {
  const known = COMMANDS[type];
  if (known === undefined) return;
  const { needs, takes } = known;
  params.forEach(({ key }, number) => {
    if (takes.includes(key)) return;
    const names = takes.map(nameOf).join(' and ');
    warnings.push(
      `${at}.params[${number}].key: Defender’s pages name ${names} for this command, not ${nameOf(key)}. ${decides}`,
    );
  });
  if (!params.some(({ key }) => key === needs)) {
    warnings.push(`${at}.params: Defender’s pages want the key ${nameOf(needs)} for this command. ${decides}`);
  }
}

/** `ScriptName` -> `SCRIPT_NAME`. */
function nameOf(key: string): string {
  return key.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
}
