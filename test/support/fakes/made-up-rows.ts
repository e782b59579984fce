import { DOCUMENTED_ENUMS } from '../documented/documented-enums.ts';
import { documentedProperties, DOCUMENTED_TYPES } from '../documented/documented-types.ts';

/** What is known by the id of something else shows it under that thing's name. */
const OTHERS_IDS: Readonly<Record<string, string>> = { MachineReference: 'machineId' };

/** The field that shows the vendor's id of a type. */
export const vendorIdOf = (type: string): string =>
  OTHERS_IDS[type] ?? `${type.charAt(0).toLowerCase()}${type.slice(1)}Id`;

/** The field that shows a documented property. */
export const fieldOf = (type: string, property: string): string => (property === 'id' ? vendorIdOf(type) : property);

/** Whether a property is an enum, beside which its text as the vendor wrote it is shown. */
const isEnum = (graphqlType: string): boolean => graphqlType.replace(/[[\]]/g, '') in DOCUMENTED_ENUMS;

/** The fields that show the documented properties of a type, with the raw texts of its enums. */
export const fieldsOf = (type: string): string[] =>
  documentedProperties(type).flatMap(([property, graphqlType]) =>
    isEnum(graphqlType) ? [property, `${property}Raw`] : [fieldOf(type, property)],
  );

/** Made-up values: different for each property, except that the two names of one update time hold the same. */
function madeUp(type: string, property: string, graphqlType: string): { sent: unknown; shown: unknown } {
  const name = property.replace('DateTimeUtc', 'TimeUtc');
  const seed = [...`${type}.${name}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 8_999_998, 7);
  const same = (value: unknown) => ({ sent: value, shown: value });
  if (graphqlType.startsWith('[')) {
    const item = madeUp(type, property, graphqlType.slice(1, -1));
    return { sent: [item.sent], shown: [item.shown] };
  }
  if (graphqlType in DOCUMENTED_TYPES) return filledRow(graphqlType);
  const values = DOCUMENTED_ENUMS[graphqlType];
  if (values !== undefined) {
    const [sent, shown] = Object.entries(values)[seed % Object.keys(values).length] ?? [];
    return { sent, shown };
  }
  switch (graphqlType) {
    case 'DateTime':
      return same(`2026-11-20T08:30:00.${1_000_001 + seed}Z`.replace(/0Z$/, '9Z'));
    case 'SafeInt':
      return same(Number.MAX_SAFE_INTEGER - seed);
    case 'Int':
      return same(seed);
    case 'Float':
      return same(seed / 1024);
    case 'JSON':
      return same({ [property]: [seed, null, { deep: 'Söhne' }], Case: true });
    case 'Boolean':
      return same(seed % 2 === 0);
    default:
      return same(`${property} ${seed} O'Neill & „Söhne“ <b>\\ 🦊`);
  }
}

/** A row of a type with every documented property: as the vendor sends it, and as the graph shows it. */
export function filledRow(type: string): { sent: Record<string, unknown>; shown: Record<string, unknown> } {
  const sent: Record<string, unknown> = {};
  const shown: Record<string, unknown> = {};
  for (const [property, graphqlType] of documentedProperties(type)) {
    const value = madeUp(type, property, graphqlType);
    sent[property] = value.sent;
    shown[fieldOf(type, property)] = value.shown;
    if (isEnum(graphqlType)) shown[`${property}Raw`] = value.sent;
  }
  return { sent, shown };
}

/** Every documented property of a type, selected with all that is below it. */
export function selectionOf(type: string): string {
  return documentedProperties(type)
    .map(([property, graphqlType]) => {
      const named = graphqlType.replace(/[[\]]/g, '');
      const below = named in DOCUMENTED_TYPES ? ` { ${selectionOf(named)} }` : '';
      return fieldOf(type, property) + (isEnum(graphqlType) ? ` ${property}Raw` : below);
    })
    .join(' ');
}
