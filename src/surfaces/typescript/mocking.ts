/**
 * Test tools that replace a module, by how they name it. Sources: the tools' own documentation (Jest 30, Vitest 4,
 * node:test of Node 24, bun:test 1.3, testdouble 3, proxyquire 2, esmock 2, sandboxed-module 2, mockery 2, mock-require 3,
 * quibble 0.9, rewiremock 3, tap 21).
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
export const mockObjects: ReadonlySet<string> = new Set(['jest', 'vi', 'vitest', 'mock']);

/** Where these objects come from, when a file gives them other names. */
export const mockObjectModules = /^(?:@jest\/globals|vitest|node:test|test|bun:test)$/;

/** A tool that is a module. */
export interface MockTool {
  /** Its methods that replace a module; '' is a call of the tool itself. */
  readonly methods: RegExp;
  /**
   * It takes the module under test with an object whose keys are specifiers: as the module under test writes them
   * (`asked`), or as the test itself would (`own`); `unknown` is one or the other, as the tool is set up. null: it takes
   * the request of the code under test, wherever that is.
   */
  readonly injects: InjectorKeys | null;
}

export type InjectorKeys = 'asked' | 'own' | 'unknown';

/** Measured with a module and a test in directories of different depth: what a relative key is found from. */
const proxyquire: MockTool = { methods: /(?:)/, injects: 'asked' };
const esmock: MockTool = { methods: /(?:)/, injects: 'own' };
const tap: MockTool = { methods: /^mock/, injects: 'own' };
/** By itself it finds no relative key; with a plugin it does, from where the plugin says. */
const rewiremock: MockTool = { methods: /(?:)/, injects: 'unknown' };

export const mockTools: Readonly<Record<string, MockTool>> = {
  proxyquire,
  proxyquireify: proxyquire,
  'proxyquire-universal': proxyquire,
  esmock,
  'sandboxed-module': proxyquire,
  rewiremock,
  'rewiremock/node': esmock,
  tap,
  '@tapjs/mock': tap,
  mockery: { methods: /^(?:de)?register(?:Mock|Substitute)$/, injects: null },
  'mock-require': { methods: /(?:)/, injects: null },
  quibble: { methods: /(?:)/, injects: null },
  testdouble: { methods: /^replace/, injects: null },
  rewire: { methods: /^$/, injects: null },
};

/** The names that such tools go by where nothing in the file says which module they are. */
export const toolNames: Readonly<Record<string, string>> = {
  proxyquire: 'proxyquire',
  proxyquireStrict: 'proxyquire',
  esmock: 'esmock',
  SandboxedModule: 'sandboxed-module',
  rewiremock: 'rewiremock',
  mockery: 'mockery',
  mockRequire: 'mock-require',
  quibble: 'quibble',
  td: 'testdouble',
  testdouble: 'testdouble',
  rewire: 'rewire',
  t: 'tap',
  tap: 'tap',
};

/** Methods of helpers that name the request of the code under test, whatever they are called on. */
export const requestMocks: ReadonlySet<string> = new Set([
  'registerMock',
  'registerSubstitute',
  'deregisterMock',
  'mockLibrary',
  'replaceEsm',
  'replaceCjs',
  'mockModule',
  'stubModule',
]);

/** A text that may use one of these tools or helpers: all that is asked of their calls is seldom worth asking. */
export const namesMockTool =
  /proxyquire|esmock|[sS]andboxed-?[mM]odule|rewire|mockery|[mM]ock-?[rR]equire|quibble|\btd\b|testdouble|\btap\b|@tapjs|\bt\b[^\n]*\.mock|\bt\s*\.\s*mock|\.(?:(?:de)?register(?:Mock|Substitute)|mockLibrary|replaceEsm|replaceCjs|mockModule|stubModule)\b/;

/** A sign of one of these tools, or of code that puts itself in the place of Node's loader. */
export const replacesModules =
  /proxyquire|esmock|sandboxed-module|SandboxedModule|rewiremock|mockery|mock-require|quibble|testdouble|\btd\.replace|\brewire\b|\bt(?:ap)?\s*\.\s*mock|\bModule\._load\b|\._load\s*=|\._resolveFilename\s*=|\bregisterHooks\s*\(|\.prototype\.require\s*=/;

/** Code that puts itself in the place of Node's loader. */
export const patchesLoader =
  /\._load\s*=|\._resolveFilename\s*=|\bregisterHooks\s*\(|\.prototype\.require\s*=/;
