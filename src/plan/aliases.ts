import type { Edit, Finding } from '../model.js';
import { isPublishable, type PackageScope } from '../repository/scopes.js';
import type { TypeScriptFacts } from '../surfaces/typescript/facts.js';
import type { OwnClient, Replacement } from '../surfaces/typescript/own-client.js';
import type { Survey } from './survey.js';
import type { Site } from './uses.js';

/**
 * Gives the repository's own `RedisClient` classes and types the name `ValkeyClient`, in the files whose client moves.
 * Where something reads the name, or users of a library do, the new name is an alias only.
 */
export function aliasesOf(
  moved: readonly Site[],
  scope: PackageScope,
  survey: Survey,
  change: string,
): { readonly edits: readonly Edit[]; readonly findings: readonly Finding[] } {
  const edits: Edit[] = [];
  const findings: Finding[] = [];
  for (const facts of new Set(moved.map((site) => site.facts))) {
    const own = facts.ownClient;
    if (own === null) continue;
    const reader = survey.readsClientName;
    const keepsName = isPublishable(scope) || reader !== null || own.renamed === null;
    const replacements = own.collides ? null : keepsName ? own.aliased : own.renamed;
    if (replacements === null) findings.push(unnamed(facts, own));
    else edits.push(...replacements.map((one) => editOf(facts.path, one, change)));
  }
  return { edits, findings };
}

function editOf(path: string, replacement: Replacement, change: string): Edit {
  return { ...replacement, path, rule: 'client-alias', change };
}

function unnamed(facts: TypeScriptFacts, own: OwnClient): Finding {
  return {
    rule: 'client-alias',
    severity: 'info',
    path: facts.path,
    line: own.line,
    column: own.column,
    message: own.collides
      ? 'RedisClient keeps its name: the file has a ValkeyClient already'
      : 'RedisClient keeps its name: something here reads it, and its export form takes no alias',
    help: 'Rename it by hand if you like; everything works as it is.',
  };
}
