import { readdirSync, readFileSync } from 'node:fs';
import { inputError } from '../../../graphql/schema/input-error.ts';
import type { KqlParameter } from '../../../kql/parameters/parameter.ts';
import { PACKAGE_FOLDER } from '../../../package-folder.ts';
import { readHuntFile } from './saved-hunt-file.ts';
import type { SavedHuntParameterInput } from './hunting.saved.args.ts';
import type { SavedHunt, SavedHuntParameter } from './hunting.saved.type.ts';

/** Every hunt of a folder, by name. Throws HuntFileError for the first file at fault. */
export function readSavedHunts(folder: URL): ReadonlyMap<string, SavedHunt> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.kql'));
  const hunts = files
    .sort()
    .map((file) => readHuntFile(`schema/hunts/${file}`, readFileSync(new URL(file, folder), 'utf8')));
  return new Map(hunts.map((hunt) => [hunt.name, hunt]));
}

/** Read once and beside the code, as it is part of it: a file at fault stops the start. */
export const SAVED_HUNTS = readSavedHunts(new URL('schema/hunts/', PACKAGE_FOLDER));

/** The hunt of that name. Throws BAD_USER_INPUT. */
export function savedHunt(name: string): SavedHunt {
  const hunt = SAVED_HUNTS.get(name);
  if (hunt !== undefined) return hunt;
  throw inputError(`name: there is no saved hunt "${name}"; there are ${[...SAVED_HUNTS.keys()].join(', ')}.`);
}

function listed(parameters: readonly SavedHuntParameter[]): string {
  const names = parameters.map(({ name, type, required }) => `${name} (${type}${required ? ', required' : ''})`);
  return names.length === 0 ? 'it takes none' : `it takes ${names.join(', ')}`;
}

/**
 * The parameters of a hunt with the values given and the defaults of the others; those given come first, so that a fault
 * is told by their place. Throws BAD_USER_INPUT for one that is missing, unknown or given twice.
 */
export function parametersOf(hunt: SavedHunt, given: readonly SavedHuntParameterInput[]): KqlParameter[] {
  const declared = new Map(hunt.parameters.map((parameter) => [parameter.name, parameter]));
  const seen = new Set<string>();
  const chosen = given.map(({ name, value }, index): KqlParameter => {
    const parameter = declared.get(name);
    if (parameter === undefined) {
      throw inputError(
        `parameters[${index}].name: the hunt ${hunt.name} has no parameter "${name}"; ${listed(hunt.parameters)}.`,
      );
    }
    if (seen.has(name)) {
      throw inputError(`parameters[${index}].name: "${name}" is given twice; ${listed(hunt.parameters)}.`);
    }
    seen.add(name);
    return { name, type: parameter.type, value };
  });
  const others = hunt.parameters.filter(({ name }) => !seen.has(name));
  const missing = others.filter(({ required }) => required).map(({ name }) => name);
  if (missing.length > 0) {
    throw inputError(`parameters: the hunt ${hunt.name} needs ${missing.join(', ')}; ${listed(hunt.parameters)}.`);
  }
  return [...chosen, ...others.map(({ name, type, defaultValue: value }) => ({ name, type, value }))];
}
