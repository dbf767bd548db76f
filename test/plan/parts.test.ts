import { expect, it } from 'vitest';
import { everydayCommands } from '../../src/plan/everyday-commands.js';
import { partsFor, unnamedParts } from '../../src/plan/parts.js';
import { repositoryOf } from './repository.js';

const WHOLE = 'all of them';

it.each([
  ['await client.get(key)', []],
  ['await client.xAdd(key, id, fields)', ['xAdd']],
  ['await client[name](key)', WHOLE],
  ['const call = redisClient[method];', WHOLE],
  ['client[command].apply(client, words)', WHOLE],
  ['await promisify(conn[name])(key)', WHOLE],
  ['await client[names[i]](key)', WHOLE],
  ['await client[model].findMany({})', []],
  ['new connectorFactories[provider.name].constructor()', []],
  ['connectorFactories[provider]', []],
  ['client[key] = value', []],
  ['client[COUNT] ??= 0', []],
  ['if (client[name] === undefined) return', WHOLE],
  ['await (client as any)[name](key)', WHOLE],
  ['(client as unknown as Record<string, (key: string) => unknown>)[name](key)', WHOLE],
  ['client?.[name]?.(key)', WHOLE],
  ['this.client![name](key)', WHOLE],
  ['client[<Name>name](key)', WHOLE],
  ['client[(name)](key)', WHOLE],
  ['(await getRedis())[name](key)', WHOLE],
  ['await client[`h${name}`](key)', WHOLE],
  ["await client['h' + name](key)", WHOLE],
  ['client.multi()[name](key)', WHOLE],
  ['batch[name](key)', WHOLE],
  ['Reflect.get(this.client, name).call(client)', WHOLE],
  ["const store = require('./redis'); store[name](key)", WHOLE],
  ['const c = open(client); names.map((name) => c[name](key))', WHOLE],
  ['const redisCommands = "zInter zUnion".split(" ")', ['zInter', 'zUnion']],
  ['const { ZINTER } = client', ['zInter']],
  ['handlers[event](message)', []],
  ['const client = connect(); services[name](client)', []],
  ['Reflect.get(client, name, receiver)', []],
  ['Reflect.get(client, NAMESPACE)', []],
  ['batch[batch.length - 1].id', []],
  ['type Kind = (typeof clientTypes)[number]', []],
  ['sections["redis"][0]', []],
  ['(client as Client).on(events[i])', []],
  ['const { get, zInter } = client', ['zInter']],
  ['const { zInter: inter, set } = client', ['zInter']],
  [
    'for (const [name, keys] of Object.entries({ hTTL: 1, xLen: 1 })) run(client, name, keys)',
    ['hTTL', 'xLen'],
  ],
  ['const state = { sort, role: user, wait: 1, clientId, expireTime: 1 }', []],
  ["type Admin = Pick<RedisClientType, 'configGet'>", ['configGet']],
  ['await client\n  .CONFIG_GET(name)', ['configGet']],
  ['const clusterNodes = [{ host }]; // after a failover', []],
  ['process.memoryUsage().heapUsed', []],
  ['await client.memoryUsage(key)', ['memoryUsage']],
  ['program.command("start")', []],
  ['await client.command()', ['command']],
  ['for (const call of ["hTTL", `zInterStore`]) run(call)', ['hTTL', 'zInterStore']],
  ['client.GEORADIUS_RO_WITH(key)', ['geoRadiusRoWith']],
  ['client.hRandFieldCount(key, 1)', ['hRandFieldCount']],
])('%s', (text, named) => {
  const survey = { wrappers: [], tellingFiles: () => ['a.ts'], glanceAt: () => text };
  const { commands } = unnamedParts({ dialect: 'redis4', engine: 'iovalkey' }, survey);
  expect(commands?.filter((name) => !everydayCommands.includes(name)) ?? WHOLE).toEqual(named);
});

it('has the types of what is named, where a name is worked out', () => {
  const text = "await client[name as 'lcs'](key, other)";
  const survey = { wrappers: [], tellingFiles: () => ['a.ts'], glanceAt: () => text };
  const { commands, typed } = unnamedParts({ dialect: 'redis6', engine: 'iovalkey' }, survey);
  expect(commands).toBeUndefined();
  expect(typed).toEqual([...everydayCommands, 'lcs']);
});

it('copies what a package for streams calls', () => {
  const text = "import { createAdapter } from '@socket.io/redis-streams-adapter';";
  const survey = { wrappers: [], tellingFiles: () => ['a.ts'], glanceAt: () => text };
  const { commands = [] } = unnamedParts({ dialect: 'redis4', engine: 'iovalkey' }, survey);
  expect(commands).toEqual(expect.arrayContaining(['xAdd', 'xRead', 'xRange', 'xTrim']));
});

it.each([
  [{ name: 'a', version: '1.0.0', main: 'index.js', private: true }, false],
  [{ name: 'a', version: '1.0.0', main: 'index.js' }, true],
])('a library has all that its users may name: %j', (manifest, isWhole) => {
  const survey = {
    wrappers: [],
    tellingFiles: () => ['index.js'],
    glanceAt: () => 'exports.open = () => createClient()',
    exportsSomething: () => true,
  };
  const scope = repositoryOf({ 'package.json': manifest }).scopes.of('index.js');
  const module = { dialect: 'redis5', engine: 'iovalkey', packageName: 'redis' } as const;
  expect(partsFor(module, scope, survey)).toEqual(isWhole ? {} : unnamedParts(module, survey));
});
