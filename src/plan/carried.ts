import { EventEmitter } from 'node:events';
import path from 'node:path';
import { lookAt } from './look.js';
import { namedElsewhere } from './named-members.js';
import { provenMembers as provenIoredis } from './proven/ioredis.js';
import { optionElsewhere } from './named-options.js';
import { familyOf, otherNames } from './proven/other-names.js';
import { otherOptions } from './proven/other-options.js';
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
 * tables under `proven/` are those that the differential tests run over. A package of this repository that moves as well
 * (`moving`) may be given a client: what it does with one is looked at there.
 */
export function notCarried(use: ClientUse, moving: readonly ClientUse[], survey: Survey): string | null {
  const carried = carriedBy(use.client);
  if (use.client.target === 'redis' && use.client.dialect in provenPromise) {
    const file = lookAt(survey).moduleUse;
    if (file !== null) return `${file} uses a module of Redis, which Valkey does not have`;
  }
  const named = namedElsewhere(use, carried.names, survey);
  if (named !== null)
    return `${named.path}:${named.line} uses ${named.name}, which is not proven on iovalkey`;
  const option = optionElsewhere(use, carried.options, survey);
  if (option !== null)
    return `${option.path}:${option.line} uses ${option.name}, which is not proven on iovalkey`;
  const files = [...new Set(use.sites.map((site) => site.facts))];
  const own = new Set(
    files
      .flatMap((facts) => facts.members.uses)
      .filter((one) => one.kind === 'own' && one.packageName === use.packageName)
      .map((one) => one.name),
  );
  for (const facts of files) {
    for (const one of facts.members.uses) {
      if (one.packageName !== use.packageName || /^(own|sent|worded)$/.test(one.kind)) continue;
      const isOption = one.kind === 'option' || one.kind === 'passed';
      const proven = isOption ? carried.options : carried.names;
      if (proven.has(one.name) || ofEveryFunction.test(one.name)) continue;
      // What others may be meant to read counts where a client reads it too.
      if (one.kind === 'passed' && !otherOptions[familyOf(use.client.dialect)].has(one.name)) continue;
      if (one.kind === 'member' && isOfNoClient(one.name, use.client, own)) continue;
      return `${facts.path}:${one.line} uses ${one.name}, which is not proven on iovalkey`;
    }
    for (const one of facts.members.handOvers) {
      if (one.packageName !== use.packageName || passiveReceivers.test(one.to)) continue;
      if (
        !instanceConsumers.has(one.to) &&
        !movesWith(use, one.to, moving) &&
        !isOwnCode(use, one.to, facts.path, moving, survey)
      ) {
        return `${facts.path}:${one.line} hands a client to ${one.to}, which is not known`;
      }
    }
  }
  return null;
}

/** Whether a module belongs to a package of this repository whose own clients of the same dialect move too. */
function movesWith(use: ClientUse, to: string, moving: readonly ClientUse[]): boolean {
  return moving.some(({ scope, client }) => {
    const name = scope.manifest?.name ?? null;
    return (
      client.dialect === use.client.dialect && name !== null && (to === name || to.startsWith(`${name}/`))
    );
  });
}

/** Whether a name leads, by `paths` or `baseUrl`, to files of the same package, or of one whose clients move too. */
function isOwnCode(
  use: ClientUse,
  to: string,
  importer: string,
  moving: readonly ClientUse[],
  survey: Survey,
): boolean {
  const files = (survey.tsConfigOf(importer)?.mapped(to) ?? []).flatMap((target) => {
    const stem = target.replace(/\.[cm]?[jt]sx?$/, '');
    return survey
      .filesUnder(path.posix.dirname(target))
      .filter((file) => file.replace(/\.[cm]?[jt]sx?$/, '') === stem || file.startsWith(`${target}/`));
  });
  const moves = new Set(
    moving
      .filter(({ client }) => client.dialect === use.client.dialect)
      .map(({ scope }) => scope.directory)
      .concat(use.scope.directory),
  );
  return files.length > 0 && files.every((file) => moves.has(survey.scopes.of(file).directory));
}

/** Majors that get no new members any more: what a client of theirs does not have today, it never will. */
const finished = ({ dialect, major }: KnownClient): boolean =>
  dialect === 'redis3' || dialect === 'redis4' || (dialect === 'ioredis' && major === 4);

/**
 * A name that neither the package's client nor the module's has: the code put it there itself, or asks a client whether
 * it is another package's (`client.disconnect ? … : client.end(true)`), and learns the same from both.
 */
function isOfNoClient(name: string, client: KnownClient, own: ReadonlySet<string>): boolean {
  if (name.startsWith('_') || otherNames[familyOf(client.dialect)].has(name)) return false;
  return own.has(name) || finished(client);
}

/** Members of any function or promise, and what test tools put on one. */
const ofEveryFunction =
  /^(prototype|name|length|call|apply|bind|toString|then|catch|finally|ValkeyClient|RedisClient|mock\w*|called\w*|callCount|args|(first|second|last|get)Call|returns|resolves|rejects|restore|reset(History|Behavior))$/;

/** The client of node-redis 3 is an EventEmitter, as the module's is: `on`, `once`, `removeListener` and the like. */
const emitterMembers = Object.getOwnPropertyNames(EventEmitter.prototype).filter(
  (name) => !name.startsWith('_') && name !== 'constructor',
);

const provenPromise = { redis4: provenRedis4, redis5: provenRedis5, redis6: provenRedis6 };

/** The names and options that a dialect's module is proven to carry. */
export function carriedBy({ dialect, major }: Pick<KnownClient, 'dialect' | 'major'>): Carried {
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
