/** Finds out whether one of a number of words is in a range of bytes, at the same cost for one word as for many. */
export interface NeedleSearch {
  readonly isIn: (bytes: Uint8Array, length: number) => boolean;
}

/**
 * The search of Wu and Manber ("A fast algorithm for multi-pattern searching", 1994): looks at a pair of bytes and
 * leaps as far as no word can end, so that most bytes are never looked at.
 */
export function needleSearch(needles: readonly string[]): NeedleSearch {
  const words = needles.map((needle) => Buffer.from(needle));
  const shortest = Math.min(...words.map((word) => word.length));
  if (!(shortest >= 2)) throw new RangeError('a needle has two bytes at least');
  const leaps = new Uint8Array(0x10000).fill(Math.min(shortest - 1, 255));
  for (const word of words) {
    for (let at = 1; at < shortest; at++) {
      const pair = (word[at - 1]! << 8) | word[at]!;
      leaps[pair] = Math.min(leaps[pair]!, shortest - 1 - at);
    }
  }
  return {
    isIn(bytes, length) {
      for (let at = shortest - 1; at < length; ) {
        const leap = leaps[(bytes[at - 1]! << 8) | bytes[at]!]!;
        if (leap > 0) {
          at += leap;
          continue;
        }
        const start = at - shortest + 1;
        for (const word of words) if (startsWith(word, bytes, start, length)) return true;
        at++;
      }
      return false;
    },
  };
}

function startsWith(word: Uint8Array, bytes: Uint8Array, start: number, length: number): boolean {
  if (start + word.length > length) return false;
  for (let i = 0; i < word.length; i++) if (bytes[start + i] !== word[i]) return false;
  return true;
}
