import type { TextFile } from '../../model.js';
import { positionAt } from '../../text.js';
import type { Notice } from './facts.js';
import type { FileSurvey } from './survey-files.js';
import { surveyTypeScript } from './survey.js';

/**
 * What is said of a file whose code is nested so deep that reading it takes more stack than there is (sums of thousands
 * of texts, as generators write them): each place that names a client, and that it may read any variable.
 */
export function surveyTooDeep(file: TextFile, names: ReadonlySet<string>): FileSurvey {
  const unread = surveyTypeScript({ ...file, text: '' }, names);
  const flow: FileSurvey['flow'] = /\benv\b/.test(file.text)
    ? [
        {
          kind: 'flow',
          path: file.path,
          source: { kind: 'dynamic-env', like: null, how: 'text' },
          sinks: [
            { kind: 'unproven', why: 'its code is nested too deep to be read', file: file.path, ...START },
          ],
          urls: [],
          ...START,
        },
      ]
    : [];
  return { facts: { ...unread, notices: named(file.text, names) }, flow, maps: [], migrated: null };
}

const START = { line: 1, column: 1 };

/** One notice a line. */
function named(text: string, names: ReadonlySet<string>): readonly Notice[] {
  const notices = new Map<number, Notice>();
  for (const { index, 1: name = '' } of text.matchAll(/(?<=['"`])((?:@[\w.-]+\/)?[\w.-]+)(?=[/'"`])/g)) {
    const position = positionAt(text, index);
    if (!names.has(name) || notices.has(position.line)) continue;
    notices.set(position.line, {
      rule: 'syntax-error',
      severity: 'warning',
      ...position,
      loads: name,
      message: `${name} is named here, in a file that is nested too deep to be read`,
      help: 'Change this place by hand, or split what is nested, then run this again.',
    });
  }
  return [...notices.values()];
}
