/**
 * Command lines that go through the original and the module. Each group starts on an empty database. What a line gives
 * is compared as it is; a line after `~` by its shape alone, because its reply changes from call to call.
 */
import type { TestServer } from '../../servers.js';
import { call, type Redis } from './subject.js';

export const GROUPS: { readonly [group: string]: string } = {
  strings: `
    set s hello
    get s
    get missing
    getset s world
    append s !
    append new x
    strlen s
    strlen missing
    setrange s 1 OO
    getrange s 0 3
    substr s 0 1
    set n 10
    incr n
    incrby n 5
    incrbyfloat n 0.5
    set n 10
    decr n
    decrby n 4
    incr s
    mset a 1 b 2 c 3
    mget a b c missing
    mget
    msetnx a 9 d 4
    msetnx d 4 e 5
    setnx s no
    setnx fresh yes
    setex t 100 v
    ttl t
    psetex p 100000 v
    set k v NX
    set k v NX
    set k v2 XX
    set k v3 EX 100
    set k v3 KEEPTTL
    set k v4 PX 100000 XX
    set k v5 GET
    set k v5 WRONG
    set k
    getdel k
    getex s EX 100
    getex s PERSIST
    setbit bits 7 1
    getbit bits 7
    getbit bits 100
    bitcount bits
    bitcount bits 0 0
    bitpos bits 1
    bitop NOT negated bits
    bitop AND both bits negated
    bitfield bf SET u8 0 255 GET u8 0 INCRBY u2 100 1
    bitfield_ro bf GET u8 0
    stralgo LCS STRINGS ohmytext mynewtext
    set unicode žluťoučký_☃
    get unicode
    strlen unicode`,
  keys: `
    set a 1
    exists a
    exists a a missing
    type a
    type missing
    rename a b
    rename missing x
    renamenx b c
    set b 1
    renamenx b c
    copy c d
    copy c d
    copy c d REPLACE
    expire c 100
    expire missing 100
    ttl c
    persist c
    persist c
    ttl c
    ttl missing
    pexpire c 100000
    expireat c 4102444800
    pexpireat c 4102444800000
    ~pttl c
    touch a b c d
    unlink b
    del c missing
    del d
    keys *
    randomkey
    dbsize
    set o 12345
    object encoding o
    object refcount o
    object help
    ~object idletime o
    ~dump o
    set z1 v
    move z1 1
    move z1 1
    swapdb 0 1
    swapdb 0 1
    sort missing
    scan 0
    scan 0 MATCH o* COUNT 100
    scan 0 TYPE string
    scan abc
    wait 0 1
    flushdb
    flushall
    flushall ASYNC
    restore r 0 broken
    restore-asking r 0 broken
    migrate 127.0.0.1 1 key 0 10`,
  lists: `
    rpush l a b c
    lpush l z
    lpush l y x
    rpushx l d
    rpushx missing d
    lpushx l w
    llen l
    lrange l 0 -1
    lrange missing 0 -1
    lindex l 0
    lindex l 100
    lset l 0 W
    lset l 100 W
    lset missing 0 W
    linsert l BEFORE a before-a
    linsert l AFTER nothing x
    lrem l 1 b
    ltrim l 0 4
    lpos l a
    lpos l a COUNT 0
    lpop l
    rpop l
    lpop l 2
    lpop missing
    rpoplpush l m
    lmove m l LEFT RIGHT
    blmove l m LEFT RIGHT 0
    blpop l 0.05
    rpush l a b
    brpop missing l 1
    brpoplpush l m 0.05
    blpop empty 0.01
    lpush l 1 3 2
    sort l
    sort l DESC ALPHA
    sort l LIMIT 0 2
    sort l BY nosort GET # STORE sorted
    lrange sorted 0 -1
    llen missing`,
  hashes: `
    hset h f v
    hset h f v2 g w
    hget h f
    hget h missing
    hget missing f
    hgetall h
    hgetall missing
    hmset h i 1 j 2
    hmget h f i missing
    hmget missing f
    hexists h f
    hexists h missing
    hdel h f missing
    hlen h
    hkeys h
    hvals h
    hkeys missing
    hsetnx h i no
    hsetnx h k yes
    hincrby h i 5
    hincrbyfloat h i 0.5
    hincrby h g 1
    hstrlen h g
    hrandfield missing
    hrandfield missing 2
    hset one a 1
    hrandfield one
    hrandfield one 2 WITHVALUES
    hscan h 0
    hscan h 0 MATCH g
    hset h odd
    hmset h odd
    hset s2 __proto__ x
    hgetall h wrong`,
  sets: `
    sadd a 1 2 3
    sadd a 3
    sadd b 2 3 4
    scard a
    sismember a 1
    sismember a 9
    smismember a 1 9
    smembers a
    smembers missing
    sinter a b
    sinterstore i a b
    sunion a b
    sunionstore u a b
    sdiff a b
    sdiffstore d a b
    smove a b 1
    smove a b 9
    srem b 1 9
    sadd one x
    srandmember one
    srandmember one 2
    srandmember missing
    spop one
    spop one 2
    spop missing
    sscan b 0
    sscan b 0 COUNT 10
    sinter a missing`,
  sortedSets: `
    zadd z 1 a 2 b 3 c
    zadd z 4 c
    zadd z NX 9 a
    zadd z XX CH 5 a
    zadd z INCR 1 a
    zadd z NX INCR 1 a
    zadd z nan x
    zcard z
    zscore z a
    zscore z missing
    zmscore z a missing
    zincrby z 1.5 b
    zrank z a
    zrank z missing
    zrevrank z a
    zrange z 0 -1
    zrange z 0 -1 WITHSCORES
    zrange z 0 10 BYSCORE LIMIT 0 1
    zrange z 0 -1 REV
    zrevrange z 0 -1 WITHSCORES
    zrangebyscore z -inf +inf
    zrangebyscore z (1 5 WITHSCORES LIMIT 0 2
    zrevrangebyscore z +inf -inf
    zcount z 0 4
    zadd lex 0 a 0 b 0 c
    zrangebylex lex - [b
    zrevrangebylex lex [c -
    zlexcount lex - +
    zremrangebylex lex [a [a
    zremrangebyrank lex 0 0
    zremrangebyscore z 0 4
    zadd x 1 a 2 b
    zadd y 3 b 4 c
    zunionstore u 2 x y
    zunionstore u 2 x y WEIGHTS 2 3 AGGREGATE MAX
    zinterstore i 2 x y
    zdiffstore d 2 x y
    zunion 2 x y WITHSCORES
    zinter 2 x y
    zdiff 2 x y
    zrangestore s x 0 -1
    zpopmin u
    zpopmax u 2
    zpopmin missing
    bzpopmin x 1
    bzpopmax y 1
    bzpopmin missing 0.01
    zrem y b missing
    zrandmember missing
    zadd one 1 m
    zrandmember one 1 WITHSCORES
    zscan one 0
    zadd inf +inf m
    zscore inf m
    zrem missing a`,
  streams: `
    xadd s 1-1 f v
    xadd s 1-2 f v g w
    xadd s 1-1 f v
    ~xadd s * f v
    xlen s
    xrange s - 1-2
    xrevrange s 1-2 -
    xrange s - + COUNT 1
    xread COUNT 2 STREAMS s 0
    xread STREAMS s 99999999999999-0
    xread BLOCK 5 STREAMS s 99999999999999-0
    xgroup CREATE s g 0
    xgroup CREATE s g 0
    xgroup CREATE missing g 0
    xgroup SETID s g 0
    xgroup CREATECONSUMER s g c2
    xreadgroup GROUP g c1 COUNT 2 STREAMS s >
    xreadgroup GROUP g c1 STREAMS s 0
    xpending s g
    ~xpending s g - + 10
    xack s g 1-1
    xclaim s g c2 0 1-2
    xclaim s g c2 0 1-2 JUSTID
    xautoclaim s g c1 0 0 COUNT 1
    xautoclaim s g c1 0 0 COUNT 1 JUSTID
    ~xinfo STREAM s
    xinfo GROUPS s
    ~xinfo CONSUMERS s g
    xinfo STREAM missing
    xdel s 1-1 9-9
    xtrim s MAXLEN 1
    xsetid s 99999999999999-0
    xgroup DELCONSUMER s g c1
    xgroup DESTROY s g`,
  geo: `
    geoadd g 13.361389 38.115556 Palermo 15.087269 37.502669 Catania
    geodist g Palermo Catania
    geodist g Palermo Catania km
    geodist g Palermo missing
    geohash g Palermo missing
    geopos g Palermo missing
    georadius g 15 37 200 km
    georadius g 15 37 200 km WITHDIST WITHCOORD ASC
    georadiusbymember g Palermo 200 km
    georadius_ro g 15 37 200 km COUNT 1
    georadiusbymember_ro g Palermo 100 km
    geosearch g FROMLONLAT 15 37 BYRADIUS 200 km ASC
    geosearchstore out g FROMMEMBER Palermo BYBOX 400 400 km
    geoadd g 200 100 nowhere`,
  probabilistic: `
    pfadd h a b c
    pfadd h a
    pfcount h
    pfadd i c d
    pfcount h i
    pfmerge u h i
    pfcount u
    pfdebug ENCODING h`,
  scripting: `
    eval return_1 0
    eval return{1,2,{3,'four'}} 0
    eval return{KEYS[1],ARGV[1],ARGV[2]} 1 key first second
    eval return{ok='fine'} 0
    eval return{err='MY_failure'} 0
    eval return{err='broken'} 0
    eval return_redis.call('nothing') 0
    eval return_redis.call('set',KEYS[1],ARGV[1]) 1 scripted value
    get scripted
    eval return_false 0
    eval return_true 0
    eval return_3.99 0
    eval return_redis.error_reply('CUSTOM_oh_no') 0
    evalsha 0000000000000000000000000000000000000000 0
    script LOAD return_1
    script EXISTS e0e1f9fabfc9d4800c877a703b823ac0578ff8db 00
    evalsha 7f923f79fe76194c868d7e1d0820de36700eb649 0
    script FLUSH
    script KILL`,
  server: `
    ping
    ping hello
    echo words
    ~time
    ~lastsave
    ~command
    command COUNT
    command INFO get
    command GETKEYS mset a b c d
    config GET maxmemory
    config SET maxmemory 0
    config GET nothing
    config RESETSTAT
    config SET nothing 1
    client GETNAME
    client SETNAME tester
    client GETNAME
    ~client ID
    ~client LIST
    client KILL 1.2.3.4:5
    client REPLY wrong
    client PAUSE 1
    client NO-EVICT ON
    ~slowlog LEN
    slowlog RESET
    slowlog GET 0
    latency RESET
    latency LATEST
    memory USAGE missing
    ~memory STATS
    memory PURGE
    acl WHOAMI
    acl LIST
    acl CAT nothing
    acl GETUSER nobody
    acl SETUSER tester on nopass ~* +get
    acl DELUSER tester
    acl DRYRUN default get a
    module LIST
    cluster INFO
    cluster KEYSLOT a
    readonly
    readwrite
    asking
    role
    replicaof NO ONE
    slaveof NO ONE
    replconf nothing
    pubsub CHANNELS
    pubsub NUMSUB a b
    pubsub NUMPAT
    publish nowhere x
    watch a b
    unwatch
    discard
    exec
    debug JMAP
    debug OBJECT missing
    save wrong
    lolwut VERSION 99 1
    failover TO wrong
    hello 2 AUTH x
    select 1
    set in-one x
    select 0
    get in-one
    select 99
    select x
    reset
    select 0
    bgrewriteaof wrong
    bgsave wrong`,
};

