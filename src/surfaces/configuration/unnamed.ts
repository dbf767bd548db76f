import { judgeRedisUrl } from '../redis-url.js';
import { isVariableName } from '../typescript/flow/facts.js';
import type { Tree } from './tree.js';

/**
 * Where a file of configuration holds a plain URL under a key that is no variable's name (`redis.url`): what reads it is
 * not known. Keys that say what a value looks like hold examples.
 */
export function unnamedUrls(documents: readonly Tree[]): readonly number[] {
  const found = new Set<number>();
  let visited = 0;
  const gather = (tree: Tree, named: boolean): void => {
    if (++visited > MOST_VALUES) return;
    if (tree.kind === 'list') for (const item of tree.items) gather(item, named);
    if (tree.kind === 'text' && tree.span !== null && !named && judgeRedisUrl(tree.value).kind === 'url') {
      found.add(tree.span.start);
    }
    if (tree.kind !== 'map') return;
    const isEntry = tree.entries.some(
      ({ key, value }) => NAME.test(key) && value.kind === 'text' && isVariableName(value.value),
    );
    for (const { key, value } of tree.entries) {
      if (!EXAMPLE.test(key)) gather(value, named || isEntry || isVariableName(key));
    }
  };
  for (const document of documents) gather(document, false);
  return [...found].sort((a, b) => a - b);
}

const MOST_VALUES = 100_000;

/** `{ name: REDIS_URL, value: redis://… }`: any other value may look like a name (`AAAAAAAA`). */
const NAME = /^(?:name|key|id|env|variable|var|envName)$/i;

const EXAMPLE = /example|sample|placeholder|description|title|summary|message|label|^(?:doc|help)s?$/i;
