import path from 'node:path';
import type { ClientUse, Obstacle, Site } from './uses.js';

/**
 * A mock moves together with the import that it mocks. Where one of them cannot move, none does: a test that mocks
 * the old module while the code imports the new one would talk to a real server, and nobody would notice.
 */
export function mockObstacles(use: ClientUse, uses: readonly ClientUse[]): Obstacle | null {
  const stuck = use.sites.find((site) => isMock(site) && site.reference.stays !== null);
  if (stuck !== undefined) return obstacle(`${at(stuck)} mocks it in a way that cannot move with it`);
  const injection = use.sites.find(
    (site) => site.reference.form === 'injector-key' && !targetMoves(site, use),
  );
  if (injection !== undefined)
    return obstacle(`${at(injection)} injects a mock into a module that cannot be told`);
  const elsewhere = foreignMock(use, uses);
  return elsewhere === null ? null : obstacle(`${at(elsewhere)} mocks it from another package`);
}

/** Does `asked` stand in the module that an injector's key is meant for? */
export function isInjectedInto(injection: Site, asked: Site): boolean {
  const target = injection.reference.injectedInto;
  if (target === null || asked.reference.packageName !== injection.reference.packageName || isMock(asked))
    return false;
  const file = path.posix.join(path.posix.dirname(injection.facts.path), target);
  const stem = (name: string) => name.replace(/\.[cm]?[jt]sx?$/, '');
  const own = stem(asked.facts.path);
  return own === stem(file) || own === path.posix.join(file, 'index');
}

function targetMoves(injection: Site, use: ClientUse): boolean {
  return use.sites.some((site) => site.reference.stays === null && isInjectedInto(injection, site));
}

function isMock({ reference }: Site): boolean {
  return reference.form === 'mock' || reference.form === 'injector-key';
}

/**
 * A mock in a workspace package that depends on another one which uses the client as well: nothing tells whose import
 * it is meant for, so neither of the two moves.
 */
function foreignMock(use: ClientUse, uses: readonly ClientUse[]): Site | null {
  const runs = (one: ClientUse) => one.sites.some((site) => !site.facts.isTest && !site.reference.typeOnly);
  for (const other of uses) {
    if (other === use || other.packageName !== use.packageName) continue;
    for (const [mocking, mocked] of [
      [use, other],
      [other, use],
    ] as const) {
      const mock = mocking.sites.find(isMock);
      if (mock !== undefined && runs(mocked) && dependsOn(mocking, mocked)) return mock;
    }
  }
  return null;
}

function dependsOn(from: ClientUse, on: ClientUse): boolean {
  const name = on.scope.manifest?.name ?? null;
  return name !== null && (from.scope.manifest?.dependencies.some((one) => one.name === name) ?? false);
}

function at(site: Site): string {
  return `${site.facts.path}:${site.reference.line}`;
}

function obstacle(reason: string): Obstacle {
  return {
    rule: 'mock-not-moved',
    reason,
    help: 'Change that mock so that it names the module which the code will import, move the imports by hand, or drop the mock; then run this again.',
  };
}
