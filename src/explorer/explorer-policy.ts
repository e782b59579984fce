import type { ExplorerKind, ExplorerSignIn } from './explorer-settings.ts';

const SHARED = ["default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"];

/**
 * What each page may do (content security policy, level 3). GraphiQL's loads files of this server and talks to it, so that
 * it works offline and gives nothing away; Apollo's shows a frame of Apollo's besides, and no more.
 */
const POLICIES: Readonly<Record<ExplorerKind, readonly string[]>> = {
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
  ],
  apollo: [
    ...SHARED,
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    'frame-src https://sandbox.embed.apollographql.com',
  ],
};

/** The policy of a page; where people sign in on it, it may talk to the sign-in host too. */
export function policyOf(kind: ExplorerKind, signIn: ExplorerSignIn | null): string {
  const connect = ["connect-src 'self'", ...(signIn === null ? [] : [new URL(signIn.authority).origin])].join(' ');
  return [...POLICIES[kind], connect].join('; ');
}
