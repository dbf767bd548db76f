import path from 'node:path';
import { inspectWrapperFile } from './delivery/copy.js';
import { stemOf } from './delivery/existing.js';
import type { Finding, TextFile } from './model.js';
import { endThreads, prepareThread, quietRun, type Run } from './threads.js';
import { readDockerfile } from './plan/containers.js';
import { clientNames } from './plan/dialects.js';
import { optionNeedles } from './plan/proven/other-options.js';
import type { Survey } from './plan/survey.js';
import { tsConfigs } from './plan/tsconfig.js';
import type { Repository } from './repository/discover.js';
import { isEnvLike } from './repository/env-like.js';
import { foreignFindings } from './repository/foreign.js';
import { ModuleLoads } from './repository/module-loads.js';
import { type Scanning, scan, threadsFor } from './repository/scan.js';
import { pathsUnder } from './repository/paths.js';
import { type Scopes, scopesOf } from './repository/scopes.js';
import type { Texts } from './repository/texts.js';
import { surveyEnv } from './surfaces/env/survey.js';
import type { Manifest, WorkspaceFile } from './surfaces/manifest/facts.js';
import { surveyManifest, unreadManifest } from './surfaces/manifest/survey.js';
import { isWorkspaceFile, surveyWorkspaceFile } from './surfaces/manifest/workspace.js';
import { followAcross } from './survey-across.js';
import { searchLateNames } from './survey-late.js';
import { type Candidates, engineName, needlesOf, sortHit } from './survey-candidates.js';
import { moduleWorld } from './surfaces/typescript/flow/modules.js';
import { surfaceOf } from './surfaces/registry.js';
import { foreignDependencies, isForeignManifest } from './surfaces/text/dependencies.js';
import { textFiles } from './surfaces/text/files.js';
import { foreignLoadFinding } from './surfaces/text/loads.js';
import type { FlowFact } from './surfaces/typescript/flow/facts.js';
import type { ModuleMap } from './surfaces/typescript/module-maps.js';
import { importsOf, reachOf } from './surfaces/typescript/reach.js';
import { type FileSurvey, surveyAhead, surveyFiles } from './surfaces/typescript/survey-files.js';
import { tracingNeedles } from './surfaces/typescript/tracing.js';

