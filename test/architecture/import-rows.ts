interface Row {
  /** Which files the row is about. */
  files: RegExp;
  /** What they may import, as paths below `src/`; `<own>` stands for the folder of the file. */
  may: readonly string[];
}

/** Who may import whom; packages are free to all, and the first row that fits a file counts. */
export const ROWS: readonly Row[] = [
  { files: /^(rest|kql)\//, may: ['<own>/', 'concurrency/'] },
  { files: /^package-folder\.ts$/, may: [] },
  { files: /^(concurrency|graphql)\//, may: ['<own>/'] },
  { files: /^telemetry\//, may: ['<own>/', 'rest/max-entries.ts', 'package-folder.ts'] },
  { files: /^client\//, may: ['<own>/'] },
  { files: /^explorer\//, may: ['<own>/', 'package-folder.ts'] },
  { files: /^sandbox\//, may: ['<own>/', 'kql/'] },
  {
    files: /^http\//,
    may: [
      '<own>/',
      'type auth/',
      'auth/verify/auth-error.ts',
      'rest/rest-error.ts',
      'rest/max-entries.ts',
      'type concurrency/load-shedder.ts',
    ],
  },
  {
    files: /^auth\//,
    may: [
      '<own>/',
      'rest/max-entries.ts',
      'concurrency/',
      'rest/http/http-exchange.ts',
      'rest/http/http-message.ts',
      'rest/operation.ts',
      'rest/rest-error.ts',
      'type rest/resilience/unverified-bulkhead.ts',
    ],
  },
  {
    files: /^resources\/assessments\/export\/export-[a-z-]+\.ts$/,
    may: ['<own>/*.api.ts', '<own>/export-*.ts', 'graphql/', 'rest/', 'context.ts', 'audited.ts'],
  },
  { files: /^assessment-exports\.ts$/, may: ['type auth/', 'context.ts', 'http/', 'graphql/schema/', 'resources/'] },
  { files: /^audited\.ts$/, may: ['type context.ts', 'rest/', 'telemetry/audit-log.ts'] },
  {
    files: /^context\.ts$/,
    may: [
      'rest/',
      'auth/',
      'type concurrency/time-slices.ts',
      'type graphql/limits/limits.ts',
      'type kql/check/checker.ts',
      'type telemetry/audit-log.ts',
    ],
  },
  {
    files: /^cli\//,
    may: ['<own>/', 'auth/', 'rest/', 'telemetry/', 'graphql/schema/upstream-directive.ts', 'resources/*/*.api.ts'],
  },
  {
    files: /^cli\.ts$/,
    may: [
      'cli/',
      'config.ts',
      'connection.ts',
      'main.ts',
      'rest/',
      'auth/',
      'schema.ts',
      'graphql/schema/row-types.ts',
    ],
  },
  { files: /\.type\.ts$/, may: ['<own>/*.type.ts', 'graphql/'] },
  { files: /\.args\.ts$/, may: ['<own>/*.type.ts', '<own>/*.args.ts', 'graphql/'] },
  { files: /\.api\.ts$/, may: ['type <own>/*.type.ts', '<own>/*.api.ts', 'rest/', 'context.ts', 'audited.ts'] },
  {
    files: /^resources\/hunting\/.*\.resolver\.ts$/,
    may: ['<own>/', 'graphql/', 'kql/', 'context.ts', 'resources/*/*.type.ts', 'resources/*/*.api.ts'],
  },
  {
    files: /\.resolver\.ts$/,
    may: ['<own>/', 'graphql/', 'context.ts', 'resources/*/*.type.ts', 'resources/*/*.api.ts'],
  },
  {
    files: /^resources\/machine-actions\/[a-z]+\/action-[a-z-]+\.ts$/,
    may: [
      '<own>/',
      'type resources/*/*.type.ts',
      'resources/*/*.api.ts',
      'graphql/schema/input-error.ts',
      'graphql/node/mutation-types.ts',
      'graphql/document/selection-places.ts',
      'graphql/document/selection.ts',
      'kql/parameters/quote.ts',
      'rest/',
      'context.ts',
      'audited.ts',
    ],
  },
  {
    files: /^resources\/hunting\/[a-z]+\/(?:saved-)?hunt-[a-z-]+\.ts$/,
    may: [
      '<own>/*.api.ts',
      '<own>/hunt-*.ts',
      '<own>/saved-hunt-*.ts',
      'type <own>/*.type.ts',
      'type <own>/*.args.ts',
      'graphql/',
      'kql/',
      'rest/',
      'context.ts',
      'package-folder.ts',
    ],
  },
  {
    files: /^auth-config\.ts$/,
    may: ['environment.ts', 'auth/entra/clouds.ts', 'type auth/create-auth.ts', 'type auth/entra/credential.ts'],
  },
  {
    files: /^config\.ts$/,
    may: [
      'environment.ts',
      'auth-config.ts',
      'telemetry/tracing/otel-environment.ts',
      'type graphql/limits/limits.ts',
      'type http/caller-rate-limiter.ts',
      'type concurrency/load-shedder.ts',
      'auth/entra/clouds.ts',
      'type context.ts',
      'type auth/create-auth.ts',
    ],
  },
  { files: /^connection\.ts$/, may: ['config.ts', 'type auth/create-auth.ts'] },
  {
    files: /^environment\.ts$/,
    may: [
      'auth/entra/clouds.ts',
      'auth/authenticator.ts',
      'graphql/limits/limits.ts',
      'telemetry/audit-formats.ts',
      'telemetry/tracing/otel-environment.ts',
    ],
  },
  { files: /^schema\.ts$/, may: ['resources/', 'graphql/', 'context.ts', 'rest/operation.ts'] },
  { files: /^vendor-apis\.ts$/, may: ['config.ts', 'graphql/schema/', 'rest/', 'telemetry/'] },
  {
    files: /^create-apollo\.ts$/,
    may: [
      'type config.ts',
      'context.ts',
      'type auth/',
      'concurrency/',
      'graphql/',
      'http/headers/',
      'rest/rest-error.ts',
      'telemetry/',
    ],
  },
  {
    files: /^server\.ts$/,
    may: [
      'config.ts',
      'schema.ts',
      'context.ts',
      'vendor-apis.ts',
      'assessment-exports.ts',
      'create-apollo.ts',
      'concurrency/',
      'graphql/',
      'kql/',
      'rest/',
      'auth/',
      'telemetry/',
      'http/',
    ],
  },
  {
    files: /^main\.ts$/,
    may: ['config.ts', 'server.ts', 'auth/create-auth.ts', 'telemetry/', 'sandbox/', 'explorer/'],
  },
];
