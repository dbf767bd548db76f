import { NotCopiedError } from '../errors.js';
import type { Row } from './row.js';

/** What stands for commands that a copy goes without: who uses one is told how to get it. */
const rows = (names: string): readonly Row[] =>
  names
    .split(/\s+/)
    .filter(Boolean)
    .map((name) => [
      name,
      [
        () => {
          throw new NotCopiedError(name);
        },
      ],
    ]);

/** Commands that no code named when this was copied. The next run of valkey-codemod adds those that code names by then. */
export const notCopied = rows(`
`);
