/** How major 6 spreads commands over a cluster that no single node can answer (`COMMAND` calls these its tips). */
import type { Client } from './client.js';
import type { Word } from './commands/row.js';
import { slotOf } from './link.js';
import type { CallOptions } from './options.js';
import type { Read } from './replies.js';
import type { Node, Topology } from './topology.js';

type Send = <T>(
  key: Word | undefined,
  isReadonly: boolean,
  task: (client: Client) => Promise<T>,
  node?: Node,
) => Promise<T>;

/** Sends a command wherever it belongs. */
export type Submit = (
  words: readonly Word[],
  key: Word | undefined,
  isReadonly: boolean,
  options: CallOptions | undefined,
  read: Read | undefined,
) => Promise<unknown>;

interface Policy {
  /** Every master; replicas too, where they are used; or those that have the keys. */
  readonly to: 'shards' | 'nodes' | 'keys';
  /** Makes one reply of all. */
  readonly reduce: (replies: readonly unknown[]) => unknown;
  /** One success is enough. */
  readonly one?: boolean;
}

const first = (replies: readonly unknown[]): unknown => replies[0];
const merge = (replies: readonly unknown[]): unknown => ([] as unknown[]).concat(...replies);
/** Numbers, or lists of numbers place by place. */
const fold =
  (combine: (a: number, b: number) => number) =>
  (replies: readonly unknown[]): unknown =>
    replies.reduce((a, b) =>
      Array.isArray(a) && Array.isArray(b)
        ? a.map((one, i) => combine(Number(one), Number(b[i])))
        : combine(Number(a), Number(b)),
    );
const sum = fold((a, b) => a + b);
const any = (replies: readonly unknown[]): unknown => {
  const keys = replies.filter((key) => key !== null);
  return keys[Math.floor(Math.random() * keys.length)] ?? null;
};

/** Measured: the tables of 6.3.1, without commands that Valkey lacks. */
const POLICIES = new Map<string, Policy>();
const add = (to: Policy['to'], reduce: Policy['reduce'], names: string, one = false): void => {
  for (const name of names.split(', ')) POLICIES.set(name, { to, reduce, one });
};
add('keys', sum, 'DEL, EXISTS, TOUCH, UNLINK');
add('keys', first, 'MGET, MSET');
add('shards', sum, 'DBSIZE');
add('shards', merge, 'KEYS');
add('shards', any, 'RANDOMKEY');
add('shards', fold(Math.min), 'WAIT, WAITAOF');
add('shards', fold(Math.min), 'SCRIPT EXISTS');
add('shards', first, 'FLUSHALL, FLUSHDB, PING, MEMORY PURGE');
add('shards', first, 'FUNCTION DELETE, FUNCTION FLUSH, FUNCTION LOAD, FUNCTION RESTORE');
add('shards', first, 'FUNCTION KILL, SCRIPT KILL', true);
add('nodes', first, 'ACL DELUSER, ACL SAVE, ACL SETUSER, CLIENT SETINFO, CLIENT SETNAME');
add('nodes', first, 'CONFIG RESETSTAT, CONFIG REWRITE, CONFIG SET, SCRIPT FLUSH, SCRIPT LOAD, SLOWLOG RESET');
add('nodes', sum, 'LATENCY RESET, SLOWLOG LEN');
add('nodes', merge, 'SLOWLOG GET');

/** Where a scan of all nodes is: cursors belong to nodes. */
interface Scan {
  readonly node: Node;
  readonly cursor: Word;
  /** Addresses of the nodes that are done. */
  readonly done: readonly string[];
  readonly since: number;
}
const MAX_IDLE = 15 * 60_000;

export class Spread {
  private readonly nodes: Topology;
  private readonly send: Send;
  private readonly scans = new Map<string, Scan>();
  private lastScan = 0;

  constructor(nodes: Topology, send: Send) {
    this.nodes = nodes;
    this.send = send;
  }

