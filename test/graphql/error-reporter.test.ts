import { GraphQLInt, GraphQLNonNull, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { errorReporter, type Failure } from '../../src/graphql/errors/error-reporter.ts';
import { Limits } from '../../src/graphql/limits/limits.ts';
import { createGraphqlServer } from '../../src/graphql/server/graphql-server.ts';

const CANARY = 'canary-of-contoso';

/** A graph of fields that fail by a fault of ours: no operation of the vendor's is behind them. */
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      thrown: {
        type: GraphQLInt,
        resolve: () => {
          throw new TypeError(`${CANARY} is not a function`);
        },
      },
      wrong: { type: GraphQLInt, resolve: () => CANARY },
      none: { type: new GraphQLNonNull(GraphQLInt), resolve: () => null },
    },
  }),
});

describe('an error that nobody expected', () => {
  test.each(['thrown', 'wrong', 'none'])('is masked for the caller and reported once: %s', async (field) => {
    const failures: Failure[] = [];
    const report = (failure: Failure) => void failures.push(failure);
    const server = createGraphqlServer({
      schema,
      introspection: true,
      maxCalls: 60,
      limits: new Limits(),
      admit: async (_, work) => work(),
      automaticPersistedQueries: false,
      slicesOf: () => ({ isOver: () => false, next: () => Promise.resolve() }),
      plugins: [errorReporter({ report, requestIdOf: () => 'request-7' })],
    });
    const { body } = await server.executeOperation({ query: `{ ${field} }` });
    await server.stop();
    if (body.kind !== 'single') throw new Error('The answer came in parts.');
    const [error] = body.singleResult.errors ?? [];
    expect(error).toMatchObject({ message: 'Something went wrong here.', path: [field] });
    expect(error?.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', requestId: 'request-7' });
    expect(JSON.stringify(body)).not.toContain(CANARY);
    expect(failures).toMatchObject([{ unexpected: true, cause: { stack: expect.stringContaining('at ') as string } }]);
  });
});
