import type { Edit, FileOutcome, Outcome } from '../model.js';
import { prettyFiles } from '../report/pretty.js';
import { plural } from '../report/summary.js';
import { toReport } from '../report/report.js';
import { WorkError } from '../repository/errors.js';
import type { Values } from '../setting-values.js';
import { splice } from '../text.js';
import { version } from '../installed.js';
import { wantsColour } from './terminal.js';

export type Answer = 'apply' | 'skip' | 'apply-rule' | 'apply-rest' | 'quit';

/** One change as a person decides about it. */
export interface Proposal {
  readonly change: string;
  readonly rule: string;
  readonly files: readonly FileOutcome[];
}

/** Asks change by change. Resolves to the ids of those that are not to happen; null: nothing at all. */
export async function decide(
  proposals: readonly Proposal[],
  ask: (proposal: Proposal, index: number) => Promise<Answer>,
): Promise<readonly string[] | null> {
  const declined: string[] = [];
  const rules = new Set<string>();
  for (const [index, proposal] of proposals.entries()) {
    if (rules.has(proposal.rule)) continue;
    const answer = await ask(proposal, index);
    if (answer === 'quit') return null;
    if (answer === 'apply-rest') break;
    if (answer === 'apply-rule') rules.add(proposal.rule);
    if (answer === 'skip') declined.push(proposal.change);
  }
  return declined;
}

/** The changes of an outcome, each with its files as they would be after it alone. */
export function proposalsOf(files: readonly FileOutcome[]): readonly Proposal[] {
  const ids = [...new Set(files.flatMap((file) => file.edits.map((edit) => edit.change)))].sort();
  return ids.map((change) => {
    const own = files.flatMap((file) => {
      const edits = file.edits.filter((edit) => edit.change === change);
      return edits.length > 0 ? [{ ...file, edits, after: splice(file.before, edits) }] : [];
    });
    return { change, rule: leadingRule(own.flatMap((file) => file.edits)) ?? change, files: own };
  });
}

/** Rules whose edits come along with those of others. */
const ALONG: ReadonlySet<string> = new Set(['dependency', 'catalog', 'wrapper-file', 'helper-import']);

/** The rule that a change is about: of a client, that of its imports, whatever file comes first. */
function leadingRule(edits: readonly Edit[]): string | undefined {
  return (edits.find(({ rule }) => !ALONG.has(rule)) ?? edits[0])?.rule;
}

/** Asks at the terminal, on stderr: stdout is the report's. */
export async function decideAtTerminal(
  outcome: Outcome,
  settings: Values,
): Promise<readonly string[] | null> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new WorkError('--interactive asks at a terminal, and this is none; --write applies everything', 2);
  }
  const { select } = await import('@inquirer/prompts');
  const proposals = proposalsOf(outcome.files);
  return decide(proposals, async ({ change, rule, files }, index) => {
    const report = toReport({ ...outcome, files, findings: [] }, { version: version(), showSecrets: false });
    const layout = {
      colour: wantsColour(process.stderr, settings),
      width: process.stderr.columns ?? null,
      verbose: settings.get('verbose') === true,
    };
    process.stderr.write(`\n${prettyFiles(report, layout)}\n`);
    return select<Answer>(
      {
        message: `${change} (${index + 1} of ${proposals.length}, ${plural(files.length, 'file')})`,
        choices: [
          { name: 'apply', value: 'apply' },
          { name: 'skip', value: 'skip' },
          { name: `apply all of ${rule}`, value: 'apply-rule' },
          { name: 'apply all that follow', value: 'apply-rest' },
          { name: 'quit, nothing is written', value: 'quit' },
        ],
      },
      { output: process.stderr },
    ).catch((error: unknown): Answer => {
      // Ctrl-C at the prompt is the answer "quit".
      if (error instanceof Error && error.name === 'ExitPromptError') return 'quit';
      throw error;
    });
  });
}
