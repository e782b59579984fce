import { EVENT_COLUMNS } from './event-columns.ts';
import { STATE_COLUMNS } from './state-columns.ts';

const COLUMNS = { ...EVENT_COLUMNS, ...STATE_COLUMNS };

export type HuntingTableName = keyof typeof COLUMNS;

/** Types of the documented columns, in KQL's words. */
export type HuntingColumnType = 'string' | 'long' | 'int' | 'bool' | 'datetime' | 'dynamic';

export interface HuntingTable {
  name: HuntingTableName;
  columns: readonly { name: string; type: HuntingColumnType }[];
}

function readColumns(text: string): HuntingTable['columns'] {
  return text
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [name = '', type = 'string'] = word.split(':');
      return { name, type: type as HuntingColumnType };
    });
}

/** The hunting tables whose columns are documented, by name (advanced-hunting-*-table.md). */
export const HUNTING_TABLES: readonly HuntingTable[] = Object.entries(COLUMNS)
  .map(([name, text]) => ({ name: name as HuntingTableName, columns: readColumns(text) }))
  .sort((left, right) => (left.name < right.name ? -1 : 1));
