import path from 'node:path';
import { inspectWrapperFile } from './delivery/copy.js';
import { ignoredLines, ignoreMark } from './ignore.js';
import type { Finding, TextFile } from './model.js';
import { readDockerfile } from './plan/containers.js';
import { clientNames } from './plan/dialects.js';
import type { Survey } from './plan/survey.js';
import { tsConfigs } from './plan/tsconfig.js';
import { type ClientMention, classify, clientMentions } from './repository/classify.js';
import type { Repository } from './repository/discover.js';
import { type Hit, scan } from './repository/scan.js';
import { scopesOf } from './repository/scopes.js';
import type { Texts } from './repository/texts.js';
import type { Manifest, WorkspaceFile } from './surfaces/manifest/facts.js';
import { surveyManifest } from './surfaces/manifest/survey.js';
import { isWorkspaceFile, surveyWorkspaceFile } from './surfaces/manifest/workspace.js';
import { surfaceOf } from './surfaces/registry.js';
import type { TypeScriptFacts } from './surfaces/typescript/facts.js';
import { mayNameClient } from './surfaces/typescript/specifier.js';

/** Gathers the facts of every surface: manifests first, since they tell by which names a client can be imported. */
export async function surveyRepository(repository: Repository, texts: Texts): Promise<Survey> {
  const paths = repository.files.map((file) => file.path);
  const manifests = surveyManifests(paths, texts);
  const names = clientNames(manifests.manifests);
  const found: Candidates = { sources: [], wrappers: [], findings: [] };
  const unreadable = await scan(repository, needlesOf(names), (hit) => sort(hit, names, texts, found));
  const typescript = await surveySources(found, names);
  const packages = new Map(
    manifests.manifests.flatMap((one) => (one.name === null ? [] : [[one.name, one.directory]])),
  );
  const findings = [...manifests.findings, ...unreadable, ...found.findings, ...typescript.findings];
  return {
    scopes: scopesOf(manifests.manifests, manifests.workspaceFiles),
    typescript: typescript.facts,
    wrappers: found.wrappers,
    containers: textsNamed(paths, texts, /(^|\/)(Dockerfile[^/]*|[^/]+\.dockerfile)$/i).map((file) =>
      readDockerfile(file.path, file.text),
    ),
    findings,
    tsConfigOf: tsConfigs(
      new Map(
        textsNamed(paths, texts, /(^|\/)tsconfig[^/]*\.json$|(^|\/)base\.json$/).map((file) => [
          file.path,
          file.text,
        ]),
      ),
      packages,
    ),
    filesUnder: (directory) =>
      directory === '' ? paths : paths.filter((one) => one.startsWith(`${directory}/`)),
    exportsSomething: (file) => exportsIn(texts.file(file)?.text ?? null),
    textOf: (file) => texts.file(file)?.text ?? null,
  };
}

interface Candidates {
  readonly sources: TextFile[];
  readonly wrappers: { path: string; text: string }[];
  readonly findings: Finding[];
}

function surveyManifests(
  paths: readonly string[],
  texts: Texts,
): {
  manifests: readonly Manifest[];
  workspaceFiles: readonly WorkspaceFile[];
  findings: readonly Finding[];
} {
  const manifests: Manifest[] = [];
  const workspaceFiles: WorkspaceFile[] = [];
  const findings: Finding[] = [];
  for (const file of paths) {
    const isManifest = path.posix.basename(file) === 'package.json';
    const text = isManifest || isWorkspaceFile(file) ? texts.file(file) : null;
    if (text === null) continue;
    if (isManifest) {
      const found = surveyManifest(text);
      if (found.manifest !== null) manifests.push(found.manifest);
      findings.push(...found.findings);
    } else {
      const found = surveyWorkspaceFile(text);
      if (found.workspaceFile !== null) workspaceFiles.push(found.workspaceFile);
      findings.push(...found.findings);
    }
  }
  return { manifests, workspaceFiles, findings };
}

/** Every name contains `redis` but for some npm aliases. */
function needlesOf(names: ReadonlySet<string>): readonly string[] {
  return ['redis', ...[...names].filter((name) => !name.includes('redis') && name.length > 1)];
}

/** Puts a file that holds a needle where it belongs. */
function sort(hit: Hit, names: ReadonlySet<string>, texts: Texts, found: Candidates): void {
  if (surfaceOf(hit.file.path) !== 'typescript') return;
  const classified = classify(hit.file, hit.bytes);
  if (classified.kind !== 'text') {
    const mentions = clientMentions(hit.bytes);
    found.findings.push(...mentions.map((mention) => unedited(hit.file.path, mention, classified)));
    return;
  }
  const file = { path: hit.file.path, ignoredByGit: hit.file.ignoredByGit, text: classified.text };
  if (inspectWrapperFile(file.text).kind === 'ours') {
    found.wrappers.push(file);
  } else if (mayNameClient(file.text, names)) {
    texts.keep(file);
    found.sources.push(file);
  }
}

function unedited(
  file: string,
  mention: ClientMention,
  { kind, evidence }: { readonly kind: string; readonly evidence: string },
): Finding {
  return {
    rule: 'unedited-file',
    severity: 'warning',
    path: file,
    line: mention.line,
    column: mention.column,
    message: `names ${mention.name}, in a file that is not edited (${kind}: ${evidence})`,
    help: 'Change what this file is made from, or the file by hand; or exclude it when it does not matter.',
  };
}

/** The heavy parser is loaded only when there is something to parse. */
async function surveySources(
  found: Candidates,
  names: ReadonlySet<string>,
): Promise<{ facts: readonly TypeScriptFacts[]; findings: readonly Finding[] }> {
  if (found.sources.length === 0) return { facts: [], findings: [] };
  const { surveyTypeScript } = await import('./surfaces/typescript/survey.js');
  const { surveyComponent, isComponent } = await import('./surfaces/typescript/components.js');
  const facts = found.sources.map((file) =>
    withIgnored(
      isComponent(file.path) ? surveyComponent(file, names) : surveyTypeScript(file, names),
      file.text,
    ),
  );
  return { facts, findings: [] };
}

/** A reference on a line that a comment accepts stays, as the comment asks. */
function withIgnored(facts: TypeScriptFacts, text: string): TypeScriptFacts {
  if (!text.includes(ignoreMark)) return facts;
  const ignored = ignoredLines(text);
  const stays = {
    rule: 'ignored',
    reason: `a comment (${ignoreMark}) accepts it`,
    help: 'Delete the comment to have it moved.',
  };
  return {
    ...facts,
    references: facts.references.map((one) => (ignored.has(one.line) ? { ...one, stays } : one)),
    notices: facts.notices.filter((one) => !ignored.has(one.line)),
  };
}

function textsNamed(paths: readonly string[], texts: Texts, name: RegExp): readonly TextFile[] {
  return paths.filter((file) => name.test(file)).flatMap((file) => texts.file(file) ?? []);
}

function exportsIn(text: string | null): boolean | null {
  if (text === null) return null;
  return /^\s*export\b|\bmodule\.exports\b|\bexports\.\w+\s*=|\bexports\[/m.test(text);
}
