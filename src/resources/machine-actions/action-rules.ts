import type { ActionPolicy } from '../../context.ts';
import { requiredText } from '../../graphql/change.ts';
import { inputError } from '../../graphql/input-error.ts';

/** Characters; no page states a limit, and this leaves room for the mark in any column one can think of. */
const LONGEST_COMMENT = 2_000;
const MOST_COMMANDS = 50;
const LONGEST_VALUE = 4_000;

/** The comment of an action that the vendor wants one for. Throws BAD_USER_INPUT. */
export function neededComment(comment: string): string {
  return sized(requiredText('input.comment', comment));
}

/** The comment of an action that the vendor takes without one; the policy may want it. Throws BAD_USER_INPUT. */
export function optionalComment(comment: string | null | undefined, policy: ActionPolicy): string | undefined {
  if (comment != null) return neededComment(comment);
  if (policy.commentRequired) throw inputError('input.comment: the policy of this gateway wants one; say why.');
  return undefined;
}

function sized(comment: string): string {
  if (comment.length <= LONGEST_COMMENT) return comment;
  throw inputError(`input.comment: at most ${LONGEST_COMMENT} characters, got ${comment.length}; say it shorter.`);
}

const KEY = /^[\w.:-]{1,64}$/;

/** The caller's own key. Throws BAD_USER_INPUT for one that cannot stand in a comment. */
export function idempotencyKey(key: string | null | undefined): string | undefined {
  if (key == null) return undefined;
  if (KEY.test(key)) return key;
  throw inputError(
    'input.idempotencyKey: takes 1 to 64 letters, digits, dots, colons, hyphens and underscores, such as a UUID.',
  );
}

/** The SHA-1 of a file. Throws BAD_USER_INPUT for any other text. */
export function sha1(text: string): string {
  if (/^[0-9a-f]{40}$/i.test(text)) return text.toLowerCase();
  throw inputError('input.sha1: is not a SHA-1, which has 40 hexadecimal digits; other hashes are not taken.');
}

export interface CommandInput {
  type: string;
  params?: readonly { key: string; value: string }[] | null;
}

/** What each command takes, in the order that a session must keep (run-live-response.md). */
const COMMANDS: Readonly<Record<string, { needs: string; takes: readonly string[] }>> = {
  PutFile: { needs: 'FileName', takes: ['FileName'] },
  RunScript: { needs: 'ScriptName', takes: ['ScriptName', 'Args'] },
  GetFile: { needs: 'Path', takes: ['Path'] },
};
const ORDER = Object.keys(COMMANDS);

/** The commands of a session as sent. Throws BAD_USER_INPUT for a wrong order or argument, naming the place. */
export function liveResponseCommands(commands: readonly CommandInput[]) {
  if (commands.length === 0) throw inputError('input.commands: is empty; give at least one.');
  if (commands.length > MOST_COMMANDS) {
    throw inputError(`input.commands: at most ${MOST_COMMANDS}, got ${commands.length}; use several sessions.`);
  }
  return commands.map(({ type, params }, index) => {
    const field = `input.commands[${index}]`;
    const before = commands[index - 1]?.type;
    if (before !== undefined && ORDER.indexOf(type) < ORDER.indexOf(before)) {
      throw inputError(`${field}.type: the order is PUT_FILE, RUN_SCRIPT, GET_FILE, each as often as needed.`);
    }
    const { needs, takes } = COMMANDS[type] ?? { needs: '', takes: [] };
    const given = (params ?? []).map((param, place) => commandParam(`${field}.params[${place}]`, param, takes));
    if (new Set(given.map(({ key }) => key)).size < given.length) {
      throw inputError(`${field}.params: names a key twice.`);
    }
    if (!given.some(({ key }) => key === needs)) throw inputError(`${field}.params: needs the key ${nameOf(needs)}.`);
    return { type, params: given };
  });
}

function commandParam(field: string, { key, value }: { key: string; value: string }, takes: readonly string[]) {
  if (!takes.includes(key)) {
    throw inputError(`${field}.key: the command takes ${takes.map(nameOf).join(' and ')}, not ${nameOf(key)}.`);
  }
  if (value.trim() === '') throw inputError(`${field}.value: is blank; it must say something.`);
  if (value.length > LONGEST_VALUE) throw inputError(`${field}.value: at most ${LONGEST_VALUE} characters.`);
  return { key, value };
}

/** `ScriptName` -> `SCRIPT_NAME`. */
function nameOf(key: string): string {
  return key.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
}
