import { parse } from 'jsonc-parser';
import type { Locked, Lockfile, PeerOf } from '../lockfiles.js';
import { literally } from '../../text.js';

interface BunInfo {
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalPeers?: readonly string[];
}

/**
 * bun.lock, text, lockfileVersion 0 and 1 (bun.com/docs, "Lockfile"), by its lines: below `packages` each line holds one package,
 * `"key": ["name@version", registry, { dependencies … }, integrity],`. A key is a name, or a path of names that ends in it.
 */
export function readBunLock(text: string): Lockfile | null {
  if (!/^\s*"lockfileVersion":/m.test(text) || /^<{7} /m.test(text)) return null;
  const from = text.search(/^\s*"packages":/m);
  const packages = from < 0 ? '' : text.slice(from);
  const members = readMembers(from < 0 ? text : text.slice(0, from));
  const at = (key: string): Locked | null => {
    const match = new RegExp(`^\\s*"${literally(key)}": \\["(@?[^@"]+)@([^"]+)"`, 'm').exec(packages);
    return match === null ? null : { name: match[1]!, version: match[2]! };
  };
  const lookup = (member: string, name: string): Locked | null => {
    const own = members.get(member);
    return (own == null ? null : at(`${own}/${name}`)) ?? at(name);
  };
  return {
    manager: 'bun',
    installed: (member, name) => (members.has(member) ? lookup(member, name) : null),
    reachable: (member, name) => [lookup(member, name)].filter((one) => one !== null),
    peersOf: (name) => peersIn(packages, name),
  };
}

/** Directory → name of the member, null where it has none. */
function readMembers(text: string): ReadonlyMap<string, string | null> {
  const head = /^ {4}"([^"]*)": \{(?:\n {6}"name": "([^"]+)")?/gm;
  return new Map([...text.matchAll(head)].map((match) => [match[1]!, match[2] ?? null]));
}

function peersIn(packages: string, name: string): readonly PeerOf[] {
  const found: PeerOf[] = [];
  const key = `${JSON.stringify(name)}:`;
  for (let at = packages.indexOf(key); at >= 0; at = packages.indexOf(key, at + 1)) {
    const end = packages.indexOf('\n', at);
    const line = packages.slice(packages.lastIndexOf('\n', at) + 1, end < 0 ? packages.length : end);
    const entry: unknown = parse(/^\s*"[^"]+": (\[.*)$/.exec(line)?.[1] ?? 'null');
    if (!Array.isArray(entry)) continue;
    const own = /^(@?[^@]+)@(.+)$/.exec(String(entry[0]));
    const info = entry.find((one: unknown): one is BunInfo => typeof one === 'object' && one !== null);
    if (own === null || info?.peerDependencies?.[name] === undefined) continue;
    found.push({ name: own[1]!, version: own[2]!, optional: info.optionalPeers?.includes(name) === true });
  }
  return found;
}
