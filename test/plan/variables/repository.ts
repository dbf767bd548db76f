import { ts } from '#typescript';
import type { Dialect, SurfaceName, TextFile } from '../../../src/model.js';
import { urlVariableNames } from '../../../src/plan/variables/groups.js';
import type { Helper, VariablesInput } from '../../../src/plan/variables/input.js';
import { planVariables, type VariablesPlan } from '../../../src/plan/variables/variables.js';
import { isEnvLike } from '../../../src/repository/env-like.js';
import { surveyEnv } from '../../../src/surfaces/env/survey.js';
import { configurationOf } from '../../../src/surfaces/configuration/survey.js';
import type { ReadTree } from '../../../src/surfaces/configuration/tree.js';
import { readDockerfile } from '../../../src/surfaces/dockerfile/read.js';
import { readJson } from '../../../src/surfaces/json/read.js';
import { surfaceOf } from '../../../src/surfaces/registry.js';
import { readToml } from '../../../src/surfaces/toml/read.js';
import { readYaml } from '../../../src/surfaces/yaml/read.js';
import { foreignDependencies } from '../../../src/surfaces/text/dependencies.js';
import { surveyText, urlNamesIn } from '../../../src/surfaces/text/survey.js';
import { importPlaceOf } from '../../../src/surfaces/typescript/import-place.js';
import { surveyFlow } from '../../../src/surfaces/typescript/flow/survey.js';
import { splice } from '../../../src/text.js';

/** A repository as a table: path → text. Every `'ioredis'` and `'redis'` in its code moves, unless told otherwise. */
export type Files = Readonly<Record<string, string>>;

export interface Asked
  extends Partial<
    Pick<VariablesInput, 'wrappers' | 'dependencies' | 'searched' | 'images' | 'helperFor' | 'versionOf'>
  > {
  readonly options?: Partial<VariablesInput['options']>;
  readonly dialects?: Partial<Record<'ioredis' | 'redis', Dialect | null>>;
}

const READERS: Partial<Record<SurfaceName, ReadTree>> = {
  yaml: readYaml,
  json: readJson,
  toml: readToml,
  dockerfile: readDockerfile,
};

/** Plans the variables of a repository. */
export function planFor(files: Files, asked: Asked = {}): VariablesPlan {
  const texts = Object.entries(files).map(([path, text]) => ({ path, text, ignoredByGit: false }));
  const isCode = (path: string) => /\.[cm]?[jt]sx?$/.test(path);
  const env = texts.filter((file) => isEnvLike(file.path)).flatMap(surveyEnv);
  const code = texts
    .filter((file) => isCode(file.path))
    .map((file) => ({ file, references: references(file.text) }));
  const flow = code.flatMap(({ file, references: found }) =>
    surveyFlow(ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true), file, found),
  );
  const others = texts.filter((file) => !isCode(file.path) && !isEnvLike(file.path));
  const read = (file: TextFile) => {
    const reader = READERS[surfaceOf(file.path) ?? 'env'];
    return reader === undefined ? null : configurationOf(file, reader);
  };
  const names = new Set([
    ...urlVariableNames(env, flow),
    ...others.flatMap((file) => urlNamesIn(file, read(file)?.definitions ?? [])),
  ]);
  const text = others.flatMap((file) => surveyText(file, names, read(file)));
  const dialects = { ioredis: 'ioredis', redis: 'redis4', ...asked.dialects } as const;
  return planVariables({
    env,
    flow,
    text,
    moved: code.flatMap(({ file, references: found }) =>
      found.flatMap((one) => {
        const dialect = one.packageName === 'ioredis' ? dialects.ioredis : dialects.redis;
        const client = {
          path: file.path,
          start: one.start,
          engine: 'installed' as const,
          change: 'client:.',
        };
        return dialect === null ? [] : [{ ...client, dialect }];
      }),
    ),
    wrappers: asked.wrappers ?? [],
    images: asked.images ?? [],
    dependencies: [...(asked.dependencies ?? []), ...texts.flatMap(foreignDependencies)],
    searched: asked.searched ?? names,
    helperFor: asked.helperFor ?? ((file) => helperFor(texts.find((one) => one.path === file)!)),
    versionOf: asked.versionOf ?? (() => null),
    dependsOn: () => true,
    options: { schemes: 'proven', client: null, tls: false, ...asked.options },
  });
}

/** The files that a plan changes, as they are after it. */
export function changed(files: Files, plan: VariablesPlan): Files {
  const edits = plan.changes.flatMap((change) => change.edits);
  const paths = [...new Set(edits.map((edit) => edit.path))].sort();
  return Object.fromEntries(
    paths.map((path) => [
      path,
      splice(
        files[path] ?? '',
        edits.filter((edit) => edit.path === path),
      ),
    ]),
  );
}

/** Every file may import the helpers from `./valkey/url`. */
function helperFor({ path, text }: { readonly path: string; readonly text: string }): Helper {
  const sourceFile = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return { specifier: './valkey/url', change: 'client:.', place: importPlaceOf(sourceFile, path) };
}

function references(text: string): readonly { readonly packageName: string; readonly start: number }[] {
  return [...text.matchAll(/(?<=['"])(ioredis|redis)(?=['"])/g)].map((match) => ({
    packageName: match[0],
    start: match.index,
  }));
}
