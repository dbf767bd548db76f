import type { Options } from '../model.js';
import type { TypeScriptFacts } from '../surfaces/typescript/facts.js';
import { makesFunctions } from './compilers.js';
import { denoObstacle } from './deno.js';
import { moduleTypeOf } from './loaders.js';
import type { Survey } from './survey.js';
import type { Obstacle, Site } from './uses.js';

export const unresolvedInjection: Obstacle = {
  rule: 'unresolved-mock',
  reason: 'the module that this mock is injected into does not import the client in a way that moves',
  help: 'Name here, by hand, the specifier that the module under test asks for.',
};

export function noPlace(reason: string): Obstacle {
  return {
    rule: 'wrapper-place',
    reason: `the wrapper has no place: ${reason}`,
    help: 'Say where the wrapper goes with --client-dir DIR, then run this again.',
  };
}

/** Forms that the wrapper's TypeScript flavour cannot serve, and files that Node does not run. */
export function formObstacle(site: Site, survey: Survey, options: Options): Obstacle | null {
  const { facts, reference } = site;
  if (options.client !== null) return null;
  const ofDeno = denoObstacle(site, survey);
  if (ofDeno !== null) return ofDeno;
  const isTyped = /\.[cm]?tsx?$/.test(facts.path) && !/\.d\.[cm]?ts$/.test(facts.path);
  if (!isTyped) return null;
  if (survey.tsConfigOf(facts.path)?.verbatimModuleSyntax && isCommonJs(facts, survey))
    return verbatimCommonJs;
  const config = survey.tsConfigOf(facts.path);
  if (config != null && makesFunctions(config, survey.scopes.of(facts.path), survey)) return oldTarget;
  if (!reference.constructed) return null;
  if (reference.form !== 'require' && reference.form !== 'import-equals') return null;
  return {
    rule: 'constructed-require',
    reason:
      'the required module is constructed, or handed on as a class; a compiled TypeScript module is an object with the class on it',
    help: `Write it as \`import Redis from '${reference.specifier}'\`, then run this again.`,
  };
}

/** Measured: `this.parseOptions is not a function`, of iovalkey's Redis under a subclass that ES5 made a function of. */
const oldTarget: Obstacle = {
  rule: 'old-target',
  reason:
    'its compiler makes functions of classes (target ES5, which TypeScript before 6 takes where none is told), and those cannot extend the classes of a client',
  help: 'Raise "target" in tsconfig.json to ES2017 or later, then run this again.',
};

const verbatimCommonJs: Obstacle = {
  rule: 'verbatim-commonjs',
  reason:
    'under verbatimModuleSyntax a file that becomes CommonJS can import a TypeScript module by `import =` alone',
  help: 'Give the file or package ES modules, or turn verbatimModuleSyntax off, then run this again.',
};

/** Does the TypeScript compiler make CommonJS of this file? */
export function isCommonJs(facts: TypeScriptFacts, survey: Survey): boolean {
  const module = survey.tsConfigOf(facts.path)?.module ?? '';
  return module === 'commonjs' || (/^node/.test(module) && moduleTypeOf(facts.path, survey) === 'commonjs');
}
