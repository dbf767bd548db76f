import { MARK, type Platform } from './platform.js';

export type Kept = 'created' | 'updated' | 'unchanged' | 'resolved' | 'not-needed' | 'not-allowed';

const RESOLVED = `${MARK}\n**Nothing is left to move to Valkey here.**\n`;

/**
 * Keeps one comment up to date: made once, changed only when the report changed, resolved when nothing is left. Of two
 * runs that create one each at the same time, the older comment stays.
 */
export async function keepComment(platform: Platform, report: string | null): Promise<Kept> {
  const [own] = byAge(await platform.ownComments());
  if (report === null) {
    if (own === undefined) return 'not-needed';
    if (same(own.body, RESOLVED)) return 'unchanged';
    return (await platform.update(own.id, RESOLVED)) ? 'resolved' : 'not-allowed';
  }
  const body = `${MARK}\n${report}`;
  if (own !== undefined) {
    if (same(own.body, body)) return 'unchanged';
    return (await platform.update(own.id, body)) ? 'updated' : 'not-allowed';
  }
  const id = await platform.create(body);
  if (id === false) return 'not-allowed';
  const [oldest] = byAge(await platform.ownComments());
  if (oldest === undefined || oldest.id === id) return 'created';
  await platform.remove(id);
  return (await platform.update(oldest.id, body)) ? 'updated' : 'not-allowed';
}

function byAge<T extends { readonly id: number }>(comments: readonly T[]): readonly T[] {
  return [...comments].sort((a, b) => a.id - b.id);
}

/** Platforms trim bodies and may store other line ends. */
function same(a: string, b: string): boolean {
  return a.replaceAll('\r\n', '\n').trim() === b.replaceAll('\r\n', '\n').trim();
}
