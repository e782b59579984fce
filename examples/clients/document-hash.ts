/** The hash that the client preset of GraphQL Code Generator has put into a document; none without `persistedDocuments`. */
export function hashOf(document: object): string | undefined {
  const { __meta__: meta } = document as { __meta__?: { hash?: string } };
  return meta?.hash;
}
