import { many, mode, number, numbers, key, value } from './arguments.js';
import { all, by, in4, object, type Text, renamed, replySince5, status, verbatim } from './replies.js';
import type { Row, Reply } from './row.js';
import { modeOption } from './scripting.js';

type Range = { readonly start: number; readonly end: number };
const ranges = many((words, { start, end }: Range) => void words.push(start.toString(), end.toString()));

/** The lines of CLUSTER INFO in major 4: by their position. */
const info: Reply = (raw: Text) => {
  const lines = raw.toString().split('\r\n');
  const said = lines.map((line) => line.slice(line.indexOf(':') + 1));
  const [assigned, ok, pfail, fail, knownNodes, size, currentEpoch, myEpoch, sent, received] = said
    .slice(1)
    .map(Number);
  return {
    state: said[0],
    slots: { assigned, ok, pfail, fail },
    knownNodes,
    size,
    currentEpoch,
    myEpoch,
    stats: { messagesSent: sent, messagesReceived: received },
  };
};

type Node = Record<string, unknown>;
/** CLUSTER NODES in major 4: primaries with their replicas. */
const nodes: Reply = (reply: string) => {
  const primaries: Node[] = [];
  const replicas = new Map<string, Node[]>();
  const of = (id: string) => replicas.get(id) ?? (replicas.set(id, []).get(id) as Node[]);
  for (const line of reply.split('\n').slice(0, -1)) {
    const [id = '', address = '', flags = '', primary = '', ping, pong, epoch, linkState, ...slots] =
      line.split(' ');
    const node = {
      id,
      address,
      ...hostAndPorts(address),
      flags: flags.split(','),
      pingSent: Number(ping),
      pongRecv: Number(pong),
      configEpoch: Number(epoch),
      linkState,
    };
    if (primary === '-') primaries.push({ ...node, slots: slots.map(slotRange), replicas: of(id) });
    else of(primary).push(node);
  }
  return primaries;
};
const hostAndPorts = (address: string) => {
  const colon = address.lastIndexOf(':');
  const [port, cport] = address.slice(colon + 1).split('@');
  return {
    host: address.slice(0, colon),
    port: Number(port),
    cport: cport === undefined ? null : Number(cport),
  };
};
const slotRange = (text: string) => {
  const [from, to] = text.split('-', 2);
  return { from: Number(from), to: Number(to || from) };
};

type Address = readonly [Text, number, Text];
const slots = all(([from, to, primary, ...replicas]: readonly [number, number, ...Address[]], major) => {
  const node = ([host, port, id]: Address) => ({ [major === 4 ? 'ip' : 'host']: host, port, id });
  return { from, to, master: node(primary as Address), replicas: replicas.map(node) };
});

const links = all(
  by(
    ([, direction, , node, , created, , events, , allocated, , used]: readonly unknown[]) => ({
      direction,
      node,
      createTime: Number(created),
      events,
      sendBufferAllocated: Number(allocated),
      sendBufferUsed: Number(used),
    }),
    renamed('direction', 'node', 'create-time', 'events', 'send-buffer-allocated', 'send-buffer-used'),
    object,
  ),
);

/** Commands on the cluster. */
export const cluster: readonly Row[] = [
  ['clusterAddSlots', [numbers], status],
  ['clusterAddSlotsRange', [ranges], status],
  ['clusterBumpEpoch', [], status],
  ['clusterCountFailureReports', ['CLUSTER', 'COUNT-FAILURE-REPORTS', value]],
  ['clusterCountKeysInSlot', [number]],
  ['clusterDelSlots', [numbers], status],
  ['clusterDelSlotsRange', [ranges], status],
  ['clusterFailover', [modeOption], status],
  ['clusterFlushSlots', [], status],
  ['clusterForget', [value], status],
  ['clusterGetKeysInSlot', [number, number]],
  ['clusterInfo', [], replySince5(info, verbatim)],
  ['clusterKeySlot', [key]],
  ['clusterLinks', [], links],
  ['clusterMeet', [value, number], status],
  ['clusterMyId', []],
  ['clusterMyShardId', []],
  ['clusterNodes', [], replySince5(nodes, verbatim)],
  ['clusterReplicas', [value], in4(nodes)],
  ['clusterReplicate', [value], status],
  ['clusterReset', [modeOption], status],
  ['clusterSaveConfig', [], status],
  ['clusterSetConfigEpoch', ['CLUSTER', 'SET-CONFIG-EPOCH', number], status],
  ['clusterSetSlot', [number, value, mode], status],
  ['clusterSlots', [], slots],
];
