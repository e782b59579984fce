import type { Copied } from './copied.ts';

/** A text inside a template literal. */
const literal = (text: string): string => text.replace(/[\\`]|\$\{/g, (found) => `\\${found}`);

/** A call by the package graphql-request, with the token in the environment variable TOKEN. */
export function asGraphqlRequest({ url, query, variables, headers }: Copied): string {
  const others = Object.entries(headers).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}, `);
  return `import { gql, GraphQLClient } from 'graphql-request';

const client = new GraphQLClient(${JSON.stringify(url)}, {
  headers: { ${others.join('')}authorization: \`Bearer \${process.env.TOKEN}\` },
});
const document = gql\`
${literal(query.trim())}
\`;
const variables = ${JSON.stringify(variables, null, 2)};
console.log(await client.request(document, variables));
`;
}
