import { expect, it } from 'vitest';
import { unnamedParts } from '../../src/plan/parts.js';

const commands = ['geo', 'streams', 'admin'];

it.each([
  ['await client.get(key)', []],
  ['await client.xAdd(key, id, fields)', ['streams']],
  ['await client[name](key)', commands],
  ['const call = redisClient[method];', commands],
  ['client[command].apply(client, words)', commands],
  ['await promisify(conn[name])(key)', commands],
  ['await client[names[i]](key)', commands],
  ['await client[model].findMany({})', []],
  ['new connectorFactories[provider.name].constructor()', []],
  ['connectorFactories[provider]', []],
  ['client[key] = value', []],
  ['client[COUNT] ??= 0', []],
  ['if (client[name] === undefined) return', commands],
  ["type Admin = Pick<RedisClientType, 'configGet'>", ['admin']],
  ['await client\n  .CONFIG_GET(name)', ['admin']],
  ['const clusterNodes = [{ host }]; // after a failover', []],
  ['process.memoryUsage().heapUsed', []],
  ['await client.memoryUsage(key)', ['admin']],
])('%s', (text, named) => {
  const survey = { wrappers: [], filesUnder: () => ['a.ts'], glanceAt: () => text };
  const { without = [] } = unnamedParts({ dialect: 'redis4', engine: 'iovalkey' }, survey);
  expect(commands.filter((part) => !without.includes(part))).toEqual(named);
});
