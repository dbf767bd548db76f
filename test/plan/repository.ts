import { type Lockfiles, lockfilesOf } from '../../src/plan/lockfiles.js';
import { type Scopes, scopesOf } from '../../src/repository/scopes.js';
import { isManifest, surveyManifest } from '../../src/surfaces/manifest/survey.js';
import { isWorkspaceFile, surveyWorkspaceFile } from '../../src/surfaces/manifest/workspace.js';

/** The scopes and lockfiles of a repository that is given as texts; an object stands for its JSON. */
export function repositoryOf(given: Readonly<Record<string, string | object>>): {
  files: Readonly<Record<string, string>>;
  scopes: Scopes;
  lockfiles: Lockfiles;
} {
  const files = Object.fromEntries(
    Object.entries(given).map(([path, one]) => [
      path,
      typeof one === 'string' ? one : `${JSON.stringify(one, null, 2)}\n`,
    ]),
  );
  const paths = Object.keys(files);
  const file = (path: string) => ({ path, ignoredByGit: false, text: files[path]! });
  const manifests = paths.filter(isManifest).flatMap((path) => surveyManifest(file(path)).manifest ?? []);
  const workspaces = paths
    .filter(isWorkspaceFile)
    .flatMap((path) => surveyWorkspaceFile(file(path)).workspaceFile ?? []);
  return {
    files,
    scopes: scopesOf(manifests, workspaces),
    lockfiles: lockfilesOf({ paths, read: (path) => files[path] ?? null }),
  };
}
