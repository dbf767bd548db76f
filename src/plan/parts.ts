import type { WrapperModule } from '../delivery/copy.js';
import { everydayCommands } from './everyday-commands.js';
import { COPIED_PARTS, lookAt, type LookedAt } from './look.js';

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
