import type { Finding } from '../model.js';
import { type Classified, classify, clientMentions, latin1Of, urlLine, WIDE_REDIS } from './classify.js';
import type { Hit } from './scan.js';

/** A finding for each line of a file that is not edited and names a client. */
export function uneditedMentions({ file, bytes }: Hit, classified: Unedited): readonly Finding[] {
  if (classified.kind === 'lockfile') return [];
  return clientMentions(bytes).map(({ name, line, column }) =>
    unedited(`names ${name}`, { path: file.path, line, column }, classified),
  );
}

const LOADED =
  /(?:\brequire(?:\.resolve)?\s*\(|\bfrom|\bimport\s*\(?)\s*(['"`])(ioredis|redis|@redis\/client)(?=[/'"`])/g;

/** What a file that is not edited loads by itself, and goes on to: once for each client. */
export function uneditedLoads({ file, bytes }: Hit, classified: Unedited): readonly ClientLoad[] {
  if (classified.kind === 'lockfile') return [];
  const text = latin1Of(bytes);
  const loads = new Map<string, ClientLoad>();
  for (const { index, 2: name } of text.matchAll(LOADED)) {
    if (name === undefined || loads.has(name)) continue;
    loads.set(name, { path: file.path, line: text.slice(0, index).split('\n').length, packageName: name });
  }
  return [...loads.values()];
}

/** A place that loads a client. */
export interface ClientLoad {
  readonly path: string;
  readonly line: number;
  readonly packageName: string;
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
