import type { Locked, Lockfile, PeerOf } from '../lockfiles.js';
import { literally } from '../../text.js';

/**
 * pnpm-lock.yaml, lockfileVersion 5.0 to 9.0 (pnpm/spec, lockfile/), by its lines: these files are megabytes long and
 * always written by pnpm, two spaces a level. What differs between the versions:
 *   5:  `ioredis: 4.28.0`, `redis-v3: /redis/3.1.2`, `5.3.2_debug@4.3.1`; packages `/ioredis/4.28.0:`
 *   6:  `ioredis:` with `specifier:`, `version: 5.3.2(debug@4.3.1)`; aliases and packages `/redis@3.1.2`
 *   9:  without the slash; a document of pnpm's own may stand before the project's.
 */
export function readPnpmLock(text: string): Lockfile | null {
  if (!/^lockfileVersion: /m.test(text) || /^<{7} /m.test(text)) return null;
  const importers = readImporters(text);
  const packages = section(text, 'packages');
  const snapshots = section(text, 'snapshots');
  const find = (name: string): readonly Locked[] => {
    const pattern = new RegExp(`^ {2}['"]?/?${literally(name)}[@/](\\d[^\\s:'"(_/]*)`, 'gm');
    const versions = [...packages.matchAll(pattern)].map((match) => match[1]!);
    return [...new Set(versions)].map((version) => ({ name, version }));
  };
  return {
    manager: 'pnpm',
    installed: (member, name) => importers.get(member === '' ? '.' : member)?.get(name) ?? null,
    reachable: (_, name) => find(name),
    peersOf: (name) =>
      peersIn(packages, name).filter((one) => !one.optional || isResolved(one, name, packages, snapshots)),
  };
}

/** Directory (`.` for the root) → name → what is installed. */
function readImporters(text: string): ReadonlyMap<string, ReadonlyMap<string, Locked>> {
  const importers = section(text, 'importers');
  if (importers === '') return new Map([['.', readMember(text.slice(0, before(text, 'packages')), 0)]]);
  const members = importers.split(/^ {2}(?=\S)/m).slice(1);
  return new Map(
    members.map((member) => {
      const end = member.indexOf('\n');
      const directory = unquote(member.slice(0, end).replace(/:\s*(?:\{\})?\s*$/, ''));
      return [directory, readMember(member.slice(end + 1), 4)] as const;
    }),
  );
}

function readMember(text: string, indent: number): ReadonlyMap<string, Locked> {
  const found = new Map<string, Locked>();
  let inGroup = false;
  let name: string | null = null;
  for (const line of text.split('\n')) {
    const depth = line.length - line.trimStart().length - indent;
    const match = /^\s*(['"]?)(.+?)\1:(?:\s+(.*))?$/.exec(line);
    if (match === null) continue;
    const [, , key, value] = match;
    if (depth === 0) inGroup = /^(?:dev|optional)?[dD]ependencies$/.test(key!);
    if (!inGroup || depth === 0) continue;
    if (depth === 2) {
      name = key!;
      if (value !== undefined && value !== '') add(found, name, value);
    } else if (depth === 4 && key === 'version' && name !== null) add(found, name, value ?? '');
  }
  return found;
}

function add(found: Map<string, Locked>, name: string, written: string): void {
  const value = unquote(written);
  const own = /^\d+\.\d+\.\d+[^(_/\s]*/.exec(value);
  if (own !== null) found.set(name, { name, version: own[0] });
  const alias = /^\/?((?:@[^/@]+\/)?[^/@]+)[@/](\d+\.\d+\.\d+[^(_/\s]*)/.exec(value);
  if (own === null && alias !== null) found.set(name, { name: alias[1]!, version: alias[2]! });
}

function peersIn(packages: string, name: string): readonly PeerOf[] {
  const found: PeerOf[] = [];
  const quoted = `['"]?${literally(name)}['"]?`;
  const peer = new RegExp(`^ {6}${quoted}: \\S`, 'gm');
  for (let match = peer.exec(packages); match !== null; match = peer.exec(packages)) {
    const start = packages.lastIndexOf('\n\n', match.index) + 2;
    const next = packages.indexOf('\n\n', match.index);
    const entry = packages.slice(start, next < 0 ? packages.length : next);
    const fields = entry.split(/^ {4}(?=\S)/m);
    const asks = fields.some((one) => one.startsWith('peerDependencies:') && peerTest(quoted).test(one));
    if (!asks) continue;
    const key = unquote(fields[0]!.trim().replace(/:$/, '')).replace(/^\//, '');
    const own = /^(@[^/]+\/[^/@]+|[^/@]+)[@/](\d[^(_]*)/.exec(key);
    if (own === null) continue;
    const optional = fields.some(
      (one) =>
        one.startsWith('peerDependenciesMeta:') &&
        new RegExp(`^ {6}${quoted}:\\s+optional: true`, 'm').test(one),
    );
    if (found.some((one) => one.name === own[1] && one.version === own[2])) continue;
    found.push({ name: own[1]!, version: own[2]!, optional });
  }
  return found;
}

/** pnpm links an optional peer only where somebody above brings it; where it is not linked it cannot be loaded. */
function isResolved(peer: PeerOf, name: string, ...sections: readonly string[]): boolean {
  const separator = '[@/]';
  const head = `^ {2}['"]?/?${literally(peer.name)}${separator}${literally(peer.version)}(?=[(_'":])`;
  const linked = new RegExp(`^ {6}['"]?${literally(name)}['"]?: \\d`, 'm');
  return sections.some((text) =>
    [...text.matchAll(new RegExp(head, 'gm'))].some(({ index }) => {
      const end = text.indexOf('\n\n', index);
      const fields = text.slice(index, end < 0 ? text.length : end).split(/^ {4}(?=\S)/m);
      return fields.some((one) => /^(?:optionalD|d)ependencies:/.test(one) && linked.test(one));
    }),
  );
}

function peerTest(quoted: string): RegExp {
  return new RegExp(`^ {6}${quoted}: `, 'm');
}

/** The lines below a key of the top level, in the last document that has it. */
function section(text: string, name: string): string {
  const start = before(text, name);
  if (start === text.length) return '';
  const from = text.indexOf('\n', start) + 1;
  const end = text.slice(from).search(/^\S/m);
  return end < 0 ? text.slice(from) : text.slice(from, from + end);
}

function before(text: string, name: string): number {
  const at = text.lastIndexOf(`\n${name}:`);
  return at < 0 ? text.length : at + 1;
}

function unquote(text: string): string {
  return text.trim().replace(/^(['"])(.*)\1$/, '$2');
}
