import { Importers } from './importers.js';
import { isTellingName, MemberReaders } from './member-readers.js';
import type { SourceWorld } from './passes.js';
import { mayBeUrl } from './plan/variables/undefined.js';
import type { TypeScriptFacts } from './surfaces/typescript/facts.js';
import type { Arrival, Handed, OpenFile } from './surfaces/typescript/flow/across.js';
import type { FlowFact, FlowSink, UrlLiteral } from './surfaces/typescript/flow/facts.js';
import { resolveModule } from './surfaces/typescript/flow/modules.js';

/** The parts of a repository that values are followed through. */
export interface AcrossFiles extends SourceWorld {
  readonly facts: readonly TypeScriptFacts[];
  /** The variables that hold a URL; besides them, those are worth the way whose name may mean one. */
  readonly names: ReadonlySet<string>;
}

type Passage = Extract<FlowSink, { kind: 'call' | 'export' }>;

/**
 * Follows values from file to file: into functions and classes that another file of the repository exports, and out
 * through exports to whoever imports them, also through files that only pass them on. What cannot be followed stays as
 * it was found, and is no proof.
 */
export async function followAcross(
  flow: readonly FlowFact[],
  world: AcrossFiles,
): Promise<readonly FlowFact[]> {
  const isFollowed = ({ source }: FlowFact) =>
    source.kind === 'literal' ||
    (source.kind === 'env' && (world.names.has(source.name) || mayBeUrl(source.name)));
  const passing = flow.filter((fact) => isFollowed(fact) && fact.sinks.some((sink) => isPassage(fact, sink)));
  if (passing.length === 0) return flow;
  const walk = await import('./surfaces/typescript/flow/across.js');
  const opened = new Map<string, OpenFile | null>();
  const factsOf = new Map(world.facts.map((one) => [one.path, one]));
  const open = (file: string): OpenFile | null => {
    const known = opened.get(file);
    if (known !== undefined) return known;
    const text = world.texts.file(file);
    const references = factsOf.get(file)?.references ?? [];
    const found =
      text === null || /\.(?:vue|svelte|astro)$/.test(file) ? null : walk.openFile(text, references);
    opened.set(file, found);
    return found;
  };
  const tools: Tools = {
    world,
    open,
    importers: new Importers(world),
    members: new MemberReaders(world),
    walk,
  };
  const isPassing = new Set(passing);
  // Side by side, so that what they ask about importers is answered together.
  return withoutDefaults(
    await Promise.all(flow.map((fact) => (isPassing.has(fact) ? follow(fact, tools) : fact))),
  );
}

/** A URL that turned out to be the default of a variable in another file is none of its own. */
function withoutDefaults(flow: readonly FlowFact[]): readonly FlowFact[] {
  const place = (url: UrlLiteral) => `${url.file}:${url.line}:${url.column}`;
  const defaults = new Set(flow.flatMap((fact) => (fact.source.kind === 'env' ? fact.urls.map(place) : [])));
  return flow.filter(
    (fact) => fact.source.kind !== 'literal' || !fact.urls.some((url) => defaults.has(place(url))),
  );
}

interface Tools {
  readonly world: AcrossFiles;
  readonly open: (file: string) => OpenFile | null;
  readonly importers: Importers;
  readonly members: MemberReaders;
  readonly walk: typeof import('./surfaces/typescript/flow/across.js');
}

async function follow(fact: FlowFact, tools: Tools): Promise<FlowFact> {
  const sinks: FlowSink[] = [];
  const urls: UrlLiteral[] = [...fact.urls];
  const done = new Set<string>();
  const waiting = [...fact.sinks];
  for (let sink = waiting.shift(); sink !== undefined; sink = waiting.shift()) {
    const onward = isPassage(fact, sink) ? await pass(sink, tools) : null;
    if (onward === null) sinks.push(sink);
    else {
      const key = JSON.stringify({ ...sink, line: 0, column: 0 });
      if (done.has(key)) continue;
      done.add(key);
      waiting.push(...onward.sinks);
      urls.push(
        ...onward.urls.filter(
          (url) =>
            !urls.some((one) => one.file === url.file && one.line === url.line && one.column === url.column),
        ),
      );
    }
    if (done.size > 50) break;
  }
  return sinks.length === fact.sinks.length && done.size === 0
    ? fact
    : { ...fact, sinks: [...sinks, ...waiting], urls };
}

type Onward = Pick<Arrival['traced'], 'sinks' | 'urls'>;

async function pass(sink: Passage, tools: Tools): Promise<Onward | null> {
  if (sink.kind === 'call') return intoFunction(sink, tools);
  return sink.of === 'class' ? toMembers(sink, tools) : toImporters(sink, tools);
}

