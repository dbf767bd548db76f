/**
 * The commands that every copy of a promise dialect has, by the names of their methods: what applications use day by day,
 * and what packages that are given a client call on it. The others come along where code names them (`parts.ts`).
 */
export const everydayCommands: readonly string[] = `
  append decr decrBy get getBit getDel getEx getRange getSet incr incrBy incrByFloat mGet mSet mSetNX pSetEx set setBit
  setEx setNX setRange strLen
  copy del exists expire expireAt keys persist pExpire pExpireAt pTTL randomKey rename renameNX scan touch ttl type unlink
  hDel hExists hGet hGetAll hIncrBy hIncrByFloat hKeys hLen hmGet hScan hScanNoValues hSet hSetNX hStrLen hVals
  blMove blPop brPop brPopLPush lIndex lInsert lLen lMove lPop lPopCount lPush lPushX lRange lRem lSet lTrim rPop rPopCount
  rPopLPush rPush rPushX
  sAdd sCard sDiff sDiffStore sInter sInterStore sIsMember sMembers smIsMember sMove sPop sPopCount sRandMember
  sRandMemberCount sRem sScan sUnion sUnionStore
  zAdd zCard zCount zIncrBy zmScore zPopMax zPopMaxCount zPopMin zPopMinCount zRange zRangeByScore zRangeByScoreWithScores
  zRangeWithScores zRank zRem zRemRangeByRank zRemRangeByScore zRevRank zScan zScore
  eval evalSha scriptExists scriptFlush scriptLoad
  auth echo ping
  dbSize discard flushAll flushDb info publish pubSubChannels pubSubNumPat pubSubNumSub save shutdown sPublish time unwatch
  watch
`
  .trim()
  .split(/\s+/);
