import type { TextFile } from '../../model.js';
import type { TypeScriptFacts } from './facts.js';
import { surveyTypeScript } from './survey.js';

/**
 * Finds the references in a component's script blocks. Everything outside of them is blanked, so that offsets and
 * lines are the file's own. They are reported, not rewritten: a component runs in a browser as often as on a server.
 */
export function surveyComponent(file: TextFile, clientNames: ReadonlySet<string>): TypeScriptFacts {
  const facts = surveyTypeScript({ ...file, path: `${file.path}.ts`, text: scriptsOf(file) }, clientNames);
  const stays = {
    rule: 'script-block',
    reason: 'it stands in the script block of a component, which this program reads but does not edit',
    help: 'Change this import by hand; the wrapper is beside the other files that import it.',
  };
  return { ...facts, path: file.path, references: facts.references.map((one) => ({ ...one, stays })) };
}

function scriptsOf({ path, text }: TextFile): string {
  const blank = (part: string) => part.replace(/[^\n]/g, ' ');
  const blocks = path.endsWith('.astro')
    ? /(?<=^\s*---\r?\n)[\s\S]*?(?=\n---)|(?<=<script[^>]*>)[\s\S]*?(?=<\/script>)/g
    : /(?<=<script[^>]*>)[\s\S]*?(?=<\/script>)/g;
  let result = '';
  let at = 0;
  for (const match of text.matchAll(blocks)) {
    result += blank(text.slice(at, match.index)) + match[0];
    at = match.index + match[0].length;
  }
  return result + blank(text.slice(at));
}
