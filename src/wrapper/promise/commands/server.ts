import { keys, mode, number, optional, value, values } from './arguments.js';
import { type Flat, in4, object, status, type Text, verbatim } from './replies.js';
import type { Reply, Row } from './row.js';

const role: Reply = (raw: Flat, major) => {
  const host = major === 4 ? 'ip' : 'host';
  const [kind, first, second, state, received] = raw;
  switch (String(kind)) {
    case 'master':
      return {
        role: kind,
        // The original's spelling.
        replicationOffest: first,
        replicas: (second as readonly Flat[]).map(([address, port, offset]) => ({
          [host]: address,
          port: Number(port),
          replicationOffest: Number(offset),
        })),
      };
    case 'slave':
      return { role: kind, master: { [host]: first, port: second }, state, dataReceived: received };
    default:
      return { role: kind, masterNames: first };
  }
};

const time: Reply = in4(([unix, micro]: readonly [Text, Text]) => {
  const microseconds = Number(micro);
  return Object.assign(new Date(Number(unix) * 1000 + microseconds / 1000), { microseconds });
});
/** Major 4 takes seconds for milliseconds. */
const lastSave: Reply = in4((raw: number) => new Date(raw));

/** Commands on the server, and of publishers. */
export const server: readonly Row[] = [
  ['dbSize', []],
  ['discard', [], status, [4]],
  ['flushAll', [mode], status],
  ['flushDb', [mode], status],
  ['info', [mode], verbatim],
  ['lastSave', [], lastSave],
  ['publish', [value, value]],
  ['pubSubChannels', [mode]],
  ['pubSubNumPat', []],
  ['pubSubNumSub', [optional(values)], object],
  ['pubSubShardChannels', [mode]],
  ['pubSubShardNumSub', [optional(values)], object],
  ['role', [], role],
  ['save', [], status, [4]],
  ['shutdown', [mode], status, [4]],
  ['sPublish', [value, value]],
  ['time', [], time],
  ['unwatch', [], status, [4]],
  ['wait', [number, number]],
  ['watch', [keys], status, [4]],
];
