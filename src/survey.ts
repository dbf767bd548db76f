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
import { isEnvLike } from './repository/env-like.js';
import { foreignFindings } from './repository/foreign.js';
import { type Hit, scan } from './repository/scan.js';
import { scopesOf } from './repository/scopes.js';
import type { Texts } from './repository/texts.js';
import { surveyEnv } from './surfaces/env/survey.js';
import type { Manifest, WorkspaceFile } from './surfaces/manifest/facts.js';
import { surveyManifest } from './surfaces/manifest/survey.js';
import { isWorkspaceFile, surveyWorkspaceFile } from './surfaces/manifest/workspace.js';
import { surfaceOf } from './surfaces/registry.js';
import { surveyText } from './surfaces/text/survey.js';
import type { TypeScriptFacts } from './surfaces/typescript/facts.js';
import type { FlowFact } from './surfaces/typescript/flow/facts.js';
import { mayNameClient } from './surfaces/typescript/specifier.js';

/** Gathers the facts of every surface: manifests first, since they tell by which names a client can be imported. */
export async function surveyRepository(repository: Repository, texts: Texts): Promise<Survey> {
  const paths = repository.files.map((file) => file.path);
  const manifests = surveyManifests(paths, texts);
  const names = clientNames(manifests.manifests);
  const env = paths.filter(isEnvLike).flatMap((file) => surveyEnv(texts.file(file) ?? absent(file)));
  const variables = new Set(env.flatMap((one) => [one.name, ...one.beginsWith]));
  const found: Candidates = { sources: [], others: [], wrappers: [], findings: [] };
  const needles = needlesOf(names, variables);
  const unreadable = await scan(repository, needles, (hit) => sort(hit, names, texts, found));
  const sources = await surveySources(found.sources, names);
  const packages = new Map(
    manifests.manifests.flatMap((one) => (one.name === null ? [] : [[one.name, one.directory]])),
  );
  const findings = [...manifests.findings, ...unreadable, ...found.findings, ...foreignFindings(repository)];
  return {
    scopes: scopesOf(manifests.manifests, manifests.workspaceFiles),
    clientNames: names,
    typescript: sources.facts,
    variables: {
      env,
      flow: sources.flow,
      text: found.others.flatMap((file) => surveyText(file, variables)),
      searched: variables,
    },
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
  /** Files of other languages that name a variable, or hand an env-like file on. */
  readonly others: TextFile[];
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

/** What a file must hold to be looked at: a client's name, a variable's, or a sign that it passes variables on unnamed. */
function needlesOf(names: ReadonlySet<string>, variables: ReadonlySet<string>): readonly string[] {
  const handsOn = variables.size === 0 ? [] : ['process.env[', 'env_file', 'env-file'];
  const all = ['redis', ...names, ...variables, ...handsOn].filter((one) => one.length > 1);
  return [...new Set(all)].filter((one) => one === 'redis' || !one.includes('redis'));
}

/** Puts a file that holds a needle where it belongs. */
function sort(hit: Hit, names: ReadonlySet<string>, texts: Texts, found: Candidates): void {
  const surface = surfaceOf(hit.file.path);
  if (surface === 'env' || surface === 'manifest') return;
  const namesVariable = [...hit.needles].some((needle) => needle !== 'redis' && !names.has(needle));
  if (surface === null && !namesVariable) return;
  const wrapper =
    surface === 'typescript' && hit.bytes.includes('@valkey-codemod') ? hit.bytes.toString() : '';
  if (inspectWrapperFile(wrapper).kind === 'ours') {
    found.wrappers.push({ path: hit.file.path, text: wrapper });
    return;
  }
  const classified = classify(hit.file, hit.bytes);
  if (classified.kind !== 'text') {
    if (surface === null) return;
    const mentions = clientMentions(hit.bytes);
    found.findings.push(...mentions.map((mention) => unedited(hit.file.path, mention, classified)));
    return;
  }
  const file = { path: hit.file.path, ignoredByGit: hit.file.ignoredByGit, text: classified.text };
  if (surface === null) found.others.push(file);
  else if (namesVariable || mayNameClient(file.text, names)) {
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
  files: readonly TextFile[],
  names: ReadonlySet<string>,
): Promise<{ facts: readonly TypeScriptFacts[]; flow: readonly FlowFact[] }> {
  if (files.length === 0) return { facts: [], flow: [] };
  const { surveyTypeScript } = await import('./surfaces/typescript/survey.js');
  const { surveyFlow } = await import('./surfaces/typescript/flow/survey.js');
  const { surveyComponent, isComponent } = await import('./surfaces/typescript/components.js');
  const flow: FlowFact[] = [];
  const facts = files.map((file) => {
    const surveyed = isComponent(file.path)
      ? surveyComponent(file, names)
      : surveyTypeScript(
          file,
          names,
          (tree, references) => void flow.push(...surveyFlow(tree, file, references)),
        );
    return withIgnored(surveyed, file.text);
  });
  return { facts, flow };
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

/** A file that is listed but gone or unreadable: it holds nothing, and the scan reports it. */
function absent(file: string): TextFile {
  return { path: file, ignoredByGit: false, text: '' };
}

function textsNamed(paths: readonly string[], texts: Texts, name: RegExp): readonly TextFile[] {
  return paths.filter((file) => name.test(file)).flatMap((file) => texts.file(file) ?? []);
}

function exportsIn(text: string | null): boolean | null {
  if (text === null) return null;
  return /^\s*export\b|\bmodule\.exports\b|\bexports\.\w+\s*=|\bexports\[/m.test(text);
}
