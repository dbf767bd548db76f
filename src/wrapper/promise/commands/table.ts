import { admin } from './admin.js';
import { cluster } from './cluster.js';
import { connection } from './connection.js';
import { geo } from './geo.js';
import { hashes } from './hashes.js';
import { keyspace } from './keyspace.js';
import { lists } from './lists.js';
import { notCopied } from './not-copied.js';
import { type Command, commandOf, type Major } from './row.js';
import { scripting } from './scripting.js';
import { server } from './server.js';
import { sets } from './sets.js';
import { sortedSets } from './sorted-sets.js';
import { streams } from './streams.js';
import { strings } from './strings.js';

export type { Command, Major } from './row.js';

/** Every command of Valkey 8 (and the hash expiry of 9) that node-redis 4, 5 or 6 has a method for. */
export const commands: readonly Command[] = [
  ...keyspace,
  ...strings,
  ...hashes,
  ...lists,
  ...sets,
  ...sortedSets,
  ...streams,
  ...geo,
  ...scripting,
  ...connection,
  ...server,
  ...admin,
  ...cluster,
  ...notCopied,
].map(commandOf);

/** The commands of one major; a method that another major takes differently has a row for each. */
export function commandsOf(major: Major): readonly Command[] {
  return commands.filter((command) => command.majors?.includes(major) ?? true);
}
