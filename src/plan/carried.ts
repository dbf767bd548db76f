import { EventEmitter } from 'node:events';
import { provenMembers as provenIoredis } from './proven/ioredis.js';
import { moduleUse } from './parts.js';
import { provenRedis3, provenRedis3Commands } from './proven/redis3.js';
import { provenRedis4 } from './proven/redis4.js';
import { provenRedis5 } from './proven/redis5.js';
import { provenRedis6 } from './proven/redis6.js';
import type { Survey } from './survey.js';
import { instanceConsumers, passiveReceivers } from './tables/instance-consumers.js';
import type { ClientUse, KnownClient } from './uses.js';

/** What a module of the wrapper is proven to carry on iovalkey. */
interface Carried {
  readonly names: ReadonlySet<string>;
  readonly options: ReadonlySet<string>;
}

/**
 * Finds what a use needs of the client that iovalkey is not proven to carry; null when it carries everything. The
 * tables under `proven/` are those that the differential tests run over.
 */
export function notCarried(use: ClientUse, survey: Survey): string | null {
  const carried = carriedBy(use.client);
  if (use.client.target === 'redis' && use.client.dialect in provenPromise) {
    const file = moduleUse(survey);
    if (file !== null) return `${file} uses a module of Redis, which Valkey does not have`;
  }
  for (const facts of new Set(use.sites.map((site) => site.facts))) {
    for (const one of facts.members.uses) {
      if (one.packageName !== use.packageName) continue;
      const proven = one.kind === 'option' ? carried.options : carried.names;
      if (!proven.has(one.name) && !ofEveryFunction.test(one.name)) {
        return `${facts.path}:${one.line} uses ${one.name}, which is not proven on iovalkey`;
      }
    }
    for (const one of facts.members.handOvers) {
      if (one.packageName !== use.packageName || passiveReceivers.test(one.to)) continue;
      if (!instanceConsumers.has(one.to)) {
        return `${facts.path}:${one.line} hands a client to ${one.to}, which is not known`;
      }
    }
  }
  return null;
}

/** Members of any function or promise, and what test tools put on one. */
const ofEveryFunction =
  /^(prototype|name|length|call|apply|bind|toString|then|catch|finally|ValkeyClient|RedisClient|mock\w*|calledWith\w*|restore|resetHistory)$/;

/** The client of node-redis 3 is an EventEmitter, as the module's is: `on`, `once`, `removeListener` and the like. */
const emitterMembers = Object.getOwnPropertyNames(EventEmitter.prototype).filter(
  (name) => !name.startsWith('_') && name !== 'constructor',
);

const provenPromise = { redis4: provenRedis4, redis5: provenRedis5, redis6: provenRedis6 };

function carriedBy({ dialect, major }: KnownClient): Carried {
  if (dialect !== 'redis3') {
    const proven = dialect === 'ioredis' ? provenIoredis[major as 4 | 5 | 6] : provenPromise[dialect];
    return {
      names: new Set([...proven.methods, ...proven.exports, ...proven.types]),
      options: new Set(proven.options),
    };
  }
  const { exports, types, members, multiMembers, options } = provenRedis3;
  return {
    names: new Set([
      ...exports,
      ...types,
      ...members,
      ...multiMembers,
      ...provenRedis3Commands,
      ...emitterMembers,
    ]),
    options: new Set(options),
  };
}