function intoFunction(sink: Extract<Passage, { kind: 'call' }>, { world, open, walk }: Tools): Onward | null {
  const plain = sink.chain[0] === '*' ? sink.chain.slice(1) : sink.chain;
  if (plain.length > 1) return null;
  let name = plain[0] ?? 'export=';
  let files = [resolveModule(sink.file, sink.specifier, world)];
  for (let step = 0; step < 6; step++) {
    const answers = files.flatMap((file): readonly { readonly file: string; readonly handed: Handed }[] => {
      if (file === null || file === 'unclear' || world.wrappers.has(file)) return [];
      const source = mayExport(world.texts.file(file)?.text ?? '', name) ? open(file) : null;
      return source === null
        ? []
        : [{ file, handed: walk.handedTo(source, name, sink.argument, sink.path, sink.holder) }];
    });
    const traced = answers.flatMap(({ handed }) => (handed.kind === 'traced' ? [handed.traced] : []));
    if (traced.length > 0) return traced.length === 1 ? traced[0]! : null;
    const next = answers.find(({ handed }) => handed.kind === 'elsewhere');
    if (next === undefined || next.handed.kind !== 'elsewhere') return null;
    name = next.handed.name;
    files = next.handed.specifiers.map((specifier) => resolveModule(next.file, specifier, world));
  }
  return null;
}

/** Can a text export this name, itself or as whatever another module does? */
function mayExport(text: string, name: string): boolean {
  if (!/^\w+$/.test(name)) return true;
  if (name !== 'default' && !text.includes(name)) return /\bexport\s*\*/.test(text);
  return new RegExp(
    `\\bexport\\s*\\*|\\bexports\\b|\\bexport\\b[^;{}=]*\\b${name}\\b|\\bexport\\s+(?:const|let|var)\\b[^;]*\\b${name}\\b|\\bexport\\s*\\{[^}]*\\b${name}\\b`,
  ).test(text);
}

async function toImporters(
  sink: Extract<Passage, { kind: 'export' }>,
  { world, open, importers, walk }: Tools,
): Promise<Onward | null> {
  const sinks: FlowSink[] = [];
  const urls: UrlLiteral[] = [];
  for (const importer of await importers.of(sink.file)) {
    if (!importer.isClear) return null;
    if (!mayTake(sink, world.texts.file(importer.file)?.text ?? '')) continue;
    const source = open(importer.file);
    if (source === null) return null;
    for (const load of source.loads.filter((one) => importer.specifiers.includes(one.specifier))) {
      const { traced, again } = walk.arrivalOf(source, load, sink.name, sink.path, sink.holder);
      sinks.push(...traced.sinks);
      urls.push(...traced.urls);
      const at = { file: importer.file, line: 1, column: 1, holder: sink.holder };
      sinks.push(...again.map((one): FlowSink => ({ kind: 'export', of: 'module', ...one, ...at })));
    }
  }
  return { sinks, urls };
}

/** An instance may get anywhere: every place that takes a member of that name is looked at. */
async function toMembers(
  sink: Extract<Passage, { kind: 'export' }>,
  { open, members, walk }: Tools,
): Promise<Onward | null> {
  const [member = '', ...rest] = sink.path;
  const sinks: FlowSink[] = [];
  const urls: UrlLiteral[] = [];
  for (const file of await members.of(member.replace(/\(\)$/, ''))) {
    const source = open(file);
    if (source === null) return null;
    const traced = walk.membersOf(source, member, rest, sink.holder);
    sinks.push(...traced.sinks);
    urls.push(...traced.urls);
  }
  return { sinks, urls };
}

/**
 * Can a text take this value of a module that it imports? It names the export, or takes the module as a whole; and where
 * the value is a member of the export, it does more with that than read other members of it (`env.PORT`).
 */
function mayTake({ name, path }: Extract<Passage, { kind: 'export' }>, text: string): boolean {
  const plain = name.replace(/\(\)$/, '');
  if (plain === 'default' || plain === 'export=' || LOADS_ALL.test(text)) return true;
  if (!text.includes(plain)) return false;
  const member = plain === name ? path[0] : undefined;
  if (member === undefined || !/^\w+$/.test(plain) || !/^\w+$/.test(member) || text.includes(member))
    return true;
  const named =
    text
      .replace(/\bfrom\s*(['"])[^'"\n]*\1/g, '')
      .match(new RegExp(`(?<![\\w$])${plain}(?![\\w$])(?!\\s*\\??\\.\\s*[A-Za-z_])`, 'g')) ?? [];
  const imported = new RegExp(`\\bimport\\s*\\{[^{}]*(?<![\\w$])${plain}\\s*[,}]`).test(text);
  return named.length !== 1 || !imported;
}

const LOADS_ALL = /\b(?:import|export)\s*(?:type\s*)?(?:[\w$]+\s*,\s*)?\*|\b(?:require|import)\s*\(/;

/** A place from which a value goes on in another file; what keeps its variable's name is looked at by that name. */
function isPassage(fact: FlowFact, sink: FlowSink): sink is Passage {
  if (fact.source.kind !== 'env' && fact.source.kind !== 'literal') return false;
  if (sink.kind === 'call') return true;
  if (sink.kind !== 'export') return false;
  const isNamed = fact.source.kind === 'env' && [sink.name, ...sink.path].at(-1) === fact.source.name;
  return !isNamed && (sink.of === 'module' || isTellingName(sink.path[0] ?? ''));
}
