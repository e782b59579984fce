import { startFakeApi, type FakeApi } from '../support/fakes/fake-api.ts';
import { tokenOf } from '../support/gateway/tokens.ts';
import { addressOf, startProgram, type Program } from '../support/process/program.ts';
import { times } from './attack.ts';

interface Probe {
  method?: 'GET' | 'POST';
  /** Path and query. */
  path?: string;
  type?: string;
  body?: string;
  status: number;
  /** What an answer has that is open to the attack. */
  finding: RegExp;
}

const posted = (query: string): Pick<Probe, 'body'> => ({ body: JSON.stringify({ query, operationName: 'cop' }) });
const asked = (query: string): Pick<Probe, 'method' | 'path'> => ({
  method: 'GET',
  path: `/graphql?query=${encodeURIComponent(query)}`,
});
const ANSWERED = /"__typename":"|"data":/;

/** The checks of graphql-cop, with its own documents, against the program as a real tenant's configuration starts it. */
const CHECKS: Readonly<Record<string, Probe | readonly Probe[]>> = {
  'alias overloading': {
    ...posted(`query cop { ${times(101, (n) => `alias${n}:__typename`)} }`),
    status: 400,
    finding: /"alias100"/,
  },
  'array-based batching': {
    body: `[${times(10, () => '{"query":"query cop { __typename }","operationName":"cop"}', ',')}]`,
    status: 400,
    finding: ANSWERED,
  },
  'directive overloading': {
    ...posted(`query cop { __typename ${'@aa'.repeat(10)} }`),
    status: 400,
    finding: /(?:Unknown directive.*){10}/,
  },
  'circular introspection': {
    ...posted(`query cop { __schema { types { ${'fields { type { '.repeat(4)}name${' } }'.repeat(4)} } } }`),
    status: 400,
    finding: /"types":/,
  },
  introspection: { ...posted('query cop { __schema { types { name } } }'), status: 400, finding: /"types":/ },
  'field duplication': { ...posted(`query cop { ${'__typename '.repeat(500)} }`), status: 400, finding: ANSWERED },
  'a query by GET': { ...asked('query cop { __typename }'), status: 405, finding: ANSWERED },
  'a mutation by GET': { ...asked('mutation cop { __typename }'), status: 405, finding: ANSWERED },
  'a query in a form': {
    type: 'application/x-www-form-urlencoded',
    body: 'query=query+cop+%7B__typename%7D&operationName=cop',
    status: 415,
    finding: ANSWERED,
  },
  'an open development environment': ['/', '/graphiql', '/playground', '/console', '/graphql'].map((path) => ({
    method: 'GET',
    path,
    status: path === '/graphql' ? 405 : 404,
    finding: /graphiql|playground|<html/i,
  })),
  'suggestions of fields': {
    ...posted('query cop { __schema { directive } alert { nodez } }'),
    status: 400,
    finding: /did you mean/i,
  },
  'a trace of the execution': { ...posted('query cop { __typename }'), status: 200, finding: /tracing/ },
  'an unhandled error': { ...posted('qwerty cop { abc }'), status: 400, finding: /exception|stack|node_modules| at / },
};

describe('the program as it serves a real tenant', () => {
  let api: FakeApi;
  let program: Program;
  let url = '';
  beforeAll(async () => {
    api = await startFakeApi({});
    program = startProgram({ DEFENDER_API_URL: api.url, XDR_API_URL: api.url });
    url = await addressOf(program);
  });
  afterAll(async () => {
    program.child.kill('SIGKILL');
    await program.ended;
    await api.close();
  });

  test.each(Object.keys(CHECKS))('is not open to %s, and says so in few words', async (name) => {
    for (const probe of [CHECKS[name] ?? []].flat()) {
      const { method = 'POST', path = '/graphql', type = 'application/json', body, status, finding } = probe;
      const headers = {
        authorization: `Bearer ${tokenOf({})}`,
        accept: 'application/json, text/html',
        ...(body !== undefined && { 'content-type': type }),
      };
      const response = await fetch(url + path, { method, headers, ...(body !== undefined && { body }) });
      const text = await response.text();
      expect([path, response.status]).toEqual([path, status]);
      expect(text).not.toMatch(finding);
      expect(text.length).toBeLessThanOrEqual(1_024);
    }
    expect(api.calls).toEqual([]);
  });
});
