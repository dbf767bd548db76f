/** The indexes of the needles that are in `bytes[0..length)`, each once; one empty array for all bytes without any. */
export type NeedleSearch = (bytes: Uint8Array, length: number) => readonly number[];

const NONE: readonly number[] = [];

/**
 * Looks for a number of words at once, at the same cost for many as for one: the search of Wu and Manber ("A fast
 * algorithm for multi-pattern searching", 1994). It looks at a pair of bytes and leaps as far as no word can end, so
 * that most bytes are never looked at.
 */
export function needleSearch(needles: readonly string[]): NeedleSearch {
  const words = needles.map((needle) => Buffer.from(needle));
  const shortest = Math.min(...words.map((word) => word.length), 255);
  if (shortest < 2) return oneByOne(words);

  const leaps = new Uint8Array(0x10000).fill(shortest - 1);
  for (const word of words) {
    for (let at = 1; at < shortest; at++) {
      const pair = (word[at - 1]! << 8) | word[at]!;
      leaps[pair] = Math.min(leaps[pair]!, shortest - 1 - at);
    }
  }
  const root = treeOf(words);

  return (bytes, length) => {
    let found: Set<number> | null = null;
    for (let at = shortest - 1; at < length; ) {
      const pair = (bytes[at - 1]! << 8) | bytes[at]!;
      const leap = leaps[pair]!;
      if (leap > 0) {
        at += leap;
        continue;
      }
      let next = at - shortest + 1;
      for (let node = root.get(bytes[next]!); node !== undefined; ) {
        if (node.word !== null) {
          found ??= new Set();
          found.add(node.word);
        }
        next++;
        node = next < length ? node.longer.get(bytes[next]!) : undefined;
      }
      at++;
    }
    return found === null ? NONE : [...found].sort((a, b) => a - b);
  };
}

/** The words that begin with the bytes which lead to it: the one that ends there, and those that go on. */
interface Node {
  word: number | null;
  readonly longer: Map<number, Node>;
}

/** Words as a tree of their bytes, so that many words that begin alike cost no more than one. */
function treeOf(words: readonly Uint8Array[]): ReadonlyMap<number, Node> {
  const root = new Map<number, Node>();
  for (const [index, word] of words.entries()) {
    let level = root;
    let node: Node | undefined;
    for (const byte of word) {
      node = level.get(byte) ?? { word: null, longer: new Map() };
      level.set(byte, node);
      level = node.longer;
    }
    if (node !== undefined) node.word ??= index;
  }
  return root;
}

/** A name of one letter leaves nothing to leap over. */
function oneByOne(words: readonly Buffer[]): NeedleSearch {
  return (bytes, length) => {
    const view = Buffer.from(bytes.buffer, bytes.byteOffset, length);
    return [...words.keys()].filter((index) => view.includes(words[index]!));
  };
}
