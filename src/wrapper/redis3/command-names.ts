/** The commands that node-redis 2.8 and 3.1 have methods for (redis-commands 1.7). Others go through `send_command`. */
export const COMMAND_NAMES: readonly string[] = `
  acl append asking auth bgrewriteaof bgsave bitcount bitfield bitfield_ro bitop bitpos blmove blpop brpop brpoplpush
  bzpopmax bzpopmin client cluster command config copy dbsize debug decr decrby del discard dump echo eval evalsha
  exec exists expire expireat failover flushall flushdb geoadd geodist geohash geopos georadius georadius_ro
  georadiusbymember georadiusbymember_ro geosearch geosearchstore get getbit getdel getex getrange getset hdel hello
  hexists hget hgetall hincrby hincrbyfloat hkeys hlen hmget hmset host: hrandfield hscan hset hsetnx hstrlen hvals
  incr incrby incrbyfloat info keys lastsave latency lindex linsert llen lmove lolwut lpop lpos lpush lpushx lrange
  lrem lset ltrim memory mget migrate module monitor move mset msetnx multi object persist pexpire pexpireat pfadd pfcount
  pfdebug pfmerge pfselftest ping post psetex psubscribe psync pttl publish pubsub punsubscribe quit randomkey readonly
  readwrite rename renamenx replconf replicaof reset restore restore-asking role rpop rpoplpush rpush rpushx sadd save
  scan scard script sdiff sdiffstore select set setbit setex setnx setrange shutdown sinter sinterstore sismember
  slaveof slowlog smembers smismember smove sort spop srandmember srem sscan stralgo strlen subscribe substr sunion
  sunionstore swapdb sync time touch ttl type unlink unsubscribe unwatch wait watch xack xadd xautoclaim xclaim xdel
  xgroup xinfo xlen xpending xrange xread xreadgroup xrevrange xsetid xtrim zadd zcard zcount zdiff zdiffstore zincrby
  zinter zinterstore zlexcount zmscore zpopmax zpopmin zrandmember zrange zrangebylex zrangebyscore zrangestore zrank
  zrem zremrangebylex zremrangebyrank zremrangebyscore zrevrange zrevrangebylex zrevrangebyscore zrevrank zscan zscore
  zunion zunionstore`
  .trim()
  .split(/\s+/);
