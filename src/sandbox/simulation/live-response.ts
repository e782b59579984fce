import { items, oneOf, optional, readObject, readParameters, required, text } from '../endpoint/body-parameters.ts';
import type { Call } from '../endpoint/call.ts';
import { badRequest, missingParameter } from '../wire/errors.ts';
import type { LiveResponseCommandRow } from '../seed/rows.ts';

// In the order that a session must keep, each with the argument it cannot do without (run-live-response.md).
const NEEDED: Readonly<Record<string, string>> = { PutFile: 'FileName', RunScript: 'ScriptName', GetFile: 'Path' };
const ORDER = Object.keys(NEEDED);

/** Reads the commands of a live response request; 400 for a wrong order, name or argument. */
export function readCommands(call: Call): { comment: string; rows: LiveResponseCommandRow[] } {
  const { Commands, Comment } = readParameters(call, { Commands: required(items), Comment: optional(text) });
  if (Commands.length === 0) throw missingParameter('Commands');
  const strict = call.world.quirks.caseSensitiveBodies;
  const rows = Commands.map((item, index): LiveResponseCommandRow => {
    const command = readCommand(item, strict);
    return { index, startTime: null, endTime: null, commandStatus: 'Created', errors: [], command };
  });
  const places = rows.map(({ command }) => ORDER.indexOf(command.type));
  if (places.some((place, index) => index > 0 && place < (places[index - 1] ?? 0))) {
    throw badRequest(`Commands must stand in the order ${ORDER.join(', ')}`, 'InvalidInput');
  }
  return { comment: Comment ?? '', rows };
}

function readCommand(item: unknown, strict: boolean): LiveResponseCommandRow['command'] {
  const { type, params } = readObject(item, { type: required(oneOf(...ORDER)), params: optional(items) }, strict);
  const read = (params ?? []).map((each) =>
    readObject(each, { key: required(oneOf('FileName', 'ScriptName', 'Args', 'Path')), value: required(text) }, strict),
  );
  const needed = NEEDED[type] ?? '';
  if (!read.some(({ key }) => key === needed)) throw missingParameter(needed);
  return { type, params: read };
}
