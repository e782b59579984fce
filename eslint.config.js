import graphqlEslint from '@graphql-eslint/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const CODE = ['**/*.{ts,tsx,mjs,js}'];
const REACT = ['src/explorer/page/**/*.{ts,tsx}', 'examples/triage/src/**/*.{ts,tsx}'];
const FRONT_ENDS = ['examples/clients/{apollo,urql}/*.ts', 'examples/triage/src/**/*.{ts,tsx}'];

// Few rules, each with its reason; types and layout are the compiler's and Prettier's business.
export default tseslint.config(
  // The packages of the documentation site are installed where it is built only.
  { ignores: ['build', 'dist', 'coverage', 'docs', '**/*.generated.ts', '**/gql/**', '**/__generated__/**'] },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ files: CODE, ...config })),
  {
    files: CODE,
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', 'bench/*.mjs', 'bench/throughput/*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // A type-only import leaves no trace at run time, which the import rule of the architecture relies on.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // What is turned into text here are JSON scalars of unknown type.
      '@typescript-eslint/no-base-to-string': 'off',
      // One reader of the environment: src/config.ts.
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Read the environment in src/config.ts only.' },
      ],
      // Named exports can be searched for.
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Use a named export.' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    },
  },
  {
    files: ['src/main.ts', 'src/cli.ts', 'test/**', 'bench/**', 'examples/**', 'jest.config.js'],
    rules: { 'no-restricted-properties': 'off' },
  },
  // With the rules of React's compiler, which find what a component must not do while it renders.
  { files: REACT, ...reactHooks.configs.flat['recommended-latest'] },
  // What tools read by its default export.
  {
    files: ['scripts/codegen.ts', 'examples/codegen.ts', 'examples/**/*.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  { files: ['*.js'], ...tseslint.configs.disableTypeChecked },
  {
    files: ['schema/schema.graphql'],
    languageOptions: {
      parser: graphqlEslint.parser,
      parserOptions: { graphQLConfig: { schema: './schema/schema.graphql' } },
    },
    plugins: { '@graphql-eslint': graphqlEslint },
    rules: {
      ...graphqlEslint.configs['flat/schema-recommended'].rules,
      ...graphqlEslint.configs['flat/schema-relay'].rules,
      // The names are those of the vendor's JSON, and its own id stands beside the global one as alertId.
      '@graphql-eslint/no-typename-prefix': 'off',
      // Only what can be fetched again has an id: pages, payloads and the parts of an object have none.
      '@graphql-eslint/strict-id-in-types': 'off',
      // Lists that the vendor gives as a part of an object are short and whole, so that they need no pages; and what has no
      // id of its own is no Node.
      '@graphql-eslint/relay-edge-types': [
        'error',
        { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
      ],
      // A list that the vendor gives whole is walked forward only.
      '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
    },
  },
  // Documents of front-ends, read out of their code; those of Relay, with directives of its own, its compiler checks.
  { files: FRONT_ENDS, processor: graphqlEslint.processor },
  {
    files: FRONT_ENDS.map((files) => `${files}/*.graphql`),
    languageOptions: {
      parser: graphqlEslint.parser,
      parserOptions: {
        graphQLConfig: {
          schema: './schema/schema.graphql',
          documents: FRONT_ENDS,
        },
      },
    },
    plugins: { '@graphql-eslint': graphqlEslint },
    rules: graphqlEslint.configs['flat/operations-recommended'].rules,
  },
  { files: ['*.js'], rules: { ...tseslint.configs.disableTypeChecked.rules, 'no-restricted-syntax': 'off' } },
);
