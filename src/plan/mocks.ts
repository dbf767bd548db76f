import path from 'node:path';
import type { Finding } from '../model.js';
import type { PackageScope } from '../repository/scopes.js';
import { dependsOn } from './packages.js';
import type { Survey } from './survey.js';
import { BRINGING } from './tables/consumers.js';
import type { ClientUse, NamedClient, Obstacle, Site } from './uses.js';

/**
 * A mock moves together with the import that it mocks. Where one of them cannot move, none does: a test that mocks
 * the old module while the code imports the new one would talk to a real server, and nobody would notice.
 */
export function mockObstacles(use: ClientUse, uses: readonly NamedClient[], survey: Survey): Obstacle | null {
  const stuck = use.sites.find((site) => isMock(site) && site.reference.stays !== null);
  if (stuck !== undefined) return mockObstacle(`${at(stuck)} mocks it in a way that cannot move with it`);
  const injection = use.sites.find(
    (site) => site.reference.form === 'injector-key' && !targetMoves(site, use),
  );
  if (injection !== undefined)
    return mockObstacle(`${at(injection)} injects a mock into a module that cannot be told`);
  const idle = use.sites.find(isMock);
  if (idle !== undefined && !use.sites.some((site) => isRun(site, use)))
    return mockObstacle(
      `${at(idle)} mocks it, and no module of this package imports it: it is meant for a dependency`,
    );
  const elsewhere = foreignMock(use, uses, survey);
  return elsewhere === null
    ? null
    : mockObstacle(`${at(elsewhere)} mocks it, and may mean the import of another package of the workspace`);
}

/** Notes on mocks that move while a dependency, which brings a client of its own, may have been mocked by them too. */
export function mocksBeside(use: ClientUse): readonly Finding[] {
  const listed = use.scope.manifest?.dependencies ?? [];
  const row = BRINGING.find(
    ({ name, brings }) => brings === use.client.target && listed.some((one) => one.name === name),
  );
  if (row === undefined) return [];
  return use.sites.filter(isMock).map((site) => ({
    rule: 'mock-not-moved',
    severity: 'warning',
    path: site.facts.path,
    line: site.reference.line,
    column: site.reference.column,
    message: `${row.name} loads ${row.brings} by itself, and this mock reaches the wrapper alone now`,
    help: `Where the test runs ${row.name}, mock ${row.name} or ${row.brings} as well, by hand.`,
  }));
}

/** A module that loads the client when it runs, apart from the tests that mock it. */
function isRun({ facts, reference }: Site, use: ClientUse): boolean {
  if (reference.typeOnly || isMock({ facts, reference })) return false;
  return !use.sites.some((site) => isMock(site) && site.facts === facts && facts.isTest);
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
 * A mock whose test may load another package of the workspace that uses the client as well: nothing tells whose import
 * it is meant for, so neither of the two moves; also where it cannot be told what the other package has installed.
 */
function foreignMock(use: ClientUse, uses: readonly NamedClient[], survey: Survey): Site | null {
  for (const other of uses) {
    if (other === use || other.packageName !== use.packageName) continue;
    for (const [mocking, mocked] of [
      [use, other],
      [other, use],
    ] as const) {
      const mocks = mocking.sites.filter(isMock);
      if (mocks.length === 0) continue;
      if (!mocked.sites.some((site) => !site.facts.isTest && !site.reference.typeOnly)) continue;
      const mock = mocks.find((site) => mayLoad(site, mocking.scope, mocked.scope, survey));
      if (mock !== undefined) return mock;
    }
  }
  return null;
}

/** May the test that a mock stands in load another package? What sets tests up does it for tests that are not known. */
function mayLoad({ facts }: Site, own: PackageScope, scope: PackageScope, survey: Survey): boolean {
  const reach = /[._-](?:test|spec)\.[cm]?[jt]sx?$/.test(facts.path) ? survey.reachOf(facts.path) : null;
  if (reach === null) return dependsOn(own, scope, survey.scopes.all);
  const loaded = survey.scopes.all.filter(({ manifest }) => reach.packages.has(manifest?.name ?? ''));
  return (
    loaded.some((one) => dependsOn(one, scope, survey.scopes.all)) ||
    [...reach.files].some((file) => survey.scopes.of(file).directory === scope.directory)
  );
}

function at(site: Site): string {
  return `${site.facts.path}:${site.reference.line}`;
}

/** Why a mock keeps what it mocks from moving. */
export function mockObstacle(reason: string): Obstacle {
  return {
    rule: 'mock-not-moved',
    reason,
    help: 'Change that mock so that it names the module which the code will import, move the imports by hand, or drop the mock; then run this again.',
  };
}
