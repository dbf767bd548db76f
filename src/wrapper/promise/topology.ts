import type { Client } from './client.js';
import { RootNodesUnavailableError } from './errors.js';
import type { Settings } from './options.js';

/** A node of a cluster. */
export interface Node {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly address: string;
  /** A replica. */
  readonly readonly: boolean;
}

export interface Topology {
  /** By `host:port`, as the cluster names them. */
  readonly nodes: Map<string, Node>;
  /** Who has a slot, by its number. */
  readonly slots: { master: Node; replicas: Node[] }[];
}

/** Asks one node after the other who has which slots. */
export async function discover(
  seeds: readonly Settings[],
  make: (settings: Settings) => Client,
): Promise<Topology> {
  for (const seed of seeds) {
    const client = make({ ...seed, socket: { ...seed.socket, reconnectStrategy: false }, readonly: false });
    // An unreachable seed is no news as long as another one answers.
    client.on('error', () => {});
    try {
      await client.connect();
      const topology = readSlots(await client._submit(['CLUSTER', 'SLOTS'], undefined), client);
      if (topology.nodes.size > 0) return topology;
    } catch {
      // The next one may know.
    } finally {
      if (client.isOpen) await client.disconnect();
    }
  }
  throw new RootNodesUnavailableError();
}

function readSlots(reply: unknown, client: Client): Topology {
  const nodes = new Map<string, Node>();
  const slots: Topology['slots'] = [];
  const node = ([host, port, id]: [string | null, number, string], readonly: boolean): Node => {
    // A node that was never told its own address names none: it is the one that was asked.
    const known = host || client.options.socket?.host || '127.0.0.1';
    const address = `${known}:${port}`;
    const found = nodes.get(address) ?? { id, host: known, port, address, readonly };
    nodes.set(address, found);
    return found;
  };
  for (const [from, to, master, ...replicas] of reply as [number, number, ...[string, number, string][]][]) {
    if (!master) continue;
    const shard = { master: node(master, false), replicas: replicas.map((replica) => node(replica, true)) };
    for (let slot = from; slot <= to; slot++) slots[slot] = shard;
  }
  return { nodes, slots };
}
