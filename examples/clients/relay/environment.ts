import { Environment, Network, RecordSource, Store, type FetchFunction, type GraphQLResponse } from 'relay-runtime';

/** An environment that sends the id of each operation in its place, as `persistConfig` of relay.config.json has it. */
export function createEnvironment(url: string, acquireToken: () => Promise<string>): Environment {
  const fetchOperation: FetchFunction = async ({ id, text }, variables) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await acquireToken()}` },
      body: JSON.stringify({ ...(id === null ? { query: text } : { documentId: id }), variables }),
    });
    return (await response.json()) as GraphQLResponse;
  };
  return new Environment({ network: Network.create(fetchOperation), store: new Store(new RecordSource()) });
}
