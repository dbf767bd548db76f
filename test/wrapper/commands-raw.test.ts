import { Redis } from 'iovalkey';
import { createClient } from 'redis6';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resp3Reply } from '../../src/wrapper/promise/commands/resp3.js';
import { startServer, type TestServer } from '../servers.js';
import { print } from './commands/harness.js';

const library =
  "#!lua name=lib\nredis.register_function{function_name='f', callback=function() return 1 end, flags={'no-writes'}}";
const world = [
  ['SET', 'a', '1'],
  ['HSET', 'h', 'a', '1'],
  ['XADD', 's', '1-1', 'a', '1'],
  ['XGROUP', 'CREATE', 's', 'g', '0'],
  ['XREADGROUP', 'GROUP', 'g', 'bob', 'COUNT', '1', 'STREAMS', 's', '>'],
  ['XADD', 's', '2-1', 'b', '2'],
  ['MSET', 'x', 'ohmytext', 'y', 'mynewtext'],
  ['ZADD', 'z', '1', 'a', '2.5', 'b', '+inf', 'c'],
  ['GEOADD', 'geo', '13.361389', '38.115556', 'Palermo', '15', '37', 'C'],
  ['FUNCTION', 'LOAD', 'REPLACE', library],
  ['ACL', 'SETUSER', 'alice', 'reset', 'on', '>x', '~a*', '+get', '(+set ~b*)'],
];

/** Commands whose replies RESP 2 and 3 tell differently, and some that they tell alike. */
const lines = `
GET a|HGETALL h|hgetall h|HGETALL none|HKEYS h|HRANDFIELD h 5 WITHVALUES|HRANDFIELD h 1|HSCAN h 0|CONFIG GET maxmemory
XREAD STREAMS s 0|XREAD STREAMS none 0|XREADGROUP GROUP g eve STREAMS s >|XRANGE s - +|XINFO STREAM s|XINFO GROUPS s
XPENDING s g|LCS x y|LCS x y LEN|LCS x y IDX|LCS x y IDX WITHMATCHLEN|FUNCTION LIST|FUNCTION LIST WITHCODE
FUNCTION STATS|CLIENT TRACKINGINFO|ACL GETUSER alice|ACL GETUSER nobody|COMMAND INFO get xgroup none|COMMAND DOCS set
COMMAND GETKEYSANDFLAGS SET a 1|ZSCORE z a|ZSCORE z c|ZSCORE z none|ZMSCORE z a none|ZINCRBY z 1 a|ZADD z INCR 1 a
ZADD z 1 d|ZADD z XX INCR 1 none|ZRANGE z 0 -1|ZRANGE z 0 -1 WITHSCORES|zrange z 0 -1 withscores
ZREVRANGE z 0 -1 WITHSCORES|ZRANGEBYSCORE z 0 9 WITHSCORES|ZREVRANGEBYSCORE z 9 0 WITHSCORES|ZRANK z a
ZRANK z a WITHSCORE|ZREVRANK z a WITHSCORE|ZRANK z none WITHSCORE|ZDIFF 1 z WITHSCORES|ZINTER 1 z WITHSCORES
ZUNION 1 z WITHSCORES|ZRANDMEMBER z 0 WITHSCORES|ZSCAN z 0|ZPOPMIN z|ZPOPMAX z 2|ZPOPMIN none|ZPOPMIN none 1
ZMPOP 1 z MIN|ZMPOP 1 none MIN|BZMPOP 1 1 z MAX|BZPOPMIN z 1|BZPOPMAX none 0.01|GEOPOS geo Palermo none
GEODIST geo Palermo C|GEOSEARCH geo FROMLONLAT 15 37 BYRADIUS 200 km ASC WITHCOORD WITHDIST WITHHASH
GEOSEARCH geo FROMLONLAT 15 37 BYRADIUS 200 km ASC|GEORADIUS geo 15 37 200 km WITHCOORD ASC
GEORADIUSBYMEMBER_RO geo C 200 km WITHDIST ASC|MODULE LIST|LATENCY HISTOGRAM none|PUBSUB NUMSUB a|ROLE|EXISTS a
SMISMEMBER none a|EVAL return{1,2.5,false} 0|INCRBYFLOAT a 1.5|LMPOP 1 none LEFT|ACL LOG`
  .trim()
  .split(/[|\n]/);

describe('sendCommand of node-redis 6, the package and RESP 2 made RESP 3', () => {
  let server: TestServer;
  let before: ReturnType<typeof createClient>;
  let after: Redis;
  beforeAll(async () => {
    server = await startServer();
    before = createClient({ url: server.url });
    await before.connect();
    after = new Redis(server.port);
  });
  afterAll(async () => {
    before.destroy();
    after.disconnect();
    await server.stop();
  });

  /** Idle times are of the moment. */
  const text = (reply: unknown): string => print(reply).replace(/(idle|inactive): \d+/g, '$1');
  const fresh = async (): Promise<void> => {
    await after.flushall();
    for (const [name = '', ...rest] of world) await after.call(name, rest);
  };

  it.each(lines)('%s', async (line) => {
    const words = line.split(' ');
    await fresh();
    const expected = await before.sendCommand(words);
    await fresh();
    const raw = await after.call(words[0] as string, words.slice(1));
    expect(text(resp3Reply(words, raw))).toBe(text(expected));
  });
});