/** Gathers the facts of every surface: manifests first, since they tell by which names a client can be imported. */
export async function surveyRepository(
  repository: Repository,
  texts: Texts,
  run: Run = quietRun,
): Promise<Survey> {
  const paths = repository.files.map((file) => file.path);
  // Nearly every file is a source, and what is asked of the others' names takes ten patterns.
  const others = paths.filter((file) => !/\.(?:[cm]?[jt]sx?|md)$/.test(file));
  const manifests = surveyManifests(others, texts);
  const names = clientNames(manifests.manifests);
  const env = others.filter(isEnvLike).flatMap((file) => surveyEnv(texts.file(file) ?? absent(file)));
  const variables = new Set(env.flatMap((one) => [one.name, ...one.beginsWith]));
  const found: Candidates = {
    sources: [],
    others: [],
    urls: [],
    wrappers: [],
    findings: [],
    late: [],
    tracing: [],
    loads: [],
    uneditedLoads: [],
    readsClientName: null,
    namesEngine: [],
    mentioning: new Set(),
  };
  const needles = [
    ...needlesOf(names, variables),
    ...(listsClient(manifests.manifests, names) ? optionNeedles : []),
    ...tracersOf(manifests.manifests),
    ...(listed(manifests.manifests).has(engineName) ? [engineName] : []),
  ];
  // The parser loads while the scan's threads read, where a manifest says that there will be something to parse.
  const ahead = listsClient(manifests.manifests, names) ? surveyAhead(found.sources, names) : null;
  const scanning = { threads: threadsFor(repository.files.length, run.jobs), step: run.step };
  if (ahead !== null && scanning.threads === 0 && run.jobs !== 1 && repository.files.length > WORTH_PREPARING)
    prepareThread('survey');
  const loads = new ModuleLoads();
  const telling = listsClient(manifests.manifests, withoutIoredis(names)) ? new Set<number>() : null;
  const notes: Scanning['notes'] = {
    loads: (noted) => loads.add(noted),
    ...(telling === null ? {} : { telling: (noted) => noted.forEach((index) => void telling.add(index)) }),
  };
  const unreadable = await scan(repository, needles, (hit) => sortHit(hit, names, variables, texts, found), {
    ...scanning,
    meanwhile: () => ahead?.next() ?? false,
    notes,
  });
  found.wrappers.push(...restOfCopies(found.wrappers, paths, texts));
  const entries = wrapperEntries(found.wrappers);
  const formats = textFiles();
  const { names: configured, findings: unnamed } = await formats.define(found.urls);
  const surveyed = await (ahead?.all(entries, run) ?? surveyFiles(found.sources, names, entries, run));
  const late = await searchLateNames(
    repository,
    env,
    flowOf(surveyed),
    configured,
    variables,
    texts,
    found,
    scanning,
  );
  const sources = [...surveyed, ...(await surveyFiles(late.sources, names, entries, run))];
  const manualMocks = paths.filter(isManualMock(names));
  const packages = new Map(
    manifests.manifests.flatMap((one) => (one.name === null ? [] : [[one.name, one.directory]])),
  );
  const scopes = scopesOf(manifests.manifests, manifests.workspaceFiles);
  const tsConfigOf = tsConfigs(
    new Map(
      textsNamed(others, texts, /(^|\/)tsconfig[^/]*\.json$|(^|\/)base\.json$/).map((file) => [
        file.path,
        file.text,
      ]),
    ),
    packages,
  );
  const modules = moduleWorld(
    paths,
    packages,
    (from, specifier) => tsConfigOf(from)?.mapped(specifier) ?? [],
  );
  const textOf = (file: string) => texts.file(file)?.text ?? null;
  const flow = await followAcross(flowOf(sources), {
    ...modules,
    repository,
    threads: scanning.threads,
    texts,
    loads,
    facts: sources.map((one) => one.facts),
    names: late.searched,
    wrappers: new Set(found.wrappers.map((one) => one.path)),
  });
  sources.push(...(await surveyFiles(passedTo(flow, sources, texts), names, entries)));
  endThreads();
  const beside = once(
    () =>
      new Set(
        sources
          .filter((one) => one.facts.references.length > 0)
          .flatMap((one) => importsOf(one.facts.path, { ...modules, textOf })),
      ),
  );
  const findings = [
    ...manifests.findings,
    ...unreadable,
    ...found.findings,
    ...found.loads.map(foreignLoadFinding),
    ...unnamed,
    ...foreignFindings(repository),
  ];
  return {
    scopes,
    clientNames: names,
    readsClientName: found.readsClientName,
    typescript: sources.map((one) => one.facts),
    variables: {
      env,
      flow,
      text: await formats.survey(late.others, late.searched),
      searched: late.searched,
    },
    wrappers: found.wrappers,
    foreignDependencies: others
      .filter(isForeignManifest)
      .flatMap((file) => foreignDependencies(texts.file(file) ?? absent(file))),
    migrated: sources.flatMap((one) => one.migrated ?? []),
    namesEngine: found.namesEngine.filter((file) => !found.wrappers.some((one) => one.path === file)),
    tracing: found.tracing,
    loads: [...found.loads.filter((one) => one.isRun), ...found.uneditedLoads],
    moduleMaps: [
      ...sources.flatMap((one) => one.maps),
      ...(await surveyMaps(paths, texts, names, manualMocks)),
    ],
    manualMocks,
    containers: textsNamed(others, texts, /(^|\/)(Dockerfile[^/]*|[^/]+\.dockerfile)$/i).map((file) =>
      readDockerfile(file.path, file.text),
    ),
    findings,
    tsConfigOf,
    textOf,
    glanceAt: texts.glance,
    tellingFiles: () => (telling === null ? paths : paths.filter((_, index) => telling.has(index))),
    mentionsClient: (file) => found.mentioning.has(file) || beside().has(file),
    reachOf: (file) =>
      reachOf(file, { ...modules, textOf, isInstalled: (from, name) => lists(scopes, from, name) }),
    filesUnder: pathsUnder(paths),
    exportsSomething: (file) => exportsIn(textOf(file)),
  };
}

/** In fewer files there is hardly enough to parse for two. */
const WORTH_PREPARING = 200;

/** The names of node-redis: what code names of ioredis is not asked for. */
function withoutIoredis(names: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...names].filter((name) => name !== 'ioredis'));
}

/** What nobody asks for is not worked out. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Does the package of a file, or one above it, list another package? */
function lists(scopes: Scopes, file: string, name: string): boolean {
  const own = scopes.of(file);
  return [own, ...scopes.above(own)].some(
    ({ manifest }) => manifest?.dependencies.some((one) => one.name === name) ?? false,
  );
}

