import type { TextFile } from '../../model.js';
import { isComponent, surveyComponent } from './components.js';
import type { FlowFact } from './flow/facts.js';
import { surveyFlow } from './flow/survey.js';
import { isJestConfig, type ModuleMap, moduleMapsOf } from './module-maps.js';
import { surveyTypeScript } from './survey.js';
import type { FileSurvey } from './survey-files.js';

/** All that is to be known of one file, from one parse. Plain data: it may cross from one thread to another. */
export function surveyFile(file: TextFile, names: ReadonlySet<string>): FileSurvey {
  if (isComponent(file.path)) return { facts: surveyComponent(file, names), flow: [], maps: [] };
  const flow: FlowFact[] = [];
  const maps: ModuleMap[] = [];
  const facts = surveyTypeScript(file, names, (tree, references) => {
    flow.push(...surveyFlow(tree, file, references));
    if (!isJestConfig(file.path)) maps.push(...moduleMapsOf(tree, file.path));
  });
  return { facts, flow, maps };
}
