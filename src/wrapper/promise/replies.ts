import { resp3Reply } from './commands/resp3.js';
import type { Command, Major, Word } from './commands/row.js';
import type { Settings } from './options.js';

export type Read = (raw: unknown) => unknown;

/** How the reply of a command is read; undefined: it stays as it comes. */
export function readReply(
  command: Command,
  words: readonly Word[],
  major: Major,
  settings: Settings,
): Read | undefined {
  const { reply } = command;
  if (!reply) return undefined;
  const shapes = replyMajor(command, major, settings);
  return (raw) => reply(raw, shapes, words);
}

/** With `RESP: 2` major 6 gives distances, coordinates and memory statistics as major 5 does (measured). */
function replyMajor(command: Command, major: Major, settings: Settings): Major {
  return major === 6 && settings.RESP === 2 && /^(?:geo|memoryStats)/.test(command.name) ? 5 : major;
}

/** How the reply of a command sent as it is is read: major 6 gets it from the server in the shapes of RESP 3. */
export function readRaw(words: readonly Word[], major: Major, settings: Settings): Read | undefined {
  if (major !== 6 || settings.RESP === 2) return undefined;
  return (raw) => resp3Reply(words, raw);
}
