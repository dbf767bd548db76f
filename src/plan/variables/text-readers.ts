import { posix } from 'node:path';
import { CONFIG_PACKAGE, type Mention } from '../../surfaces/text/facts.js';
import { IMPLICIT_READERS } from '../tables/implicit-readers.js';
import { LANGUAGE_CLIENTS } from '../tables/language-clients.js';
import type { VariablesInput } from './input.js';
import { type Judged, unproven } from './judged.js';
import { type IsProvenProgram, programInWords } from './programs.js';

/** The places of other languages and formats that get the value by the variable's name. */
export function textReaders(
  names: ReadonlySet<string>,
  input: VariablesInput,
  isProvenProgram: IsProvenProgram,
): readonly Judged[] {
  return input.text.flatMap((fact): readonly Judged[] => {
    if (fact.kind !== 'mention' || !names.has(fact.name)) return [];
    if (fact.edited !== null) {
      const program = fact.edited.programs.find((one) => !isProvenProgram(one));
      const help =
        'Build that program from this repository, with its client on the wrapper; if it is, --schemes all changes the URL.';
      return program === undefined
        ? []
        : [unproven(fact, fact.how, `gives it to ${programInWords(program, input, isProvenProgram)}`, help)];
    }
    switch (fact.role) {
      case 'reader': {
        const help =
          fact.how === CONFIG_PACKAGE
            ? 'Look at what config.get(…) of that setting goes to; where that is clients alone, --schemes all changes the URLs.'
            : 'Make that program understand valkey:// and valkeys:// too.';
        return [unproven(fact, fact.how, `reads it (${fact.how})`, help, lossIn(fact))];
      }
      case 'handed-on':
        return [
          unproven(
            fact,
            fact.how,
            `hands it to another program (${fact.how})`,
            'What that program understands is not known.',
          ),
        ];
      case 'definition':
        return [
          unproven(
            fact,
            fact.how,
            `defines it too, in a format that is not edited (${fact.how})`,
            'Change all definitions by hand, in one step.',
          ),
        ];
      default:
        return [];
    }
  });
}

/** What is known of TLS where a program of another language reads a URL. */
function lossIn(fact: Mention): string | undefined {
  if (fact.checksTls) return 'its file looks for rediss, and would not find it';
  return LANGUAGE_CLIENTS.find((one) => one.how === fact.how)?.losesTls;
}

/** Whole env-like files that go to a container or a command: it may read all that they define. */
export function envFileReaders(
  names: ReadonlySet<string>,
  input: VariablesInput,
  isProvenProgram: IsProvenProgram,
): readonly Judged[] {
  const defining = new Set(
    input.env
      .filter((one) => names.has(one.name) && !one.commented && one.value.kind !== 'odd')
      .map((one) => one.path),
  );
  return input.text.flatMap((fact): readonly Judged[] => {
    if (fact.kind !== 'env-file' || fact.ownProgram || fact.programs.every(isProvenProgram)) return [];
    const file = fact.file;
    const reached = [...defining].some(
      (path) => file === null || path === file || posix.basename(path) === posix.basename(file),
    );
    if (!reached) return [];
    const what = `hands a whole file of variables to another program (${fact.how})`;
    return [unproven(fact, fact.how, what, 'What that program reads, and understands, is not known.')];
  });
}

/** Dependencies that read a variable by themselves. */
export function implicitReaders(names: ReadonlySet<string>, input: VariablesInput): readonly Judged[] {
  return input.dependencies.flatMap((dependency) => {
    const row = IMPLICIT_READERS.find(
      (one) => one.name === dependency.name && one.ecosystem === (dependency.ecosystem ?? 'npm'),
    );
    const read = row?.variables.find((name) => names.has(name));
    if (row === undefined || read === undefined) return [];
    return [
      unproven(
        dependency,
        row.name,
        `names ${row.name}, which reads ${read} by itself`,
        'It does not know valkey://.',
      ),
    ];
  });
}
