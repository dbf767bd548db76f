import type { ProvenMembers } from './members.js';

/** The commands of the differential tests (test/wrapper/ioredis/commands.ts), each also with `Buffer` behind it. */
const commands = words(`
  acl append asking auth bgrewriteaof bgsave bitcount bitfield bitfield_ro bitop bitpos blmove blmpop
  blpop brpop brpoplpush bzmpop bzpopmax bzpopmin client cluster command config copy dbsize debug decr
  decrby del dump echo eval eval_ro evalsha evalsha_ro exists expire expireat expiretime failover fcall
  fcall_ro flushall flushdb function geoadd geodist geohash geopos georadius georadius_ro
  georadiusbymember georadiusbymember_ro geosearch geosearchstore get getbit getdel getex getrange
  getset hdel hello hexists hget hgetall hincrby hincrbyfloat hkeys hlen hmget hmset hrandfield hscan
  hset hsetnx hstrlen hvals incr incrby incrbyfloat info keys lastsave latency lcs lindex linsert llen
  lmove lmpop lpop lpos lpush lpushx lrange lrem lset ltrim memory mget migrate module move mset msetnx
  object persist pexpire pexpireat pexpiretime pfadd pfcount pfmerge ping psetex psync pttl publish
  pubsub randomkey readonly readwrite rename renamenx replicaof reset restore role rpop rpoplpush rpush
  rpushx sadd save scan scard script sdiff sdiffstore select set setbit setex setnx setrange sinter
  sintercard sinterstore sismember slaveof slowlog smembers smismember smove sort sort_ro spop spublish
  srandmember srem sscan strlen substr sunion sunionstore swapdb time touch ttl type unlink wait
  xack xadd xautoclaim xclaim xdel xgroup xinfo xlen xpending xrange xread xreadgroup xrevrange xsetid
  xtrim zadd zcard zcount zdiff zdiffstore zincrby zinter zintercard zinterstore zlexcount zmpop zmscore
  zpopmax zpopmin zrandmember zrange zrangebylex zrangebyscore zrangestore zrank zrem zremrangebylex
  zremrangebyrank zremrangebyscore zrevrange zrevrangebylex zrevrangebyscore zrevrank zscan zscore
  zunion zunionstore
`);

/** What else a client, a cluster, a pipeline or a has (test/wrapper/ioredis/life.test.ts, test/wrapper/ioredis.test.ts). */
const life = words(`
  addBatch addListener autoPipelineQueueSize call callBuffer connect createBuiltinCommand
  defineCommand discard disconnect duplicate emit end eventNames exec execBuffer getBuiltinCommands
  hexpire hexpireat hexpiretime hgetex hpersist hpexpire hpexpireat hpexpiretime hpttl hscanBufferStream
  hscanStream hsetex httl isCluster length listenerCount listeners mode monitor multi nodes off on once
  options pipeline prependListener psubscribe publish punsubscribe quit refreshSlotsCache
  removeAllListeners removeListener scanBufferStream scanStream sendCommand send_command setMaxListeners
  slots spublish sscanBufferStream sscanStream ssubscribe status subscribe sunsubscribe unsubscribe
  unwatch watch zscanBufferStream zscanStream
`);

/** ioredis 6 speaks RESP3 to `call` in upper case. */
const notIn6: ReadonlySet<string> = new Set(words('call callBuffer send_command'));

const options = words(`
  port host path family username password db tls connectionName connectTimeout disconnectTimeout commandTimeout
  socketTimeout keepAlive noDelay retryStrategy reconnectOnError maxRetriesPerRequest maxLoadingRetryTime
  enableOfflineQueue enableReadyCheck autoResubscribe autoResendUnfulfilledCommands lazyConnect keyPrefix readOnly
  stringNumbers monitor showFriendlyErrorStack enableAutoPipelining autoPipeliningIgnoredCommands scripts Connector
  sentinels name role sentinelUsername sentinelPassword sentinelRetryStrategy sentinelReconnectStrategy
  sentinelMaxConnections sentinelCommandTimeout sentinelTLS enableTLSForSentinelMode updateSentinels
  failoverDetector preferredSlaves natMap redisOptions clusterRetryStrategy scaleReads maxRedirections
  retryDelayOnFailover retryDelayOnClusterDown retryDelayOnTryAgain retryDelayOnMoved slotsRefreshTimeout
  slotsRefreshInterval dnsLookup resolveSrv useSRVRecords disableClientInfo clientInfoTag
`);

/** Options that a major does not read, or that do nothing without another, which is not carried. */
const idle = ['dropBufferSupport', 'blockingTimeoutGrace'];

/** What the module exports. `createClient` is a static of the class, which is the module in CommonJS. */
const exportsOf5 = words(`
  default Redis Cluster Command Pipeline ScanStream AbstractConnector SentinelConnector SentinelIterator ReplyError print
  createClient
`);

const typesOf5 = words(`
  RedisOptions CommonRedisOptions ClusterOptions ClusterNode NodeRole NatMap DNSLookupFunction DNSResolveSrvFunction
  SentinelAddress SentinelConnectionOptions StandaloneConnectionOptions Callback RedisCommander Result ClientContext
  RedisKey RedisValue ChainableCommander
`);

const typesOf4 = words(`
  Redis Cluster Pipeline Commands Command RedisOptions ClusterOptions ClusterNode NodeRole KeyType ValueType Ok
  Callback CallbackFunction ScanStreamOption NatMap DNSLookupFunction BooleanResponse
`);

/** What the module for ioredis on iovalkey is proven to carry, by major. A use of anything else keeps the package. */
export const provenMembers: Readonly<Record<4 | 5 | 6, ProvenMembers>> = {
  4: { options, methods: methodsOf(4), exports: exportsOf5, types: typesOf4 },
  5: { options: [...options, ...idle], methods: methodsOf(5), exports: exportsOf5, types: typesOf5 },
  6: {
    options: [...options, ...idle],
    methods: methodsOf(6),
    exports: exportsOf5,
    types: [...typesOf5, 'ScanStreamOptions', 'RedisStatus', 'ClusterStatus'],
  },
};

function methodsOf(major: 4 | 5 | 6): readonly string[] {
  const all = [...commands, ...commands.map((name) => `${name}Buffer`), ...life];
  return major === 6 ? all.filter((name) => !notIn6.has(name)) : all;
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
