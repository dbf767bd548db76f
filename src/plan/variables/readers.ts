import { posix } from 'node:path';
import type { Place, VariableReader } from '../../model.js';
import type { Program } from '../../surfaces/configuration/program.js';
import type { FlowFact, FlowSink } from '../../surfaces/typescript/flow/facts.js';
import type { Mention } from '../../surfaces/text/facts.js';
import { IMPLICIT_READERS } from '../tables/implicit-readers.js';
import { LANGUAGE_CLIENTS } from '../tables/language-clients.js';
import { type UrlConsumer, urlConsumer } from '../tables/url-consumers.js';
import { takesUrl } from '../tables/url-positions.js';
import { clientPackage, packagedDialect } from '../packaged.js';
import type { VariablesInput } from './input.js';
import { conversionWork, type Work, wideningWork } from './work.js';

/** A reader of a variable, judged. */
export type Judged =
  | {
      readonly verdict: 'proven';
      readonly reader: VariableReader;
      readonly change: string | null;
      /**
       * A `client` on the wrapper takes the URL, or its parts in the file of one (`new URL(url).hostname`): that makes the
       * scheme worth a change. `other` places are right with every scheme.
       */
      readonly role: 'client' | 'parts' | 'other';
      /** What has to be edited at the place, so that it is proven. */
      readonly work: Work | null;
    }
  | { readonly verdict: 'unproven'; readonly reader: VariableReader; readonly obstacle: Obstacle };

/** What stands in the way of a variable, for people. */
export interface Obstacle {
  readonly path: string;
  readonly line: number;
  /** Completes "…:12 " in a sentence. */
  readonly what: string;
  /** What would make it provable. */
  readonly help: string;
  /** What is known of a loss of TLS there, or of a password in the clear, should it get `valkeys://`. */
  readonly losesTls?: string;
}

/** Every place of the repository that gets the value of one of `names`, in any language. */
export function readersOf(names: readonly string[], input: VariablesInput): readonly Judged[] {
  const wanted = new Set(names);
  const isDynamic = (fact: FlowFact) => fact.source.kind === 'dynamic-env';
  const flow = input.flow
    .filter((fact) => !isDynamic(fact))
    .flatMap((fact) => flowReaders(fact, wanted, input));
  const proven = flow.flatMap((one) => (one.verdict === 'proven' ? [one.reader.path] : []));
  const isProvenProgram = programCheck(wanted, proven, input);
  return [
    ...flow,
    ...textReaders(wanted, input, isProvenProgram),
    ...envFileReaders(wanted, input, isProvenProgram),
    ...implicitReaders(wanted, input),
    ...input.flow.filter(isDynamic).flatMap((fact) => flowReaders(fact, wanted, input)),
  ];
}

type IsProvenProgram = (program: Program) => boolean;

/**
 * A program of this repository is looked at where its source names the variable. What is built from a directory counts
 * as one only if a client on the wrapper reads the variable there (in one of the files `proven`): another image may
 * hide behind its Dockerfile. What is shared by name is proven by all containers that take it.
 */
function programCheck(
  names: ReadonlySet<string>,
  proven: readonly string[],
  input: VariablesInput,
): IsProvenProgram {
  const isBuilt = (context: string) =>
    proven.some((path) => context === '' || path.startsWith(`${context}/`));
  const isProven = (program: Program): boolean => {
    switch (program.kind) {
      case 'steps':
        return true;
      case 'built':
        return isBuilt(program.context);
      case 'image':
        return buildsOf(program.image, input).some(isBuilt);
      case 'shared': {
        const uses = input.text.filter(
          (fact) =>
            fact.kind === 'shared-use' &&
            (fact.by === null || fact.by === program.by) &&
            (fact.key === null || names.has(fact.key)),
        );
        return uses.length > 0 && uses.every((fact) => fact.kind === 'shared-use' && isProven(fact.program));
      }
      default:
        return false;
    }
  };
  return isProven;
}

/** The directories that an image is built from: as a file says, or as the names of a package with a Dockerfile do. */
function buildsOf(image: string, input: VariablesInput): readonly string[] {
  const said = input.text.flatMap((fact) =>
    fact.kind === 'image-build' && fact.image === image ? [fact.context] : [],
  );
  const name = image.slice(image.lastIndexOf('/') + 1);
  return said.length > 0
    ? said
    : input.images.flatMap((one) => (one.names.includes(name) ? [one.context] : []));
}

