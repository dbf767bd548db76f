import semver from 'semver';
import type { Dialect } from '../model.js';
import type { Survey } from './survey.js';
import type { ClientUse } from './uses.js';

/** A tool that is too old for the TypeScript of a copy. */
interface Needed {
  readonly name: 'typescript' | '@types/node';
  readonly least: string;
  readonly why: string;
}

const nodeTypes: Needed = {
  name: '@types/node',
  least: '16.0.0',
  why: 'has no AbortSignal, and asks for a library older than ES2019',
};

/**
 * What the promise dialects' copies compile with, measured with TypeScript 4.7, 5.0, 5.9 and 7.0: 4.7 takes minutes for
 * the transactions of 5 and 6, whose replies are typed one by one, and gives up ("excessively deep").
 */
const needs: Partial<Record<Dialect, readonly Needed[]>> = {
  redis4: [nodeTypes, { name: 'typescript', least: '4.7.0', why: 'does not know the syntax of the copy' }],
  redis5: [nodeTypes, { name: 'typescript', least: '5.0.0', why: 'gives up on the types of transactions' }],
  redis6: [nodeTypes, { name: 'typescript', least: '5.0.0', why: 'gives up on the types of transactions' }],
};

/** Why the copy of a dialect would not compile in a scope; null where it does, and where nothing compiles it. */
export function cannotCompile(use: ClientUse, survey: Survey): string | null {
  if (!use.sites.some((site) => /\.[cm]?tsx?$/.test(site.facts.path))) return null;
  for (const { name, least, why } of needs[use.client.dialect] ?? []) {
    const range = [use.scope, ...survey.scopes.above(use.scope)]
      .flatMap((scope) => scope.manifest?.dependencies ?? [])
      .find((one) => one.name === name)?.range;
    const version =
      range === undefined || semver.validRange(range) === null ? null : semver.minVersion(range);
    if (version !== null && semver.lt(version, least)) return `${name} ${range} ${why}`;
  }
  return null;
}
