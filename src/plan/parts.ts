import type { WrapperModule } from '../delivery/copy.js';
import type { PackageScope } from '../repository/scopes.js';
import { everydayCommands } from './everyday-commands.js';
import { libraryReason } from './libraries.js';
import { lookAt, type LookedAt } from './look.js';
import { COPIED_PARTS } from './look-patterns.js';
import type { Survey } from './survey.js';

/**
 * What of the wrapper a copy gets: the commands that code of the repository names, beside those of every day, and not the
 * parts that no code names. Where a name is worked out all commands are there, and the types have those that are named.
 */
export function unnamedParts(
  { dialect, engine }: Pick<WrapperModule, 'dialect' | 'engine'>,
  survey: LookedAt,
): Pick<WrapperModule, 'without' | 'commands' | 'typed'> {
  if (engine !== 'iovalkey' || !/^redis[456]$/.test(dialect)) return {};
  const named = lookAt(survey);
  const known = [...everydayCommands, ...named.commands];
  return {
    without: COPIED_PARTS.filter((part) => !named.parts.has(part)),
    ...(named.isComputed ? { typed: known } : { commands: known }),
  };
}

/** What of the wrapper a scope gets: a library gets all of it, as nobody knows what its users name. */
export function partsFor(
  module: Pick<WrapperModule, 'dialect' | 'engine' | 'packageName'>,
  scope: PackageScope,
  survey: LookedAt & Pick<Survey, 'exportsSomething'>,
): ReturnType<typeof unnamedParts> {
  const isLibrary = libraryReason(scope, module.packageName, true, survey.exportsSomething) !== null;
  return isLibrary ? {} : unnamedParts(module, survey);
}
