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
  valuesConfig: {
    STRING: { description: 'Text.' },
    LONG: { description: 'A whole number of 64 bits; as text where JSON cannot hold it.' },
    REAL: { description: 'A number with a fraction.' },
    BOOL: { description: 'True or false.' },
    DATETIME: { description: 'An instant, ISO 8601 with a time zone.' },
    TIMESPAN: { description: 'A length of time in KQL’s words, such as `1d` or `00:05:00`.' },
    GUID: { description: 'A GUID.' },
    DYNAMIC: { description: 'Any JSON value.' },
  },
});
