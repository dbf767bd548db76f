import type { ClientPackage } from '../../model.js';
import type { PackageScope, Scopes } from '../../repository/scopes.js';
import { CLIENT_TYPES, clientOf } from '../../surfaces/manifest/survey.js';
import type { Draft } from './draft.js';

/** `@types/ioredis` goes from a manifest when the last ioredis goes that its types may describe. */
export function removeTypes(scope: PackageScope, drafts: ReadonlyMap<string, Draft>, scopes: Scopes): void {
  const draft = drafts.get(scope.directory);
  if (draft === undefined || draft.manifest.isBroken) return;
  const inReach = scopes.all.filter((one) => one === scope || scopes.above(one).includes(scope));
  for (const types of draft.manifest.dependencies) {
    const client = CLIENT_TYPES.get(types.name);
    if (client === undefined) continue;
    const about = inReach.flatMap((one) => drafts.get(one.directory) ?? []);
    const gone = about.filter((one) => one.removed.some((dependency) => clientOf(dependency) === client));
    const left = about.some((one) => listsClient(one, client));
    if (gone.length === 0 || left) continue;
    draft.removed.push(types);
    for (const one of gone) for (const change of one.changes) draft.changes.add(change);
  }
}

function listsClient({ manifest, removed }: Draft, client: ClientPackage): boolean {
  return manifest.dependencies.some((one) => clientOf(one) === client && !removed.includes(one));
}
