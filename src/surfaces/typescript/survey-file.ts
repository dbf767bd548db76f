import type { TextFile } from '../../model.js';
import { isComponent } from './component-path.js';
import { surveyComponent } from './components.js';
import type { FlowFact } from './flow/facts.js';
import { surveyFlow } from './flow/survey.js';
import { isJestConfig, type ModuleMap, moduleMapsOf } from './module-maps.js';
import { factsAbout, wrapperStems } from './migrated.js';
import { surveyTypeScript } from './survey.js';
import { surveyTooDeep } from './too-deep.js';
import type { FileSurvey } from './survey-files.js';

/**
 * All that is to be known of one file, from one parse. Plain data: it may cross from one thread to another. `entries`
 * are the wrapper modules of earlier runs, without extensions: what imports one is a use of a client as well.
 */
export function surveyFile(
  file: TextFile,
  names: ReadonlySet<string>,
  entries: ReadonlySet<string>,
): FileSurvey {
  try {
    return read(file, names, entries);
  } catch (error) {
    if (error instanceof RangeError && /call stack/i.test(error.message)) return surveyTooDeep(file, names);
    throw error;
  }
}

function read(file: TextFile, names: ReadonlySet<string>, entries: ReadonlySet<string>): FileSurvey {
  const stems = wrapperStems(file, entries);
  const known = stems.size === 0 ? names : new Set([...names, ...stems.keys()]);
  const flow: FlowFact[] = [];
  const maps: ModuleMap[] = [];
  const facts = isComponent(file.path)
    ? surveyComponent(file, known)
    : surveyTypeScript(file, known, (tree, references) => {
        const own = references.filter((one) => !stems.has(one.packageName));
        flow.push(...surveyFlow(tree, file, own));
        if (!isJestConfig(file.path)) maps.push(...moduleMapsOf(tree, file.path));
      });
  if (stems.size === 0) return { facts, flow, maps, migrated: null };
  return {
    facts: factsAbout(facts, (name) => (stems.has(name) ? null : name)),
    flow,
    maps,
    migrated: factsAbout(facts, (name) => stems.get(name) ?? null),
  };
}
