import type { Finding, TextFile } from '../../model.js';
import { isTestPath } from '../../repository/test-path.js';
import { placeAt } from '../../text.js';
import { type Configuration, readConfiguration } from '../configuration/survey.js';
import { unnamedUrls } from '../configuration/unnamed.js';
import { isConfiguration } from '../registry.js';
import { settingsUrls } from './assigned.js';
import type { TextFact } from './facts.js';
import { surveyText, urlNamesIn } from './survey.js';

/** Surveys files that are neither TypeScript, JavaScript nor env-like, in two steps; each is parsed once. */
export interface TextFiles {
  /** The variables that files give a URL to: what to search the rest of the repository for. */
  define(
    files: readonly TextFile[],
  ): Promise<{ readonly names: readonly string[]; readonly findings: readonly Finding[] }>;
  /** What files have to do with the variables `names`. */
  survey(files: readonly TextFile[], names: ReadonlySet<string>): Promise<readonly TextFact[]>;
}

export function textFiles(): TextFiles {
  const known = new Map<string, Configuration | null>();
  const configurationOf = async (file: TextFile): Promise<Configuration | null> => {
    if (!isConfiguration(file.path)) return null;
    const read = known.get(file.path);
    if (read !== undefined) return read;
    const configuration = await readConfiguration(file);
    known.set(file.path, configuration);
    return configuration;
  };
  return {
    async define(files) {
      const names: string[] = [];
      const findings: Finding[] = [];
      for (const file of files) {
        const { documents, definitions } = (await configurationOf(file)) ?? {
          documents: [],
          definitions: [],
        };
        names.push(...urlNamesIn(file, definitions));
        if (isTestPath(file.path)) continue;
        const places = documents.length > 0 ? unnamedUrls(documents) : settingsUrls(file);
        findings.push(...places.map((at) => unnamed(file, at)));
      }
      return { names, findings };
    },
    async survey(files, names) {
      const facts: TextFact[] = [];
      for (const file of files) facts.push(...surveyText(file, names, await configurationOf(file)));
      return facts;
    },
  };
}

function unnamed(file: TextFile, at: number): Finding {
  return {
    rule: 'unproven-url',
    severity: 'info',
    ...placeAt(file, at),
    message: 'this URL keeps its scheme: it stands under no variable’s name, and what reads it is not known',
    help: 'Change it by hand once you know that what reads it understands valkey://.',
  };
}
