import type { Dialect } from '../../model.js';

/** Dialects whose names are listed together. */
export type Family = 'ioredis' | 'redis3' | 'promise';

/** The family of a dialect. */
export function familyOf(dialect: Dialect): Family {
  return dialect === 'ioredis' || dialect === 'redis3' ? dialect : 'promise';
}

/** A name that other objects hardly have: `internal_send_command`, `clientSideCache`; not `close`. */
export function isTelling(name: string): boolean {
  return name.length > 6 && /[a-z][A-Z]|[a-zA-Z]_[a-zA-Z]/.test(name);
}

/**
 * The names beside the proven ones that a client, cluster, pool or transaction has: in a package, in a module, or in
 * both. test/plan/proven/other-names.test.ts collects them. Those that start with `_` are not written down: none of
 * them is the code's own.
 */
export const otherNames: Readonly<Record<Family, ReadonlySet<string>>> = {
  redis3: new Set(
    words(`
    HOST_ RESTORE_ASKING attempts auth_pass auth_user buffers channels_left commandQueueLength command_queue
    connect_timeout connectionId connection_gone convert create_stream drain emit_idle
    emitted_end enable_offline_queue expectNoReply fire_strings flush_and_error handle_reply host_
    initialize_retry_vars internal_send_command max_attempts message_buffers offlineQueueLength offline_queue
    old_state on_connect on_error on_info_cmd on_ready pipeline pipeline_queue postpone queue ready_check reply
    reply_parser restore_asking retryBackoff retryDelay retry_max_delay retry_timer retry_totaltime return_error
    return_reply send send_offline_queue serverInfo settle settleAll settleInOrder shouldBuffer showSent
    sub_commands_left subscription_set times_connected transaction warn write write_buffers write_strings writer
  `),
  ),
  ioredis: new Set(
    words(`
    discardBuffer hexpireBuffer hexpireatBuffer hexpiretimeBuffer hgetexBuffer hpersistBuffer hpexpireBuffer
    hpexpireatBuffer hpexpiretimeBuffer hpttlBuffer hsetexBuffer httlBuffer multiBuffer punsubscribeBuffer
    quitBuffer sunsubscribeBuffer unsubscribeBuffer unwatchBuffer watchBuffer addBuiltinCommand addedBuiltinSet
    arcount ardel ardelrange arget argetrange argrep arinfo arinsert arlastitems arlen armget armset arnext arop
    arring arscan arseek arset backup bgsave blmovem call clearAddedScriptHashesCleanInterval
    clearNodesRefreshInterval clearSocketTimeout commandQueue connectionEpoch connectionPool connector
    createScanStream createShardedSubscriberGroup delayQueue delayUntilReady delex digest dnsLookup
    executeOfflineCommands fillResult flushQueue georadiusbymember_ro getBlockingTimeoutInMs
    getConfiguredBlockingTimeout getInfoFromNode getMaxListeners handleCloseEvent handleError handleReconnection
    hgetdel himport hotkeys increx info invokeReadyDelayedCallbacks isPipeline isRefreshing lastsave lmovem
    lolwut manuallyClosing migrate msetex natMapper offlineQueue parseOptions pfdebug pfselftest
    prependOnceListener promise psubscribe randomkey rawListeners readwrite readyCheck reconnectTimeout
    recoverFromFatalError redis reject replconf replyPending resetCommandQueue resetNodesRefreshInterval
    resetOfflineQueue resolve resolveSrv resolveStartupNodeHostnames restore-asking retryAttempts scriptsSet
    sdiffcard send_command sentinel setSocketTimeout setStatus shutdown silentEmit slaveof ssubscribe
    startupNodes subscribe subscriber sunioncard sync time trimslots vadd vcard vdim vemb vgetattr vinfo
    vismember vlinks vrandmember vrange vrem vsetattr vsim waitaof xackdel xcfgset xdelex xidmprecord xnack
  `).flatMap((name) => [name, `${name}Buffer`]),
  ),
  promise: new Set(
    words(`
    ARCOUNT ARDEL ARDELRANGE ARGET ARGETRANGE ARGREP ARGREP_WITHVALUES ARINFO ARINSERT ARLASTITEMS ARLEN ARMGET
    ARMSET ARNEXT AROP ARRING ARSCAN ARSEEK ARSET BLESS_CLEAR BLESS_GET BLESS_SCAN BLESS_SET BLMOVEM
    CLIENT_UNBLOCK CLUSTER_COUNT_FAILURE_REPORTS CLUSTER_SET_CONFIG_EPOCH COMMAND_DOCS CONFIG_RESETASTAT DELEX
    DIGEST DISCARD FAILOVER GEORADIUSBYMEMBERSTORE GEORADIUSSTORE HGETDEL HGETEX HIMPORT_DISCARD
    HIMPORT_DISCARDALL HIMPORT_PREPARE HIMPORT_SET HOTKEYS_GET HOTKEYS_RESET HOTKEYS_START HOTKEYS_STOP HSETEX
    INCREX INCREXBYFLOAT LATENCY_HISTOGRAM LATENCY_RESET LMOVEM LOLWUT MONITOR MSETEX Multi READWRITE SAVE
    SDIFFCARD SHUTDOWN SPOP_COUNT SUNIONCARD VADD VCARD VDIM VEMB VEMB_RAW VGETATTR VINFO VLINKS
    VLINKS_WITHSCORES VRANDMEMBER VRANGE VREM VSETATTR VSIM VSIM_WITHSCORES XACKDEL XADD_NOMKSTREAM XCFGSET
    XDELEX XNACK ZADD_INCR ZRANK_WITHSCORE ZREVRANK_WITHSCORE acquire arCount arDel arDelRange arGet
    arGetRange arGrep arGrepWithValues arInfo arInsert arLastItems arLen arMGet arMSet arNext arOp arRing arScan
    arSeek arSet asap bf blMoveM blessClear blessGet blessScan blessSet cf cleanupTimeout clientSideCache
    clientUnblock clientsInUse close cms commandDocs commandOptions commandsExecutor createPool delEx destroy
    digest discard execAsPipelineTyped execTyped execute executeFunction executeIsolated executeScript
    extendPubSubChannelListeners extendPubSubListeners failover ft functionsExecuter functionsExecutor
    getMasterNode getNodeClientForKey getPubSubListeners getReplicaNodes getSentinelNode graph
    hGetDel hGetEx hImportDiscard hImportDiscardAll hImportPrepare hImportSet hScanValuesIterator hSetEx
    hotkeysGet hotkeysReset hotkeysStart hotkeysStop identity idleClients incrExByFloat increx isClosing
    isDirtyWatch isWatching json lMoveM latencyHistogram latencyReset legacy lolwut mSetEx monitor multiExecutor
    pubSubNode reAuthenticate readwrite release reset resetIfDirty resubscribeAllPubSubListeners sDiffCard
    sPopCount sUnionCard save scriptsExecuter scriptsExecutor setDirtyWatch setTracer shards shutdown
    socketEpoch tDigest tasksQueueLength topK totalClients ts use v4 vAdd vCard vDim vEmb vEmbRaw vGetAttr vInfo
    vLinks vLinksWithScores vRandMember vRange vRem vSetAttr vSim vSimWithScores withAbortSignal
    withCommandOptions withTypeMapping xAckDel xAddNoMkStream xCfgSet xDelEx xNack zAddIncr zRankWithScore
    zRevRankWithScore
  `),
  ),
};

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
