import type { Locked, Lockfile, PeerOf } from '../lockfiles.js';
import { literally } from '../../text.js';

/**
 * yarn.lock, classic (v1) and berry (`__metadata`, Yarn 2 and later), by its blocks: each begins with the descriptors
 * (`name@range`, in berry `name@npm:range`) that it answers, in one line.
 */
export function readYarnLock(text: string): Lockfile | null {
  if (/^<{7} /m.test(text)) return null;
  const isBerry = /^__metadata:/m.test(text);
  if (!isBerry && !text.includes('# yarn lockfile v1')) return null;
  const find = (name: string): readonly Block[] => blocksOf(text, name);
  return {
    manager: isBerry ? 'yarn-berry' : 'yarn',
    installed(_, name, range) {
      const wanted = new Set([`${name}@${range}`, `${name}@npm:${range}`]);
      return find(name).find((block) => block.descriptors.some((one) => wanted.has(one)))?.locked ?? null;
    },
    reachable(_, name) {
      const all = find(name).map((block) => block.locked);
      return all.filter((one, index) => all.findIndex((other) => other.version === one.version) === index);
    },
    peersOf: (name) => (isBerry ? peersIn(text, name) : []),
  };
}

interface Block {
  readonly descriptors: readonly string[];
  readonly locked: Locked;
}

function blocksOf(text: string, name: string): readonly Block[] {
  const head = new RegExp(`^(?=\\S)(?:.*[", ])?${literally(name)}@[^\\n]*:$`, 'gm');
  return [...text.matchAll(head)].flatMap((match) => {
    const descriptors = descriptorsOf(match[0]);
    if (!descriptors.some((one) => one.startsWith(`${name}@`))) return [];
    const body = text.slice(match.index + match[0].length, end(text, match.index));
    const version = /^ {2}version:? "?([^"\n]+)"?/m.exec(body)?.[1];
    if (version === undefined || version === '0.0.0-use.local') return [];
    return [{ descriptors, locked: { name: packageOf(body, descriptors[0]!, name), version } }];
  });
}

/** `"a@^1, a@~1.2":` (berry) and `a@^1, "@b/c@^2":` (classic) alike. */
function descriptorsOf(head: string): readonly string[] {
  return head.trim().replace(/:$/, '').replaceAll('"', '').split(', ');
}

/** The package that is really installed: berry's `resolution`, classic's `npm:` descriptor or tarball. */
function packageOf(body: string, descriptor: string, name: string): string {
  const resolution = /^ {2}resolution: "(@?[^@"]+)@/m.exec(body)?.[1];
  if (resolution !== undefined) return resolution;
  return /^@?[^@]+@npm:(@?[^@]+)@/.exec(descriptor)?.[1] ?? name;
}

function peersIn(text: string, name: string): readonly PeerOf[] {
  const found: PeerOf[] = [];
  const quoted = `"?${literally(name)}"?`;
  const peer = new RegExp(`^ {4}${quoted}: \\S`, 'gm');
  for (let match = peer.exec(text); match !== null; match = peer.exec(text)) {
    const start = text.lastIndexOf('\n\n', match.index) + 2;
    const entry = text.slice(start, end(text, match.index));
    const fields = entry.split(/^ {2}(?=\S)/m);
    const asks = (field: string, pattern: string) =>
      fields.some(
        (one) => one.startsWith(`${field}:`) && new RegExp(`^ {4}${quoted}:${pattern}`, 'm').test(one),
      );
    const own = /^ {2}resolution: "(@?[^@"]+)@(?:[^"@]*[:@])?([^":@]+)"/m.exec(entry);
    if (own === null || entry.includes('@workspace:') || !asks('peerDependencies', ' ')) continue;
    const optional = asks('peerDependenciesMeta', '\\s+optional: true');
    found.push({ name: own[1]!, version: own[2]!, optional });
  }
  return found;
}

function end(text: string, from: number): number {
  const next = text.indexOf('\n\n', from);
  return next < 0 ? text.length : next;
}
