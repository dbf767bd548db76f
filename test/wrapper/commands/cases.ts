import type { Case } from './harness.js';
import { cluster } from './cases/cluster.js';
import { connection } from './cases/connection.js';
import { geo } from './cases/geo.js';
import { hashes } from './cases/hashes.js';
import { keyspace } from './cases/keyspace.js';
import { lists } from './cases/lists.js';
import { scripting } from './cases/scripting.js';
import { server } from './cases/server.js';
import { sets } from './cases/sets.js';
import { sortedSets } from './cases/sorted-sets.js';
import { streams } from './cases/streams.js';
import { strings } from './cases/strings.js';

/** Every call that is compared. */
export const cases: readonly Case[] = [
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
  ...cluster,
];
