import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MAJORS } from './promise/libraries.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
// Under the repository, so that packages are found.
const directory = mkdtempSync(path.join(root, 'node_modules/.exchange-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** What programs declare before they hand clients around. */
const SETTING = `
type Made = ReturnType<typeof createClient>;
type Open = RedisClientType<RedisModules, RedisFunctions, RedisScripts>;
declare const typed: RedisClientType;
declare const made: Made;
declare const open: Open;
declare const given: RedisClientOptions;
declare function fn(): ((...args: any[]) => any) & { mock: unknown };
const plain = createClient();
const local = createClient({ url: 'redis://localhost', socket: { reconnectStrategy: (tries) => tries } });
const optioned = createClient(given);
const cluster = createCluster({ rootNodes: [] });
function takesType(client: RedisClientType): void {}
function takesMade(client: Made): void {}
`;

/** One a line: where a client, or a mock of one, goes to a type that somebody wrote down. */
const STATEMENTS = `
const a: Made = typed;
const a: RedisClientType = made;
const a: RedisClientType = plain;
const a: Made = plain;
const a: RedisClientType = local;
const a: Made = local;
const a: RedisClientType = optioned;
const a: Made = optioned;
const a: RedisClientType = createClient();
const a: Made = createClient();
const a: RedisClientType = createClient(given);
const a: Made = createClient(given);
const a: RedisClientType = createClient({ ...given, database: 1 });
const a: Made = createClient({ ...given, database: 1 });
takesType(plain);
takesMade(plain);
takesType(createClient());
takesMade(createClient());
const a: Open = typed;
const a: Open = plain;
const a: Open = createClient();
const a: RedisClientType<any, any, any> = typed;
const a: RedisClientType<any, any, any> = plain;
const a: RedisClientType = open;
const a = plain as RedisClientType;
const a = typed as Made;
const a: RedisClientType = typed.duplicate();
const a: Made = plain.duplicate();
const a: Made = plain.duplicate({ database: 2 });
const a: RedisClientType = plain.duplicate();
const a: Made = typed.duplicate();
const a = async (): Promise<RedisClientType> => createClient().connect();
const a = async (): Promise<Made> => { const own = createClient(); await own.connect(); return own; };
const a: Promise<Made> = createClient().on('error', () => {}).connect();
const a: RedisClientType = createClient({ url: 'redis://localhost' }).on('error', () => {});
class A { client: RedisClientType; constructor() { this.client = createClient({ url: 'redis://localhost' }); } }
class A { client: RedisClientType; constructor(options: RedisClientOptions) { this.client = createClient(options); } }
class A { client: Made; constructor(options: RedisClientOptions) { this.client = createClient(options); } }
class A { client: Made | undefined; start() { const own = createClient(); this.client = own; return own; } }
const a = new Map<string, Made>([['a', plain]]);
const a: RedisClientType[] = [createClient(), createClient()];
const a: Made[] = [plain, plain.duplicate()];
const a: ReturnType<Made['multi']> = plain.multi();
const a: RedisClusterType = createCluster({ rootNodes: [] });
const a: ReturnType<typeof createCluster> = cluster;
const a: Made | ReturnType<typeof createCluster> = cluster;
const a = { get: fn(), on: fn(), isOpen: true } as RedisClientType;
const a = { get: fn(), on: fn(), isOpen: true } as Made;
const a = { get: async (key: string) => null } as Made;
const a: RedisClientType = { get: async () => null };
const a: Pick<RedisClientType, 'get' | 'del'> = { get: async (key) => 'x', del: async () => 1 };
`
  .trim()
  .split('\n');

type Side = 'module' | 'package';
const refused = new Map<string, readonly string[]>();

beforeAll(async () => {
  for (const major of MAJORS) for (const side of ['module', 'package'] as const) await compile(major, side);
}, 300_000);

async function compile(major: number, side: Side): Promise<void> {
  const home = `${major}-${side}`;
  const client =
    side === 'module'
      ? path.join(root, `src/wrapper/redis${major}.ts`)
      : path.join(root, `node_modules/redis${major}/dist/index.d.ts`);
  const names =
    'type RedisClientType, type RedisClientOptions, type RedisClusterType, type RedisModules, type RedisFunctions, type RedisScripts';
  const file = path.join(directory, `${home}.ts`);
  const head = `import { createClient, createCluster, ${names} } from 'client';\n${SETTING}`;
  // A block each: all can use the same name.
  writeFileSync(file, [head, ...STATEMENTS.map((statement) => `{ ${statement} }`), ''].join('\n'));
  const compilerOptions = {
    module: 'nodenext',
    target: 'ES2020',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [path.join(root, 'node_modules/@types')],
    paths: { client: [client] },
  };
  const project = path.join(directory, `${home}.json`);
  writeFileSync(project, JSON.stringify({ compilerOptions, files: [file] }));
  const run = promisify(execFile)(process.execPath, [
    path.join(root, 'node_modules/typescript-7.0/bin/tsc'),
    '-p',
    project,
  ]);
  const said = await run.then(
    () => '',
    (error: unknown) => String(Reflect.get(Object(error), 'stdout')),
  );
  const first = head.split('\n').length;
  const lines = [...said.matchAll(/\((\d+),\d+\): error TS/g)].map((one) => Number(one[1]) - 1 - first);
  expect(lines.filter((line) => STATEMENTS[line] === undefined)).toEqual([]);
  refused.set(
    home,
    STATEMENTS.filter((_, index) => lines.includes(index)),
  );
}

it.each(MAJORS)('redis %i: what compiles with the package compiles with the module', (major) => {
  const [own = [], theirs = []] = [refused.get(`${major}-module`), refused.get(`${major}-package`)];
  expect(theirs.length).toBeGreaterThan(2);
  expect(own.filter((statement) => !theirs.includes(statement))).toEqual([]);
});

/** Where code says `@ts-expect-error`, the compiler complains of a type that takes what the package's refuses. */
it.each([5, 6])('redis %i: a client of known scripts is not one of any', (major) => {
  for (const side of ['module', 'package']) {
    expect(refused.get(`${major}-${side}`)).toEqual(
      expect.arrayContaining(['const a: Made = typed;', 'const a: Open = typed;']),
    );
  }
});
