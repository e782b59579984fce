import type { CodegenConfig } from '@graphql-codegen/cli';
import { addTypenameSelectionDocumentTransform } from '@graphql-codegen/client-preset';
import { SCALARS } from '../schema/scalars.ts';

const output: CodegenConfig['generates'][string] = {
  preset: 'client',
  presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: 'sha256' } },
  // Caches ask for the type of each object; here, so that the documents that are sent are those that are persisted.
  documentTransforms: [addTypenameSelectionDocumentTransform],
  config: {
    useTypeImports: true,
    enumType: 'string-literal',
    strictScalars: true,
    scalars: { ID: 'string', ...SCALARS },
  },
};

const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  importExtension: '.ts',
  generates: {
    'examples/triage/src/gql/': { ...output, documents: ['examples/triage/src/*.{ts,tsx}'] },
    'examples/clients/gql/': { ...output, documents: ['examples/clients/{apollo,urql}/*.ts'] },
  },
};

export default config;
