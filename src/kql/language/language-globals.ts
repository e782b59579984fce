import { HUNTING_FUNCTIONS } from '../schema/hunting-functions.ts';
import { languageService, type GlobalState } from './load-language-service.ts';
import { OPEN_SCHEMA_TABLES } from './open-schema-tables.ts';
import { HUNTING_TABLES } from '../schema/tables.ts';

/** What the parser knows of the tables and functions of hunting. */
export function huntingGlobals(): GlobalState {
  const { GlobalState, Symbols } = languageService();
  const tables = HUNTING_TABLES.map(({ name, columns }) => {
    const schema = columns.map((column) => `${column.name}: ${column.type}`).join(', ');
    return new Symbols.TableSymbol.$ctor7(name, `(${schema})`, null);
  });
  const open = OPEN_SCHEMA_TABLES.map((name) => new Symbols.TableSymbol.$ctor7(name, '()', null).WithIsOpen(true));
  const functions = HUNTING_FUNCTIONS.map(
    ({ name, parameters, body }) => new Symbols.FunctionSymbol.$ctor16(name, parameters, body, null),
  );
  return GlobalState.Default.WithDatabase(
    new Symbols.DatabaseSymbol.ctor('hunting', [...tables, ...open, ...functions]),
  );
}
