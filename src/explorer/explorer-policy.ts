import type { ExplorerKind } from './explorer-settings.ts';

const SHARED = [
  "default-src 'none'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

/**
 * What each page may do (content security policy, level 3). GraphiQL's loads files of this server and talks to it, so that
 * it works offline and gives nothing away; Apollo's loads besides what Apollo documents for its Sandbox, and no more.
 */
export const POLICIES: Readonly<Record<ExplorerKind, string>> = {
  graphiql: [
    ...SHARED,
    "script-src 'self'",
    "worker-src 'self'",
    // The editor writes its theme and the places of its lines into style elements and attributes, whose hashes nobody
    // knows beforehand. Styles alone can send nothing anywhere here, as images and fonts come from this server only.
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    // The editor's wavy lines are pictures inside its styles.
    "img-src 'self' data:",
  ].join('; '),
  apollo: [
    ...SHARED,
    "script-src 'self' https://embeddable-sandbox.cdn.apollographql.com",
    "style-src 'self'",
    "img-src 'self' data:",
    'frame-src https://sandbox.embed.apollographql.com',
  ].join('; '),
};
