/**
 * What each scalar of the schema is in TypeScript, as it stands in the JSON of an answer: for GraphQL Code Generator
 * (`scalars`) and for Relay (`customScalarTypes`). The generated configurations and types are made of it.
 */
export const SCALARS = {
  DateTime: 'string',
  Duration: 'string',
  JSON: 'unknown',
  JSONObject: 'Record<string, unknown>',
  KQL: 'string',
  SafeInt: 'number',
  Upload: 'File',
} as const;
