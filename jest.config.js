// Jest loads ES modules through node:vm's module API, which Node has behind a flag. The flag is passed to the workers,
// which run every test (workerIdleMemoryLimit rules out running them here), so that `npx jest test/alerts` works as
// typed. With --runInBand, as debuggers need it, the flag has to be given to Node itself; CONTRIBUTING.md shows how.
process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules`.trim();

const swc = {
  module: { type: 'es6' },
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: false },
    // Node reads JSON only where the import says so.
    experimental: { keepImportAttributes: true },
  },
};

export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  setupFiles: ['reflect-metadata', '<rootDir>/test/support/process/graphql-in-production.ts'],
  transform: { '\\.ts$': ['@swc/jest', swc] },
  testTimeout: 240_000,
  // One for each core: the process that starts them only waits.
  maxWorkers: '100%',
  // Collecting garbage in a heap of several suites stalls the ones that follow.
  workerIdleMemoryLimit: '1GB',
};
