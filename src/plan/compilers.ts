import type { Dialect } from '../model.js';
import type { PackageScope } from '../repository/scopes.js';
import { isOlder } from './packages.js';
import type { Survey } from './survey.js';
import type { TsConfig } from './tsconfig.js';
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
    const range = rangeOf(use.scope, name, survey);
    if (range !== null && isOlder(range, least)) return `${name} ${range} ${why}`;
  }
  return null;
}

/**
 * Does the compiler make functions of classes? By its target, or because it is told none where it emits: ES5 was
 * TypeScript's default up to version 5, but where the kind of modules implies another (its reference, "target").
 */
export function makesFunctions(config: TsConfig, scope: PackageScope, survey: Survey): boolean {
  if (config.noEmit) return false;
  if (config.target !== null) return /^es[35]$/.test(config.target);
  if (!config.isWhole || config.outDir === null || /^(?:node|preserve)/.test(config.module)) return false;
  const compiler = rangeOf(scope, 'typescript', survey);
  return compiler !== null && isOlder(compiler, '6.0.0');
}

/** The range of a tool that the manifest of a scope lists, or one above; null without. */
function rangeOf(scope: PackageScope, name: Needed['name'], survey: Survey): string | null {
  const listed = [scope, ...survey.scopes.above(scope)].flatMap(
    ({ manifest }) => manifest?.dependencies ?? [],
  );
  return listed.find((one) => one.name === name)?.range ?? null;
}
