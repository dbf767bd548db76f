import path from 'node:path';
import { COMMAND_SETTINGS, type Setting } from '../settings.js';

/** Options that mean nothing to a job, or that it sets by itself. */
const NOT_FOR_JOBS: ReadonlySet<string> = new Set(['platform', 'color', 'show-secrets']);

/** The options that the action takes as inputs, besides `path` and `token`. */
export const ACTION_SETTINGS: readonly Setting[] = COMMAND_SETTINGS.comment.filter(
  (setting) => !NOT_FOR_JOBS.has(setting.flag),
);

/**
 * The command line of a job on GitHub, from the inputs of action.yml: one option for each that is not empty, a list's
 * items one a line. Runners hand inputs over as INPUT_<NAME> (docs.github.com, "Metadata syntax", inputs).
 */
export function commandLine(environment: NodeJS.ProcessEnv): readonly string[] {
  const input = (name: string): string => (environment[`INPUT_${name.toUpperCase()}`] ?? '').trim();
  const options = ACTION_SETTINGS.flatMap(({ flag, value }) => {
    const given = input(flag);
    if (given === '') return [];
    if (value.kind === 'flag') return given === 'true' ? [`--${flag}`] : [];
    const items = value.kind === 'list' ? given.split(/\s*\n\s*/) : [given];
    return items.map((item) => `--${flag}=${item}`);
  });
  const workspace = environment.GITHUB_WORKSPACE ?? '.';
  return ['comment', '--platform=github', ...options, '--', path.resolve(workspace, input('path'))];
}
