import { inPasses, isFollowed, type SourceWorld } from './passes.js';
import { type Hit, scan } from './repository/scan.js';

/** Which sources name a member of a class, one more pass over the bytes for all that are asked for together. */
export class MemberReaders {
  readonly #found = new Map<string, Set<string>>();
  readonly #lookFor: (words: readonly string[]) => Promise<void>;

  constructor(world: SourceWorld) {
    const files = world.repository.files.filter((one) => isFollowed(world, one.path));
    this.#lookFor = inPasses(async (words) => {
      for (const word of words) this.#found.set(word, new Set());
      const note = (hit: Hit): void => {
        for (const word of hit.needles) this.#found.get(word)?.add(hit.file.path);
      };
      await scan({ root: world.repository.root, files }, [...words], note, { threads: world.threads });
    });
  }

  async of(member: string): Promise<readonly string[]> {
    await this.#lookFor([member]);
    return [...(this.#found.get(member) ?? [])].sort();
  }
}

/**
 * A member that is told by its name alone, wherever an instance gets to: `redisUrl`, `queueUrl`. Whatever reads a member
 * of that name, of any class, counts as a reader. `url` may be anything's.
 */
export function isTellingName(member: string): boolean {
  return (
    /redis|valkey/i.test(member) || /^(?:cache|queue|broker|session|pubsub)_?(?:url|uri|dsn)$/i.test(member)
  );
}
