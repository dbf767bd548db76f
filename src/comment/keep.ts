import { MARK, type Platform } from './platform.js';

export type Kept = 'created' | 'updated' | 'unchanged' | 'resolved' | 'not-needed' | 'not-allowed';

const RESOLVED = `${MARK}\n**Nothing is left to move to Valkey here.**\n`;

/**
 * Keeps one comment up to date: made once, changed only when the report changed, resolved when nothing is left, made
 * again where somebody deleted it. Of several, which runs at the same time can leave, the oldest stays.
 */
export async function keepComment(platform: Platform, report: string | null): Promise<Kept> {
  const [own, ...others] = byAge(await platform.ownComments());
  for (const { id } of others) await platform.remove(id);
  if (own === undefined) return report === null ? 'not-needed' : create(platform, `${MARK}\n${report}`);
  const body = report === null ? RESOLVED : `${MARK}\n${report}`;
  if (same(own.body, body)) return 'unchanged';
  const updated = await platform.update(own.id, body);
  if (updated === 'gone') return report === null ? 'not-needed' : create(platform, body);
  return updated ? (report === null ? 'resolved' : 'updated') : 'not-allowed';
}

async function create(platform: Platform, body: string): Promise<Kept> {
  const id = await platform.create(body);
  if (id === false) return 'not-allowed';
  const [oldest] = byAge(await platform.ownComments());
  if (oldest === undefined || oldest.id === id) return 'created';
  await platform.remove(id);
  return (await platform.update(oldest.id, body)) === true ? 'updated' : 'not-allowed';
}

function byAge<T extends { readonly id: number }>(comments: readonly T[]): readonly T[] {
  return [...comments].sort((a, b) => a.id - b.id);
}

/** Platforms trim bodies and may store other line ends. */
function same(a: string, b: string): boolean {
  return a.replaceAll('\r\n', '\n').trim() === b.replaceAll('\r\n', '\n').trim();
}
