import { readFileSync } from 'node:fs';
import type { Dialect } from '../model.js';
import type { ClientUse } from './uses.js';
import { instanceConsumers, passiveReceivers } from './tables/instance-consumers.js';
import { optionsNotCarried } from './tables/not-carried.js';

/** What a module of the wrapper has on iovalkey, as the build lists it. */
interface Carried {
  readonly exports: ReadonlySet<string>;
  readonly members: ReadonlySet<string>;
}

/**
 * Finds what a use needs of the client that iovalkey is not proven to carry; null when it carries everything. The names
 * that a module carries are listed by the build (dist/wrapper/members.json), from the modules themselves.
 */
export function notCarried(use: ClientUse): string | null {
  const module = use.client.dialect === 'ioredis' && use.client.major === 4 ? 'ioredis4' : use.client.dialect;
  const carried = released.has(use.client.dialect) ? carriedBy(module) : undefined;
  if (carried === undefined)
    return `the ${use.client.dialect} dialect is not driven by iovalkey in this release`;
  for (const facts of new Set(use.sites.map((site) => site.facts))) {
    for (const one of facts.members.uses) {
      if (one.packageName !== use.packageName) continue;
      const known =
        one.kind === 'option'
          ? !optionsNotCarried[use.client.dialect].has(one.name)
          : (one.kind === 'export' && carried.exports.has(one.name)) || carried.members.has(one.name);
      if (!known && !ofEveryFunction.test(one.name)) {
        return `${facts.path}:${one.line} uses ${one.name}, which is not proven on iovalkey`;
      }
    }
    for (const one of facts.members.handOvers) {
      if (one.packageName !== use.packageName || passiveReceivers.test(one.to)) continue;
      if (!instanceConsumers.has(one.to))
        return `${facts.path}:${one.line} hands a client to ${one.to}, which is not known`;
    }
  }
  return null;
}

/**
 * Dialects whose module on iovalkey a migration copies. The promise modules (redis4 – redis6) answer their differential
 * tests too, but their sources are more than a reviewer would read (285 KB against the limit of 200 KB).
 */
const released: ReadonlySet<Dialect> = new Set<Dialect>(['ioredis', 'redis3']);

/** Members of any function, and what test tools put on one. */
const ofEveryFunction =
  /^(prototype|name|length|call|apply|bind|toString|mock\w*|calledWith\w*|restore|resetHistory)$/;

let table: Readonly<Record<string, Carried>> | undefined;

function carriedBy(module: string): Carried | undefined {
  table ??= readTable(new URL('../../dist/wrapper/members.json', import.meta.url));
  return table[module];
}

function readTable(file: URL): Readonly<Record<string, Carried>> {
  const json: Record<string, { exports: string[]; members: string[] }> = JSON.parse(
    readFileSync(file, 'utf8'),
  );
  return Object.fromEntries(
    Object.entries(json).map(([module, { exports, members }]) => [
      module,
      { exports: new Set(exports), members: new Set(members) },
    ]),
  );
}
