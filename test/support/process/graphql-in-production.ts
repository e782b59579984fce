/**
 * Loads the `instanceOf` of graphql that production has. The one for development looks for a second copy of the library
 * at each call, which takes a tenth of the time of the tests.
 */
const { NODE_ENV } = process.env;
process.env.NODE_ENV = 'production';
await import('graphql/jsutils/instanceOf.js');
process.env.NODE_ENV = NODE_ENV;