/** Files that a value comes to and that name neither client nor variable: they may get an import. */
function passedTo(
  flow: readonly FlowFact[],
  sources: readonly FileSurvey[],
  texts: Texts,
): readonly TextFile[] {
  const known = new Set(sources.map((one) => one.facts.path));
  const reached = new Set(flow.flatMap((fact) => fact.sinks.map((sink) => sink.file)));
  return [...reached].filter((file) => !known.has(file)).flatMap((file) => texts.file(file) ?? []);
}

function flowOf(sources: readonly FileSurvey[]): readonly FlowFact[] {
  return sources.flatMap((one) => one.flow);
}

function listsClient(manifests: readonly Manifest[], names: ReadonlySet<string>): boolean {
  return manifests.some((manifest) => manifest.dependencies.some((one) => names.has(one.name)));
}

function listed(manifests: readonly Manifest[]): ReadonlySet<string> {
  return new Set(manifests.flatMap((manifest) => manifest.dependencies.map((one) => one.name)));
}

/** What a registration of a tracing package says, for those packages that a manifest lists. */
function tracersOf(manifests: readonly Manifest[]): readonly string[] {
  const all = [...listed(manifests)];
  return tracingNeedles.filter((one) => all.some((name) => one.packages.test(name))).map((one) => one.needle);
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
    if (text === null) {
      // Of a file that cannot be opened the scan tells.
      if (!isManifest || texts.raw(file) === null) continue;
      const { manifest, finding } = unreadManifest(file);
      manifests.push(manifest);
      findings.push(finding);
      continue;
    }
    if (isManifest) {
      const found = surveyManifest(text);
      manifests.push(found.manifest);
      findings.push(...found.findings);
    } else {
      const found = surveyWorkspaceFile(text);
      if (found.workspaceFile !== null) workspaceFiles.push(found.workspaceFile);
      findings.push(...found.findings);
    }
  }
  return { manifests, workspaceFiles, findings };
}

/** `__mocks__/ioredis.ts`, in any directory: jest's manual mock of a package. */
function isManualMock(names: ReadonlySet<string>): (file: string) => boolean {
  return (file) => {
    if (!file.includes('__mocks__/')) return false;
    const mocked = /(?:^|\/)__mocks__\/(.+?)(?:\/index)?\.[cm]?[jt]sx?$/.exec(file)?.[1];
    return mocked !== undefined && names.has(mocked);
  };
}

/** Configurations of jest, whatever they name: a manual mock needs an entry in one that has no map yet. */
async function surveyMaps(
  paths: readonly string[],
  texts: Texts,
  names: ReadonlySet<string>,
  manualMocks: readonly string[],
): Promise<readonly ModuleMap[]> {
  const files = textsNamed(paths, texts, /(^|\/)(package\.json|[^/]*jest[^/]*\.(json|[cm]?[jt]s))$/).filter(
    ({ text }) =>
      manualMocks.length > 0 ||
      (text.includes('moduleNameMapper') && [...names].some((name) => text.includes(name))),
  );
  if (files.length === 0) return [];
  const { isJestConfig, surveyModuleMaps } = await import('./surfaces/typescript/module-maps.js');
  return files.filter((file) => isJestConfig(file.path)).flatMap(surveyModuleMaps);
}

/** Files of a copy in which no needle of the scan is: parts that only other files of it load. */
function restOfCopies(
  wrappers: readonly { path: string }[],
  paths: readonly string[],
  texts: Texts,
): readonly { path: string; text: string }[] {
  const known = new Set(wrappers.map((one) => one.path));
  const directories = [...new Set(wrappers.map((one) => `${path.posix.dirname(one.path)}/`))];
  return paths.flatMap((file) => {
    if (known.has(file) || !directories.some((one) => file.startsWith(one))) return [];
    if (surfaceOf(file) !== 'typescript') return [];
    const text = texts.raw(file) ?? '';
    if (inspectWrapperFile(text).kind !== 'ours') return [];
    texts.keep({ path: file, ignoredByGit: false, text });
    return [{ path: file, text }];
  });
}

/** The wrapper modules that code imports, without their extensions. */
function wrapperEntries(wrappers: readonly { path: string; text: string }[]): ReadonlySet<string> {
  return new Set(
    wrappers.flatMap(({ path: file, text }) => {
      const found = inspectWrapperFile(text);
      return found.kind === 'ours' && found.dialect !== undefined ? [stemOf(file)] : [];
    }),
  );
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