function flowReaders(fact: FlowFact, names: ReadonlySet<string>, input: VariablesInput): readonly Judged[] {
  const source = fact.source;
  if (source.kind === 'env') {
    return names.has(source.name) ? fact.sinks.flatMap((sink) => sinkReader(sink, source, input)) : [];
  }
  if (source.kind === 'dynamic-env') {
    const { like, how } = source;
    const possible = like === null || [...names].some((name) => new RegExp(like).test(name));
    const unknown = fact.sinks.some((sink) =>
      sinkReader(sink, { name: '', how }, input).some((one) => one.verdict === 'unproven'),
    );
    const what = 'reads a variable whose name is made at run time';
    return possible && unknown ? [unproven(fact, how, what, 'Read the variable by its name there.')] : [];
  }
  if (source.kind === 'mention' && names.has(source.name)) {
    const what = `names ${source.name}: ${source.why}`;
    return [
      unproven(
        fact,
        'by name',
        what,
        `Hand process.env.${source.name} to the client itself, or change the scheme by hand.`,
      ),
    ];
  }
  return [];
}

/** What one arrival of a value means, for the variable `name`; '' for a value without one. */
export function sinkReader(
  sink: FlowSink,
  { name, how }: { readonly name: string; readonly how: string },
  input: VariablesInput,
): readonly Judged[] {
  const at = { path: sink.file, line: sink.line, column: sink.column };
  if (keepsName(sink, name)) return [];
  if (sink.kind === 'harmless') {
    if (sink.how !== 'parts') return [];
    const role = input.moved.some((one) => one.path === sink.file) ? 'parts' : 'other';
    return [{ ...proven(at, how, 'its parts, without the scheme', null), role }];
  }
  if (sink.kind === 'client') {
    const client = input.moved.find((one) => one.path === sink.file && one.start === sink.reference);
    if (client === undefined) {
      return [
        unproven(at, how, 'hands it to a client that does not move', 'Its own finding says why it stays.'),
      ];
    }
    if (input.options.client !== null) {
      const help = `What ${input.options.client} understands is yours to know: --schemes all changes the URLs.`;
      return [unproven(at, how, `hands it to ${input.options.client}`, help)];
    }
    if (!takesUrl(client.dialect, sink.chain, sink.argument, sink.path)) {
      return [
        unproven(
          at,
          how,
          'hands it to the client where it takes no URL',
          'Look at what the client does with it there.',
        ),
      ];
    }
    return [proven(at, how, `valkey client (${client.dialect})`, client.change)];
  }
  if (sink.kind === 'check') {
    const work = wideningWork(sink.file, sink.widening, input);
    return [{ ...proven(at, how, `${sink.what}, which takes all four schemes`, null), role: 'other', work }];
  }
  if (sink.kind === 'call') {
    const wrapper = wrapperAt(sink.file, sink.specifier, input);
    if (wrapper !== null) {
      if (wrapper.dialect === null) return [helped(proven(at, how, 'the helpers of the wrapper', null))];
      if (takesUrl(wrapper.dialect, sink.chain, sink.argument, sink.path))
        return [proven(at, how, `valkey client (${wrapper.dialect})`, null)];
    }
    const consumer = urlConsumer(sink.specifier, sink.chain, sink.argument, sink.path, (name) =>
      input.versionOf(sink.file, name),
    );
    if (consumer?.schemes === 'all')
      return [helped(proven(at, how, `${consumer.name}, with all four schemes`, null))];
    if (consumer !== null) return [converted(at, how, sink, consumer, input)];
    const what = `hands it to ${[...sink.chain.filter((name) => name !== '*' && name !== 'default'), sink.specifier].join(' of ')}`;
    return [unproven(at, how, what, 'Whether that code understands valkey:// is not known.')];
  }
  if (sink.kind === 'export') {
    const what = `exports it as ${[sink.name, ...sink.path].join('.')}, for other files to read`;
    return [unproven(at, how, what, 'Read the variable where the client is made.')];
  }
  const what = `reads it, and ${sink.why}`;
  // Measured: `tls: protocol === 'rediss:' ? {} : undefined`, `startsWith('rediss://')` and their kin.
  const loss = 'code that looks for rediss alone connects in plaintext';
  return [unproven(at, how, what, 'Make that place understand valkey:// and valkeys:// too.', loss)];
}

