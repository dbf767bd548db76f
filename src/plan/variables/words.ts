import { isClient, type Judged, type Obstacle, workOf } from './judged.js';

/** The first place in the way, and how many more there are. */
export type Standing = Obstacle & { readonly more: number };

export function inWords(obstacle: Standing): string {
  const more =
    obstacle.more === 0
      ? ''
      : obstacle.more === 1
        ? ', and one more place'
        : `, and ${obstacle.more} more places`;
  return `${obstacle.path}:${obstacle.line} ${obstacle.what}${more}`;
}

export function provenReason(judged: readonly Judged[]): string {
  const clients = judged.filter(isClient).length;
  const work = workOf(judged);
  const conversions = work.filter((one) => one.rule === 'to-redis-url').length;
  const checks = work.length - conversions;
  return [
    clients !== judged.length
      ? `${clients === 1 ? 'one reader' : `${clients} readers`} on the wrapper`
      : clients === 1
        ? 'its one reader is a client on the wrapper'
        : `all ${clients} readers are clients on the wrapper`,
    ...(conversions === 0
      ? []
      : [
          conversions === 1
            ? 'one call of a package gets toRedisUrl(…)'
            : `${conversions} calls of packages get toRedisUrl(…)`,
        ]),
    ...(checks === 0 ? [] : [checksWiden(checks)]),
  ].join(', ');
}

/** Checks that take all four schemes once the change is made. */
export function checksWiden(count: number): string {
  return count === 1
    ? 'one check of its scheme now takes all four'
    : `${count} checks of its scheme now take all four`;
}
