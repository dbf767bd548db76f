import { posix } from 'node:path';
import { compose } from './compose.js';
import { circleCi, githubActions, gitlabCi } from './ci.js';
import { kubernetes, kustomize } from './kubernetes.js';
import { builtFrom, ofImage, type Program, STEPS, UNKNOWN } from './program.js';
import { type Tree, under } from './tree.js';

/** A place in a document: the keys that lead to `value`, and all that it lies in, outside in. */
export interface Place {
  readonly path: string;
  readonly document: Tree;
  readonly keys: readonly string[];
  readonly above: readonly Tree[];
  readonly value: Tree;
}

/** A tool whose files give variables to programs. */
export interface Tool {
  matches(path: string, document: Tree): boolean;
  /** The program that gets what stands at a place, where that is an environment; null where it is none. */
  programAt(place: Place): Program | null;
}

/** The tools that a document belongs to. */
export function toolsOf(path: string, document: Tree): readonly Tool[] {
  return TOOLS.filter((tool) => tool.matches(path, document));
}

/** The program that gets what stands at a place; null where that is no environment. */
export function environmentOf(tools: readonly Tool[], place: Place): Program | null {
  for (const tool of tools) {
    const program = tool.programAt(place);
    if (program !== null) return program;
  }
  return null;
}

/** A tool that has one kind of environment: the files, the keys that lead to it (dots between), and who gets it. */
function simple(files: RegExp, keys: RegExp, program: Program | ((place: Place) => Program)): Tool {
  return {
    matches: (path) => files.test(path),
    programAt: (place) =>
      keys.test(place.keys.join('.')) ? (typeof program === 'function' ? program(place) : program) : null,
  };
}

/** What a platform builds from the directory of its own file, or one that the file names. */
function fromHere({ path }: Place): Program {
  return builtFrom(path, '.');
}

/** A chart's values: the image that stands beside the environment, or nearest above it. */
const helm: Tool = {
  matches: (path) => /(?:^|\/)values[^/]*\.ya?ml$/.test(path),
  programAt({ keys, above }) {
    const isEnvironment =
      /^(?:extra)?env(?:ironment)?s?(?:Vars?|Variables)?$|^(?:config|configMap|config_?map_?data|secrets?|stringData|data|variables)$/i;
    if (!isEnvironment.test(keys.at(-1) ?? '')) return null;
    const image = above.map((one) => under(one, 'image')).findLast((one) => one !== undefined);
    return ofImage(image);
  },
};

/** ENV and ARG reach what the file builds, from its own directory or one above it. */
const dockerfile: Tool = {
  matches: (path) => /(?:^|\/)(?:(?:docker|container)file[^/]*|[^/]+\.(?:docker|container)file)$/i.test(path),
  programAt: ({ path, keys }) =>
    /^(?:ENV|ARG)$/.test(keys.join('.')) ? { kind: 'built', context: directoryOf(path) } : null,
};

/** A directory that holds nothing but files of Docker is no program's: those build what lies beside it. */
function directoryOf(path: string): string {
  const directory = posix.dirname(path);
  return directory === '.' ||
    /^(?:\.?docker|containers?|build|deploy(?:ment)?|ops|infra)(?:\/|$)/i.test(directory)
    ? ''
    : directory;
}

/** Each row from the tool's own documentation of the file. */
const TOOLS: readonly Tool[] = [
  compose,
  githubActions,
  gitlabCi,
  circleCi,
  kubernetes,
  kustomize,
  helm,
  dockerfile,
  simple(/(?:^|\/)\.travis\.ya?ml$/, /(?:^|\.)env(?:\.(?:global|jobs|matrix))?$/, STEPS),
  simple(
    /(?:^|\/)\.?azure-pipelines?[^/]*\.ya?ml$|(?:^|\/)\.(?:azure|pipelines)\/.+\.ya?ml$/,
    /(?:^|\.)(?:variables|env)$/,
    STEPS,
  ),
  simple(/(?:^|\/)\.?appveyor\.ya?ml$/, /(?:^|\.)environment(?:\.(?:global|matrix))?$/, STEPS),
  simple(
    /(?:^|\/)\.buildkite\/.+\.ya?ml$|(?:^|\/)cloudbuild[^/]*\.ya?ml$|(?:^|\/)[Tt]askfile(?:\.dist)?\.ya?ml$|(?:^|\/)\.cirrus\.ya?ml$/,
    /(?:^|\.)env$/,
    STEPS,
  ),
  simple(
    /(?:^|\/)\.(?:drone|woodpecker)[^/]*\.ya?ml$|(?:^|\/)\.woodpecker\/.+\.ya?ml$/,
    /(?:^|\.)environment$/,
    ({ above }) =>
      under(above.at(-1), 'commands') === undefined ? ofImage(under(above.at(-1), 'image')) : STEPS,
  ),
  simple(/(?:^|\/)\.semaphore\/.+\.ya?ml$/, /(?:^|\.)env_vars$/, STEPS),
  simple(/(?:^|\/)render\.ya?ml$/, /(?:^|\.)envVars$/, ({ path, above }) => {
    const service = above.at(-1);
    const root = under(service, 'rootDir') ?? under(service, 'dockerContext');
    if (under(service, 'image') !== undefined) return UNKNOWN;
    return builtFrom(path, root?.kind === 'text' ? root.value : '.');
  }),
  simple(/(?:^|\/)app[^/]*\.ya?ml$/, /^(?:env_variables|build_env_variables)$/, fromHere),
  simple(/(?:^|\/)serverless[^/]*\.ya?ml$/, /^(?:provider|functions\.[^.]+)\.environment$/, fromHere),
  simple(/(?:^|\/)manifest[^/]*\.ya?ml$/, /^applications\.\d+\.env$/, fromHere),
  simple(/(?:^|\/)(?:vercel|now)\.json$/, /^(?:build\.)?env$/, fromHere),
  simple(/(?:^|\/)app\.json$/, /^(?:environments\.[^.]+\.)?env$/, fromHere),
  simple(/(?:^|\/)\.?devcontainer(?:\/.+)?\.json$/, /^(?:containerEnv|remoteEnv)$/, STEPS),
  simple(/(?:^|\/)\.vscode\/(?:launch|tasks)\.json$|\.code-workspace$/, /(?:^|\.)env$/, STEPS),
  simple(/(?:^|\/)nodemon\.json$/, /^env$/, STEPS),
  simple(/\.json$/, /(?:^|\.)containerDefinitions\.\d+\.environment$/, ({ above }) =>
    ofImage(under(above.at(-1), 'image')),
  ),
  simple(/(?:^|\/)fly[^/]*\.toml$/, /^env$/, (place) => {
    const image = under(under(place.document, 'build'), 'image');
    return image === undefined ? fromHere(place) : ofImage(image);
  }),
  simple(/(?:^|\/)wrangler[^/]*\.(?:toml|jsonc?)$/, /^(?:env\.[^.]+\.)?vars$/, fromHere),
  simple(/(?:^|\/)netlify\.toml$/, /^(?:build|context\.[^.]+)\.environment$/, fromHere),
  simple(/(?:^|\/)\.?mise[^/]*\.toml$/, /^env$/, STEPS),
  simple(/(?:^|\/)nixpacks\.toml$/, /^variables$/, fromHere),
];
