/**
 * Command lines that run through a client one after the other, by group, each group on an empty database: a method and
 * its arguments, divided by blanks (`""` is an empty one). Replies must not depend on time, chance or the order of a hash table.
 */
export const COMMAND_LINES: Readonly<Record<string, string>> = {
  strings: `
    set k v
    get k
    get none
    set k v2 GET
    set k v3 NX
    set k v3 XX
    set n 10
    set e "" EX 100
    get e
    incr n
    incrby n 5
    incrbyfloat n 0.5
    decr k
    decrby m 3
    append k x
    strlen k
    getrange k 0 1
    substr k 0 1
    setrange k 1 YY
    getset k z
    getdel k
    getex n PERSIST
    getex n EX 100
    setnx k a
    setnx k b
    setex x 100 v
    psetex y 100000 v
    mset a 1 b 2
    mget a b none
    msetnx a 1 c 3
    msetnx d 1 c 3
    lcs a b
    lcs a b LEN
    lcs a b IDX
    setbit bits 7 1
    getbit bits 7
    bitcount bits
    bitpos bits 1
    bitop NOT notbits bits
    bitfield bits SET u8 0 200 GET u4 0 INCRBY u2 100 1
    bitfield_ro bits GET u8 0
    set
    set k
    incr list
    get k extra`,
  keys: `
    set a 1
    exists a b a
    type a
    type none
    rename a b
    rename none c
    renamenx b c
    copy c d
    copy c d REPLACE
    touch c d none
    object ENCODING c
    object REFCOUNT none
    object HELP extra
    expire c 100
    expire c 50 LT
    expire none 5
    expireat c 99999999999
    expiretime c
    pexpiretime c
    pexpire c 100000
    pexpireat c 99999999999000
    persist c
    persist c
    ttl c
    pttl c
    ttl none
    keys d*
    dbsize
    del d
    dbsize
    scan 0
    scan 0 MATCH c COUNT 10 TYPE string
    dump none
    restore bad 0 nonsense
    sort none
    unlink c none
    move none 3
    select 2
    dbsize
    select 0
    select 99
    swapdb 1 2
    wait 0 1
    flushdb
    flushall ASYNC`,
  hashes: `
    hset h a 1 b 2
    hset h a 3 c 4
    hget h a
    hget h none
    hgetall h
    hgetall none
    hmset h d 5
    hmget h a none d
    hkeys h
    hvals h
    hlen h
    hstrlen h a
    hexists h a
    hexists h z
    hsetnx h a 9
    hsetnx h e 6
    hincrby h a 2
    hincrbyfloat h a 0.25
    hscan h 0
    hscan h 0 MATCH a* COUNT 5
    hdel h a b none
    hset one f v
    hrandfield one
    hrandfield one 2
    hrandfield one 2 WITHVALUES
    hset h
    hincrby h c x
    hgetall k extra
    set s 1
    hgetall s`,
  lists: `
    rpush l a b c
    lpush l z
    lpushx none a
    rpushx l d
    llen l
    lrange l 0 -1
    lrange none 0 -1
    lindex l 0
    lindex l 99
    lset l 0 y
    lset l 99 y
    linsert l BEFORE a x
    linsert l AFTER none x
    lpos l a
    lpos l a COUNT 0
    lpos l none
    lrem l 0 x
    lpop l
    lpop l 2
    lpop none
    lpop none 2
    rpop l
    rpush l a b c
    ltrim l 1 -1
    rpoplpush l m
    lmove l m LEFT RIGHT
    lmpop 2 none m LEFT COUNT 2
    lmpop 1 none LEFT
    rpush q 1 2 3 4
    blpop q 1
    brpop q 1
    brpoplpush q r 1
    blmove q r LEFT LEFT 1
    blmpop 1 1 r LEFT
    blpop none 0.01
    sort r
    rpush nums 3 1 2
    sort nums
    sort nums DESC LIMIT 0 2
    sort nums ALPHA STORE sorted
    sort_ro nums
    lpush`,
  sets: `
    sadd s 1 2 3
    sadd s 3
    scard s
    sismember s 1
    smismember s 1 9
    smembers s
    smembers none
    srem s 1 9
    sadd t 2 4
    sinter s t
    sintercard 2 s t
    sintercard 2 s t LIMIT 1
    sinterstore u s t
    sunion s t
    sunionstore u s t
    sdiff s t
    sdiffstore u s t
    smove s t 3
    smove s t none
    sscan t 0
    sadd one x
    srandmember one
    srandmember one 2
    srandmember none
    spop one
    spop one
    spop t 99
    set k v
    sadd k a`,
  'sorted sets': `
    zadd z 1 a 2 b 3 c
    zadd z NX 9 a
    zadd z XX CH 1.5 a
    zadd z INCR 1 a
    zadd z GT CH 0 a
    zadd z inf top -inf low
    zscore z a
    zscore z top
    zscore z none
    zmscore z a none low
    zcard z
    zcount z -inf +inf
    zcount z (1 3
    zincrby z 0.5 b
    zrank z a
    zrank z none
    zrank z a WITHSCORE
    zrevrank z a
    zrevrank z a WITHSCORE
    zrange z 0 -1
    zrange z 0 -1 WITHSCORES
    zrange z 1 3 BYSCORE LIMIT 0 1
    zrange z [a [c BYLEX
    zrange z 0 -1 REV
    zrangebyscore z -inf inf WITHSCORES
    zrevrangebyscore z inf -inf LIMIT 0 2
    zrevrange z 0 1
    zrangestore dest z 0 1
    zadd lex 0 a 0 b 0 c
    zrangebylex lex [a (c
    zrevrangebylex lex + -
    zlexcount lex - +
    zremrangebylex lex [a [a
    zrem lex b none
    zremrangebyrank z 0 0
    zremrangebyscore z inf inf
    zpopmin z
    zpopmax z 2
    zpopmin none
    zadd y 1 a 2 b
    zadd x 3 a 4 c
    zunion 2 x y WITHSCORES
    zunion 2 x y WEIGHTS 2 1 AGGREGATE MAX WITHSCORES
    zunionstore d 2 x y
    zinter 2 x y WITHSCORES
    zinterstore d 2 x y
    zintercard 2 x y
    zdiff 2 x y WITHSCORES
    zdiffstore d 2 x y
    zscan x 0
    zmpop 1 x MIN COUNT 2
    zmpop 1 none MAX
    bzpopmin y 1
    bzpopmax y 1
    bzmpop 1 1 d MIN
    bzpopmin none 0.01
    zadd one 1 m
    zrandmember one
    zrandmember one 1 WITHSCORES
    zadd z x a
    zadd z 1`,
  'hyperloglog and geo': `
    pfadd p a b c
    pfadd p a
    pfcount p
    pfmerge q p
    pfcount p q
    geoadd g 13.361389 38.115556 Palermo 15.087269 37.502669 Catania
    geodist g Palermo Catania
    geodist g Palermo Catania km
    geodist g Palermo none
    geohash g Palermo none
    geopos g Palermo none
    georadius g 15 37 200 km ASC
    georadius g 15 37 200 km WITHDIST WITHCOORD ASC
    georadiusbymember g Palermo 200 km ASC
    georadius_ro g 15 37 200 km ASC
    geosearch g FROMLONLAT 15 37 BYRADIUS 200 km ASC
    geosearch g FROMMEMBER Palermo BYBOX 400 400 km ASC WITHDIST
    geosearchstore h g FROMLONLAT 15 37 BYRADIUS 200 km
    geoadd g 999 999 nowhere`,
  streams: `
    xadd s 1-1 a 1
    xadd s 2-1 b 2 c 3
    xadd s MAXLEN ~ 100 3-1 d 4
    xadd none NOMKSTREAM * a 1
    xadd s 1-1 a 1
    xlen s
    xrange s - +
    xrange s - + COUNT 1
    xrange none - +
    xrevrange s + -
    xread COUNT 1 STREAMS s 0
    xread STREAMS s 0-0
    xread STREAMS s 9-9
    xread BLOCK 10 STREAMS s $
    xgroup CREATE s g 0
    xgroup CREATE s g 0
    xgroup CREATE m g $ MKSTREAM
    xgroup CREATECONSUMER s g other
    xreadgroup GROUP g c COUNT 2 STREAMS s >
    xreadgroup GROUP g c STREAMS s 0
    xreadgroup GROUP none c STREAMS s >
    xpending s g
    xpending none g
    xack s g 1-1
    xclaim s g other 0 2-1 JUSTID
    xclaim s g c 0 2-1
    xautoclaim s g other 0 0 JUSTID
    xautoclaim s g c 0 0 COUNT 1
    xinfo STREAM m
    xinfo GROUPS s
    xinfo STREAM none
    xgroup SETID s g 0
    xgroup DELCONSUMER s g c
    xgroup DESTROY s g
    xsetid s 9-1
    xdel s 1-1 9-9
    xtrim s MAXLEN 1
    xtrim s MINID 99
    xadd s 0-0 a 1
    xadd s 10-1 a`,
  scripts: `
    eval return{1,2,{3,"four"}} 0
    eval return(ARGV[1]..KEYS[1]) 1 k a
    eval return(redis.call('set',KEYS[1],ARGV[1])) 1 k v
    eval return(nil) 0
    eval return(true) 0
    eval return(3.9) 0
    eval return(redis.error_reply('MY_bad')) 0
    eval return(redis.status_reply('FINE')) 0
    eval nonsense( 0
    eval_ro return(redis.call('get',KEYS[1])) 1 k
    evalsha ffffffffffffffffffffffffffffffffffffffff 0
    evalsha_ro ffffffffffffffffffffffffffffffffffffffff 0
    script LOAD return(1)
    script EXISTS e0e1f9fabfc9d4800c877a703b823ac0578ff8db ffffffffffffffffffffffffffffffffffffffff
    evalsha e0e1f9fabfc9d4800c877a703b823ac0578ff8db 0
    script FLUSH
    script KILL
    function LIST
    function DELETE none
    function FLUSH
    fcall none 0
    fcall_ro none 0`,
  server: `
    ping
    ping hello
    echo hi
    command COUNT extra
    command GETKEYS mset a 1 b 2
    command GETKEYS get
    config GET maxmemory-samples
    config SET maxmemory-samples 5
    config SET none 5
    config RESETSTAT
    client GETNAME
    client SETNAME mine
    client GETNAME
    client NO-EVICT off
    client REPLY nonsense
    client LIST TYPE nonsense
    client UNPAUSE
    client GETREDIR
    client TRACKINGINFO
    client CACHING yes
    acl WHOAMI
    acl CAT nonsense
    acl GETUSER none
    acl SETUSER mine on >pw ~a:* +get
    acl DELUSER mine none
    acl DRYRUN default get k
    acl LIST
    memory USAGE none
    memory nonsense
    slowlog LEN extra
    slowlog RESET
    slowlog GET
    latency RESET
    latency LATEST
    latency HISTORY command
    debug nonsense
    cluster INFO
    cluster KEYSLOT k
    readonly
    role
    replicaof nonsense nonsense
    module LIST
    save
    bgrewriteaof nonsense
    pubsub CHANNELS
    pubsub NUMSUB a
    pubsub NUMPAT
    pubsub SHARDCHANNELS
    publish none hi
    spublish none hi
    auth wrong
    auth default wrong
    hello 99
    asking
    reset extra
    failover ABORT
    psync nonsense
    info keyspace
    info nosuchsection
    info keyspace nosuchsection
    time extra
    lastsave extra
    readwrite
    slaveof nonsense nonsense
    slaveof NO ONE
    bgsave nonsense
    migrate 127.0.0.1 1 none 0 10
    migrate 127.0.0.1
    randomkey
    set only v
    randomkey
    randomkey extra
    geoadd g 13.361389 38.115556 a 15.087269 37.502669 b
    georadiusbymember_ro g a 200 km ASC`,
};
