import { registerEnumType } from 'type-graphql';

/** In its own words, as src/kql/parameters/parameter.ts knows them: a file of types imports no logic. */
export const HuntingParameterType = {
  STRING: 'STRING',
  LONG: 'LONG',
  REAL: 'REAL',
  BOOL: 'BOOL',
  DATETIME: 'DATETIME',
  TIMESPAN: 'TIMESPAN',
  GUID: 'GUID',
  DYNAMIC: 'DYNAMIC',
} as const;

registerEnumType(HuntingParameterType, {
  name: 'HuntingParameterType',
  description: 'The KQL type that a parameter has in the query.',
});