/** The rows of a group: the method, its arguments (`_` is a space in scripts) and whether only the shape counts. */
export function readGroup(text: string): { line: string; words: string[]; shape: boolean }[] {
  return text
    .trim()
    .split('\n')
    .map((raw) => raw.trim())
    .map((line) => ({
      line,
      words: line
        .replace(/^~/, '')
        .split(' ')
        .map((word) => (/^return_/.test(word) ? word.replaceAll('_', ' ') : word)),
      shape: line.startsWith('~'),
    }));
}

/** A reply's shape: kinds of values, the lengths of lists left out. */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((one) => JSON.stringify(shapeOf(one))))].sort();
  if (typeof value === 'object' && value !== null) return Object.keys(value).sort();
  return typeof value;
}

/** All lines one after the other, each with its callback. */
export async function runLines(
  subject: Redis,
  server: TestServer,
  text: string,
  options: object = {},
): Promise<Record<string, unknown>> {
  await server.command('FLUSHALL');
  const client = subject.createClient(server.port, server.host, options);
  const results: Record<string, unknown> = {};
  let number = 0;
  for (const { line, words, shape } of readGroup(text)) {
    const [method = '', ...args] = words;
    const result = await call(client, method, ...args).catch(String);
    results[`${++number} ${line}`] = shape ? shapeOf(result) : result;
  }
  client.end(true);
  return results;
}
