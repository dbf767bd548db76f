/** What the methods of major 6 take and reply. */
import type {
  Arg,
  ClientFilter,
  ClientInfo,
  Hello,
  Many,
  MigrateOptions,
  Numeral,
  RequiredAuth,
} from './types.js';
import type { Later } from './types5.js';
import type { Geo6 } from './types-geo.js';
import type { Streams6 } from './types-streams.js';
import type { Admin6 } from './types-admin.js';

type ClientInfo6 = ClientInfo<string> & { watch?: number; rbs?: number; rbp?: number };

export interface Commands6<Text = string> extends Later<Text>, Geo6<Text>, Streams6<Text>, Admin6<Text> {
  clientInfo(): ClientInfo6;
  clientList(filter?: ClientFilter): ClientInfo6[];
  clientUnblock(clientId: number | Numeral, mode?: 'TIMEOUT' | 'ERROR'): number;
  hello(
    protover?: 2 | 3,
    options?: { AUTH?: RequiredAuth; SETNAME?: string },
  ): Hello<Text, 2 | 3, { name: Text; ver: number }>;
  migrate(
    host: Arg,
    port: number,
    key: Many,
    destinationDb: number,
    timeout: number,
    options?: MigrateOptions,
  ): 'OK' | 'NOKEY';
  zRankWithScore(key: Arg, member: Arg): { rank: Text; score: number } | null;
  zRevRankWithScore(key: Arg, member: Arg): { rank: Text; score: number } | null;
}
