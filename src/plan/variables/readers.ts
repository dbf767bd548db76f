import { posix } from 'node:path';
import type { Place } from '../../model.js';
import type { FlowFact, FlowSink } from '../../surfaces/typescript/flow/facts.js';
import { type UrlConsumer, urlConsumer } from '../tables/url-consumers.js';
import { takesUrl } from '../tables/url-positions.js';
import { clientPackage, packagedDialect } from '../packaged.js';
import type { VariablesInput } from './input.js';
import { type Judged, proven, unproven } from './judged.js';
import { programCheck } from './programs.js';
import { envFileReaders, implicitReaders, textReaders } from './text-readers.js';
import { conversionWork, wideningWork } from './work.js';

/** Every place of the repository that gets the value of one of `names`, in any language. */
export function readersOf(names: readonly string[], input: VariablesInput): readonly Judged[] {
  const wanted = new Set(names);
  const isDynamic = (fact: FlowFact) => fact.source.kind === 'dynamic-env';
  const flow = input.flow
    .filter((fact) => !isDynamic(fact))
    .flatMap((fact) => flowReaders(fact, wanted, input));
  const proven = flow.flatMap((one) => (one.verdict === 'proven' ? [one.reader.path] : []));
  const isProvenProgram = programCheck(wanted, proven, input);
  return distinct([
    ...flow,
    ...textReaders(wanted, input, isProvenProgram),
    ...envFileReaders(wanted, input, isProvenProgram),
    ...implicitReaders(wanted, input),
    ...input.flow.filter(isDynamic).flatMap((fact) => flowReaders(fact, wanted, input)),
  ]);
}

/** A value may come to one place on several ways. */
function distinct(all: readonly Judged[]): readonly Judged[] {
  const key = (one: Judged) =>
    JSON.stringify(
      one.verdict === 'proven' ? [one.reader, one.change, one.work] : [one.reader, one.obstacle.what],
    );
  return [...new Map(all.map((one) => [key(one), one])).values()];
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
    const made = `${sink.what}, which takes all four schemes`;
    const understands = work === null ? made : `${sink.what}, which does not know valkey`;
    return [{ ...proven(at, how, understands, null), role: 'other', work, made }];
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
  const understands = `${consumer.name}, which knows redis:// and rediss:// alone`;
  const what = `hands it to ${understands}`;
  const work = sink.holder === null ? null : conversionWork(sink.holder, input);
  if (work === null) {
    const help = 'Give it toRedisUrl(…) of the wrapper’s url module there, by hand.';
    return unproven(at, how, `${what}, and no helper of the wrapper can be imported there`, help);
  }
  const made = `${consumer.name}, through toRedisUrl`;
  return { ...helped(proven(at, how, understands, null)), work, made };
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
