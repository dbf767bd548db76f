import type { Meaning } from './facts.js';
import { literally } from '../../text.js';

/**
 * The fields of package.json, pnpm-workspace.yaml and .yarnrc.yml, besides the dependency groups, that name packages.
 * `*` stands for any one name. Sources: the manifest references of npm 11, pnpm 10, Yarn 4 and Bun 1.3, Node's
 * "subpath imports", the package-field specifications of browserify, module-alias and Jest 30.
 */
const fields: readonly { readonly path: readonly string[]; readonly meaning: Meaning }[] = [
  { path: ['overrides'], meaning: 'override' },
  { path: ['resolutions'], meaning: 'override' },
  { path: ['pnpm', 'overrides'], meaning: 'override' },
  { path: ['pnpm', 'peerDependencyRules'], meaning: 'override' },
  { path: ['peerDependencyRules'], meaning: 'override' },
  { path: ['pnpm', 'patchedDependencies'], meaning: 'patch' },
  { path: ['patchedDependencies'], meaning: 'patch' },
  { path: ['pnpm', 'packageExtensions'], meaning: 'patch' },
  { path: ['packageExtensions'], meaning: 'patch' },
  { path: ['bundledDependencies'], meaning: 'bundle' },
  { path: ['bundleDependencies'], meaning: 'bundle' },
  { path: ['peerDependenciesMeta'], meaning: 'meta' },
  { path: ['dependenciesMeta'], meaning: 'meta' },
  { path: ['imports'], meaning: 'alias' },
  { path: ['browser'], meaning: 'alias' },
  { path: ['alias'], meaning: 'alias' },
  { path: ['_moduleAliases'], meaning: 'alias' },
  { path: ['jest'], meaning: 'alias' },
  { path: ['scripts'], meaning: 'script' },
  { path: ['workspaces', 'nohoist'], meaning: 'tool' },
  { path: ['trustedDependencies'], meaning: 'tool' },
  { path: ['publicHoistPattern'], meaning: 'tool' },
  { path: ['knip'], meaning: 'tool' },
  { path: ['depcheck'], meaning: 'tool' },
  { path: ['tsup'], meaning: 'tool' },
  { path: ['ncc'], meaning: 'tool' },
  { path: ['pkg'], meaning: 'tool' },
];

/** What it would mean that the string at this path names a package; null for a field of another kind. */
export function meaningOf(path: readonly string[]): Meaning | null {
  const field = fields.find((one) => one.path.every((name, index) => path[index] === name));
  return field?.meaning ?? null;
}

/** Something below this field of the top level may name a package. */
export function mayMean(name: string): boolean {
  return fields.some((one) => one.path[0] === name);
}

/** Which of the names a string of that meaning stands for; null for none of them. */
export function nameIn(text: string, meaning: Meaning, names: Iterable<string>): string | null {
  for (const name of names) {
    if (text.includes(name) && patternFor(meaning, literally(name)).test(text)) return name;
  }
  return null;
}

function patternFor(meaning: Meaning, name: string): RegExp {
  if (meaning === 'script') return scriptPattern(name);
  // `bullmq>ioredis`, `bullmq/**/ioredis`, `**/ioredis@5`, `$ioredis`, `npm:ioredis@5`, `patch:ioredis@npm%3A5.4.1#…`.
  if (meaning === 'override' || meaning === 'patch' || meaning === 'tool') {
    // The last part of a path of names, and not of a scope: `@acme/redis` is another package.
    return new RegExp(`^(?:(?:[^:]*[>/])?|\\$|npm:|patch:)(?<!(?:^|[>/])@[^/>]*/)${name}(?:@.*)?$`);
  }
  // `ioredis`, `ioredis/built/utils`, `^ioredis$`, `^ioredis(/.*)?$`.
  return new RegExp(`^\\^?${name}(?:$|[$/(\\\\])`);
}

/** A shell line that loads, installs or leaves out the package as a module: `redis-cli` and `docker run redis` do not. */
function scriptPattern(name: string): RegExp {
  const word = `${name}(?=$|[\\s"'/@;&|)])`;
  return new RegExp(
    [
      `(?:require|import)\\(\\\\?["']${name}["'/\\\\]`,
      `--(?:external|exclude|ignore|require|import|alias)[:= ]["']?${word}`,
      `(?:^|\\s)(?:-r|-e)\\s+${word}`,
      `\\b(?:npm|pnpm|yarn|bun)\\s+(?:run\\s+)?(?:i|install|add|remove|rm|uninstall|rebuild|ls|list|why|link|dedupe|up|update|upgrade)\\s[^;&|]*?(?<=\\s)${word}`,
    ].join('|'),
  );
}
