import type { Finding } from '../model.js';
import { positionAt } from '../text.js';
import type { Survey } from './survey.js';
import type { MovedReference } from './uses.js';

/**
 * An import that moves from under `@ts-expect-error`: TypeScript takes the comment for a fault where the error is gone,
 * and whether the wrapper's types still give it, only a type checker knows.
 */
export function expectedErrorFindings(
  moved: readonly MovedReference[],
  survey: Pick<Survey, 'glanceAt'>,
): readonly Finding[] {
  return moved.flatMap(({ path, start }) => {
    const text = survey.glanceAt(path);
    if (text === null || !text.includes('@ts-expect-error') || !isExpected(text, start)) return [];
    return {
      rule: 'expected-error',
      severity: 'warning',
      path,
      ...positionAt(text, start),
      message: 'an error is expected here (@ts-expect-error), and the import of the wrapper may give none',
      help: 'Run the type checker, and delete the comment if it calls it unused.',
    } as const;
  });
}

/** The comment speaks for the next line that is neither empty nor a comment of one line. */
function isExpected(text: string, offset: number): boolean {
  const above = text.slice(0, offset).split('\n').slice(0, -1).reverse();
  const end = above.findIndex((line) => !/^\s*(?:\/\/.*|\/\*.*\*\/\s*)?$/.test(line));
  return above
    .slice(0, end < 0 ? above.length : end)
    .some((line) => /^\s*\/[/*]+\s*@ts-expect-error\b/.test(line));
}
