import type { Finding } from '../model.js';
import { type Classified, classify, clientMentions, urlLine, WIDE_REDIS } from './classify.js';
import type { Hit } from './scan.js';

/** A finding for each line of a file that is not edited and names a client. */
export function uneditedMentions({ file, bytes }: Hit, classified: Unedited): readonly Finding[] {
  if (classified.kind === 'lockfile') return [];
  return clientMentions(bytes).map(({ name, line, column }) =>
    unedited(`names ${name}`, { path: file.path, line, column }, classified),
  );
}

/** A finding for an env-like file or a configuration in another encoding: what it defines is not followed. */
export function uneditedUrl({ file, bytes, needles }: Hit): readonly Finding[] {
  if (!needles.has(WIDE_REDIS) && !bytes.includes('redis://') && !bytes.includes('rediss://')) return [];
  const classified = classify(file, bytes);
  if (classified.kind !== 'not-utf8' && classified.kind !== 'binary') return [];
  const line = urlLine(bytes);
  if (line === null) return [];
  return [unedited('holds a Redis URL', { path: file.path, line, column: 1 }, classified)];
}

type Unedited = Exclude<Classified, { readonly kind: 'text' }>;

function unedited(
  what: string,
  place: Pick<Finding, 'path' | 'line' | 'column'>,
  { kind, evidence }: Unedited,
): Finding {
  return {
    rule: 'unedited-file',
    severity: 'warning',
    ...place,
    message: `${what}, in a file that is not edited (${kind}: ${evidence})`,
    help: 'Change what this file is made from, or the file by hand; or exclude it when it does not matter.',
  };
}