  readonly submit: Submit = async (words, key, isReadonly, options, read) => {
    this.nodes.assertReady();
    const ask = (node: Node | undefined, part: readonly Word[] = words, partKey = key): Promise<unknown> =>
      this.send(partKey, isReadonly, (client) => client._submit(part, options, read), node);
    const name = String(words[0]).toUpperCase();
    if (name === 'SCAN' && words[1] !== undefined) return this.scan(words, words[1], ask);
    const policy = POLICIES.get(name) ?? POLICIES.get(`${name} ${String(words[1]).toUpperCase()}`);
    if (!policy) return ask(undefined);
    const { masters, replicas } = this.nodes;
    if (policy.to !== 'keys') {
      const nodes = policy.to === 'shards' ? masters : [...masters, ...replicas];
      const replies = nodes.map((node) => ask(node));
      return policy.one ? firstSuccess(replies) : policy.reduce(await Promise.all(replies));
    }
    const parts = partsOf(words, name === 'MSET' ? 2 : 1);
    const replies = await Promise.all(parts.map((part) => ask(undefined, part.words, part.words[1])));
    return name === 'MGET' ? inOrder(parts, replies) : policy.reduce(replies);
  };

  /** One node after the other, behind cursors of our own. */
  private async scan(
    words: readonly Word[],
    cursor: Word,
    ask: (node: Node, words: readonly Word[]) => Promise<unknown>,
  ): Promise<unknown> {
    const token = cursor.toString();
    const next = (done: readonly string[]): Node | undefined =>
      this.nodes.masters.find((master) => !done.includes(master.address));
    const start = next([]);
    const scan = token === '0' ? start && { node: start, cursor, done: [] } : this.scans.get(token);
    if (!scan) throw new Error(`SCAN: unknown cursor "${token}": start again from 0`);
    const reply = await ask(scan.node, [words[0] ?? '', scan.cursor, ...words.slice(2)]);
    const after = cursorOf(reply);
    if (after === undefined) return reply;
    const exhausted = after.toString() === '0';
    const done = exhausted ? [...scan.done, scan.node.address] : scan.done;
    const node = exhausted ? next(done) : scan.node;
    this.forget(token);
    if (!node) return reply;
    const name = token === '0' ? `${++this.lastScan}` : token;
    this.scans.set(name, { node, cursor: exhausted ? '0' : after, done, since: Date.now() });
    const shown = Buffer.isBuffer(after) ? Buffer.from(name) : name;
    return Array.isArray(reply) ? [shown, ...reply.slice(1)] : Object.assign({}, reply, { cursor: shown });
  }

  /** Also those that nobody went on with. */
  private forget(token: string): void {
    this.scans.delete(token);
    this.scans.forEach(({ since }, name) => {
      if (Date.now() - since > MAX_IDLE) this.scans.delete(name);
    });
  }
}

interface Part {
  readonly words: Word[];
  /** Which of the keys these are. */
  readonly places: number[];
}

/** The same command for the keys of each slot. */
function partsOf(words: readonly Word[], step: number): Part[] {
  const parts = new Map<number, Part>();
  for (let i = 1; i < words.length; i += step) {
    const slot = slotOf(words[i] ?? '');
    const part = parts.get(slot) ?? { words: words.slice(0, 1), places: [] };
    part.words.push(...words.slice(i, i + step));
    part.places.push((i - 1) / step);
    parts.set(slot, part);
  }
  return parts.size > 0 ? Array.from(parts.values()) : [{ words: words.slice(), places: [] }];
}

function inOrder(parts: readonly Part[], replies: readonly unknown[]): unknown {
  const all: unknown[] = [];
  parts.forEach(({ places }, p) => {
    const reply = replies[p];
    if (!Array.isArray(reply)) return;
    places.forEach((place, i) => {
      all[place] = reply[i];
    });
  });
  return all;
}

async function firstSuccess(replies: readonly Promise<unknown>[]): Promise<unknown> {
  let failure: unknown;
  const settled = replies.map((reply) =>
    reply.then(
      (value) => ({ value }),
      (error: unknown) => {
        failure = failure ?? error;
        return undefined;
      },
    ),
  );
  for (const one of settled) {
    const result = await one;
    if (result) return result.value;
  }
  throw failure;
}

function cursorOf(reply: unknown): Word | undefined {
  const cursor: unknown = Array.isArray(reply)
    ? reply[0]
    : typeof reply === 'object' && reply !== null && 'cursor' in reply
      ? reply.cursor
      : undefined;
  return typeof cursor === 'string' || Buffer.isBuffer(cursor) ? cursor : undefined;
}
