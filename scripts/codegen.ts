import type { CodegenConfig } from '@graphql-codegen/cli';
import { SCALARS } from '../schema/scalars.ts';

// Types of operations, from the committed schema: a part of `npm run codegen`.

const plugins = ['typescript-operations', 'typed-document-node'];

const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  config: {
    useTypeImports: true,
    enumType: 'string-literal',
    strictScalars: true,
    scalars: { ID: 'string', ...SCALARS },
    // As texts, so that who imports `defender-graphql/client` needs no parser of GraphQL.
    documentMode: 'string',
  },
  generates: {
    'src/client/operations.generated.ts': { documents: 'schema/operations/*.graphql', plugins },
    'examples/services/operations.generated.ts': { documents: 'examples/services/*.graphql', plugins },
  },
};

export default config;
