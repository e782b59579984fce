import type { Example } from './example.ts';

/** GraphiQL, served by the gateway itself, or Apollo Sandbox, which is Apollo's. */
export type ExplorerKind = 'graphiql' | 'apollo';

/** Someone whom the sandbox lets one play. */
export interface ExplorerPersona {
  /** What `POST /sandbox/token` knows them by. */
  as: string;
  /** What they may do, in a few words. */
  may: string;
}

/** How people sign in on the page (authorization code with PKCE), as MSAL takes it; none of it is secret. */
export interface ExplorerSignIn {
  /** The page's own registration, a single-page application. */
  clientId: string;
  /** Sign-in host and tenant; `organizations` where people of several tenants are served. */
  authority: string;
  /** Of the one API that the token is for: the gateway, or Defender where tokens are passed through. */
  scopes: string[];
}

/** Paths, or names of files, of the editor's threads. */
export interface WorkerFiles {
  editor: string;
  json: string;
  graphql: string;
}

/** What the page is told by the gateway that serves it. */
export interface ExplorerSettings {
  examples: readonly Example[];
  /** Whom one may play; empty where the tenant is a real one. */
  personas: readonly ExplorerPersona[];
  /** Null where people give a token that they have, and in the sandbox. */
  signIn: ExplorerSignIn | null;
  workers: WorkerFiles;
}
