/** The operation of a tab, as it is copied. */
export interface Copied {
  /** Address of the gateway's GraphQL. */
  url: string;
  query: string;
  variables: Record<string, unknown>;
  operationName: string | undefined;
  /** Those of the tab but for the token's. */
  headers: Record<string, string>;
}