/** A package that knows the schemes of Redis alone gets them from `toRedisUrl`. */
function converted(
  at: Place,
  how: string,
  sink: Extract<FlowSink, { kind: 'call' }>,
  consumer: UrlConsumer,
  input: VariablesInput,
): Judged {
  const what = `hands it to ${consumer.name}, which knows redis:// and rediss:// alone`;
  const work = sink.holder === null ? null : conversionWork(sink.holder, input);
  if (work === null) {
    const help = 'Give it toRedisUrl(…) of the wrapper’s url module there, by hand.';
    return unproven(at, how, `${what}, and no helper of the wrapper can be imported there`, help);
  }
  return { ...helped(proven(at, how, `${consumer.name}, through toRedisUrl`, null)), work };
}

/** Proven, and no client of the wrapper. */
function helped<T extends Judged>(one: T): T {
  return { ...one, role: 'other' };
}

/**
 * The value goes on under the variable's own name (`export const env = { REDIS_URL }`, t3-env's `runtimeEnv`): whoever
 * takes it from there names the variable again, and is looked at there.
 */
function keepsName(sink: FlowSink, name: string): boolean {
  if (sink.kind === 'export') return [sink.name, ...sink.path].at(-1) === name;
  return sink.kind === 'call' && sink.path.at(-1) === name && ENV_LIBRARIES.test(sink.specifier);
}

/** Libraries that take an object of variables and give one with the same names (their documentation). */
const ENV_LIBRARIES =
  /^(?:@t3-oss\/env-\w+|envalid|znv|envsafe|zod|joi|yup|valibot|@nestjs\/config|@julr\/\w+env)$/;

/** The wrapper that a specifier leads to: as a package, or a file of it. */
function wrapperAt(
  from: string,
  specifier: string,
  input: VariablesInput,
): Pick<VariablesInput['wrappers'][number], 'dialect'> | null {
  const dialect = packagedDialect(specifier);
  if (dialect !== null || specifier === `${clientPackage}/url`) return { dialect };
  if (!specifier.startsWith('.')) return null;
  const target = withoutExtension(posix.join(posix.dirname(from), specifier));
  return input.wrappers.find((one) => withoutExtension(one.path) === target) ?? null;
}

function withoutExtension(path: string): string {
  return path.replace(/(?:\.d)?\.[cm]?[jt]s$/, '');
}

function textReaders(
  names: ReadonlySet<string>,
  input: VariablesInput,
  isProvenProgram: IsProvenProgram,
): readonly Judged[] {
  return input.text.flatMap((fact): readonly Judged[] => {
    if (fact.kind !== 'mention' || !names.has(fact.name)) return [];
    if (fact.edited !== null) {
      const what = 'gives it to a program that is not known to understand valkey://';
      const help = 'Build that program from this repository, with its client on the wrapper.';
      return fact.edited.programs.every(isProvenProgram) ? [] : [unproven(fact, fact.how, what, help)];
    }
    switch (fact.role) {
      case 'reader': {
        const help = 'Make that program understand valkey:// and valkeys:// too.';
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
function envFileReaders(
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

function implicitReaders(names: ReadonlySet<string>, input: VariablesInput): readonly Judged[] {
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

function proven(
  at: Place,
  kind: string,
  understands: string,
  change: string | null,
): Extract<Judged, { verdict: 'proven' }> {
  const reader = { path: at.path, line: at.line, kind, understands };
  return { verdict: 'proven', reader, change, role: 'client', work: null };
}

function unproven(
  at: { readonly path: string; readonly line: number },
  kind: string,
  what: string,
  help: string,
  losesTls?: string,
): Judged {
  const { path, line } = at;
  const obstacle = { path, line, what, help };
  return {
    verdict: 'unproven',
    reader: { path, line, kind, understands: 'unproven' },
    obstacle: losesTls === undefined ? obstacle : { ...obstacle, losesTls },
  };
}
