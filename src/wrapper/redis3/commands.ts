/** Gives RedisClient and Multi a method for each command, in lower and in upper case. */
import { CALLS, sendCredentials } from './calls.js';
import { RedisClient } from './client.js';
import { fromCall } from './command.js';
import { Multi } from './multi.js';

/** The commands that node-redis 2.8 and 3.1 have methods for (redis-commands 1.7). Others go through `send_command`. */
const COMMANDS = `
  acl append asking auth bgrewriteaof bgsave bitcount bitfield bitfield_ro bitop bitpos blmove blpop brpop brpoplpush
  bzpopmax bzpopmin client cluster command config copy dbsize debug decr decrby del discard dump echo eval evalsha
  exists expire expireat failover flushall flushdb geoadd geodist geohash geopos georadius georadius_ro
  georadiusbymember georadiusbymember_ro geosearch geosearchstore get getbit getdel getex getrange getset hdel hello
  hexists hget hgetall hincrby hincrbyfloat hkeys hlen hmget hmset host: hrandfield hscan hset hsetnx hstrlen hvals
  incr incrby incrbyfloat info keys lastsave latency lindex linsert llen lmove lolwut lpop lpos lpush lpushx lrange
  lrem lset ltrim memory mget migrate module monitor move mset msetnx object persist pexpire pexpireat pfadd pfcount
  pfdebug pfmerge pfselftest ping post psetex psubscribe psync pttl publish pubsub punsubscribe quit randomkey readonly
  readwrite rename renamenx replconf replicaof reset restore restore-asking role rpop rpoplpush rpush rpushx sadd save
  scan scard script sdiff sdiffstore select set setbit setex setnx setrange shutdown sinter sinterstore sismember
  slaveof slowlog smembers smismember smove sort spop srandmember srem sscan stralgo strlen subscribe substr sunion
  sunionstore swapdb sync time touch ttl type unlink unsubscribe unwatch wait watch xack xadd xautoclaim xclaim xdel
  xgroup xinfo xlen xpending xrange xread xreadgroup xrevrange xsetid xtrim zadd zcard zcount zdiff zdiffstore zincrby
  zinter zinterstore zlexcount zmscore zpopmax zpopmin zrandmember zrange zrangebylex zrangebyscore zrangestore zrank
  zrem zremrangebylex zremrangebyrank zremrangebyscore zrevrange zrevrangebylex zrevrangebyscore zrevrank zscan zscore
  zunion zunionstore`;

/** Adds a command that the client has no method for. One with other characters gets a second name: `nr.run`, `nr_run`. */
export function addCommand(command: string): void {
  const name = command.replace(/(?:^([0-9])|[^a-zA-Z0-9_$])/g, '_$1');
  const make = CALLS[command] ?? ((_, given) => fromCall(command, given));
  addMethod(RedisClient.prototype, command, name, function (this: RedisClient, ...given: unknown[]) {
    return this.send(make(this, given));
  });
  addMethod(Multi.prototype, command, name, function (this: Multi, ...given: unknown[]) {
    this.queue.push(make(this._client, given));
    return this;
  });
}

/** A method that is there already is never replaced. Like all in these prototypes it can be listed, for promisifyAll. */
function addMethod(prototype: object, command: string, name: string, method: object): void {
  if (command in prototype) return;
  Object.defineProperty(method, 'name', { value: name });
  for (const key of [command, command.toUpperCase(), name, name.toUpperCase()]) {
    Reflect.set(prototype, key, method);
  }
}

/** Lists a method of the class under more names, the ones of node-redis. */
function list(prototype: object, names: readonly string[]): void {
  const [own = ''] = names;
  const value: unknown = Reflect.get(prototype, own);
  for (const name of names) {
    Object.defineProperty(prototype, name, { value, enumerable: true, configurable: true, writable: true });
  }
}

// These do more to a client than to send a command.
Object.assign(RedisClient.prototype, {
  auth(this: RedisClient, ...given: unknown[]) {
    return sendCredentials(this, given);
  },
  quit(this: RedisClient, ...given: unknown[]) {
    const result = this.send(CALLS.quit!(this, given));
    // Whether it is sent or waits for a connection: nothing else follows.
    this.closing = true;
    this.ready = false;
    return result;
  },
});
Object.assign(Multi.prototype, {
  monitor(this: Multi, ...given: unknown[]) {
    if (this.transaction) this.monitoring = true;
    else this.queue.push(CALLS.monitor!(this._client, given));
    return this;
  },
});
list(RedisClient.prototype, ['auth', 'AUTH']);
list(RedisClient.prototype, ['quit', 'QUIT']);
list(RedisClient.prototype, ['multi', 'MULTI']);
list(RedisClient.prototype, ['batch', 'BATCH']);
list(RedisClient.prototype, ['send_command', 'sendCommand']);
for (const name of ['end', 'unref', 'duplicate', 'cork', 'uncork']) list(RedisClient.prototype, [name]);
list(Multi.prototype, ['monitor', 'MONITOR']);
list(Multi.prototype, ['exec', 'EXEC']);
list(Multi.prototype, ['exec_atomic', 'EXEC_ATOMIC', 'execAtomic']);
list(Multi.prototype, ['exec_transaction']);
list(Multi.prototype, ['exec_batch']);
for (const command of COMMANDS.trim().split(/\s+/)) addCommand(command);
// As methods of the client these two exist in node-redis for their own sake only.
addCommand('exec');
addCommand('multi');
