import path from 'node:path';
import { stemOf } from '../../delivery/existing.js';
import type { TextFile } from '../../model.js';
import type { TypeScriptFacts } from './facts.js';
import { wrapperSpecifiers } from './specifier.js';

/** The specifiers of a file that lead to wrapper modules, with those modules. */
export function wrapperStems(file: TextFile, entries: ReadonlySet<string>): ReadonlyMap<string, string> {
  const found = wrapperSpecifiers(file.text).map((specifier) => {
    const stem = stemOf(path.posix.join(path.posix.dirname(file.path), specifier));
    return [specifier, stem] as const;
  });
  return new Map(found.filter(([, stem]) => entries.has(stem)));
}

/** The facts of a file about some packages, each under the name that it gets; null leaves a package out. */
export function factsAbout(
  facts: TypeScriptFacts,
  nameOf: (packageName: string) => string | null,
): TypeScriptFacts {
  const kept = <T extends { readonly packageName: string }>(list: readonly T[]): readonly T[] =>
    list.flatMap((one) => {
      const packageName = nameOf(one.packageName);
      return packageName === null ? [] : [{ ...one, packageName }];
    });
  return {
    ...facts,
    references: kept(facts.references),
    members: { uses: kept(facts.members.uses), handOvers: kept(facts.members.handOvers) },
  };
}
