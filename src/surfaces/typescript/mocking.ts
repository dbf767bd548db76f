/**
 * Test tools that replace a module, by how they name it. Sources: the tools' own documentation (Jest 30, Vitest 4,
 * node:test of Node 24, testdouble 3, proxyquire 2, esmock 2, sandboxed-module 2, mockery 2).
 */

/** Methods whose first argument is the specifier as the test file itself would import it: it moves with the import. */
export const mockMethods: ReadonlySet<string> = new Set([
  'mock',
  'doMock',
  'unmock',
  'doUnmock',
  'dontMock',
  'deepUnmock',
  'setMock',
  'unstable_mockModule',
  'unstable_unmockModule',
  'requireActual',
  'requireMock',
  'importActual',
  'importMock',
  'createMockFromModule',
  'genMockFromModule',
  'module',
]);

/** What the methods above are called on: `jest`, `vi`, `vitest`, node:test's `mock` and a test context's `t.mock`. */
export const mockObjects: ReadonlySet<string> = new Set(['jest', 'vi', 'vitest', 'mock', 'td']);

/** Functions that take a module under test, and an object whose keys are the specifiers that it asks for. */
export const injectors: ReadonlySet<string> = new Set([
  'proxyquire',
  'load',
  'noCallThru',
  'noPreserveCache',
  'esmock',
  'strict',
  'p',
  'require',
  'rewiremock',
  'proxy',
]);

/** Methods that name the request of the code under test, wherever it is: nothing in the file says which file that is. */
export const requestMocks: ReadonlySet<string> = new Set([
  'registerMock',
  'registerSubstitute',
  'registerAllowable',
  'deregisterMock',
  'mockLibrary',
  'replaceEsm',
  'replace',
  'mockModule',
  'stubModule',
]);
