import { inspectWrapperFile } from './delivery/copy.js';
import type { Finding, TextFile } from './model.js';
import { optionNeedles } from './plan/proven/other-options.js';
import { mayBeUrl } from './plan/variables/undefined.js';
import { isOwnReport } from './report/own-report.js';
import { type Classified, classify, WIDE_REDIS } from './repository/classify.js';
import type { RepositoryFile } from './repository/discover.js';
import type { Hit } from './repository/scan.js';
import type { Texts } from './repository/texts.js';
import { type ClientLoad, uneditedLoads, uneditedMentions, uneditedUrl } from './repository/unedited.js';
import { isManifest } from './surfaces/manifest/survey.js';
import { surfaceOf } from './surfaces/registry.js';
import { HANDING_NEEDLES } from './surfaces/text/env-files.js';
import { type ForeignLoad, loadsIn } from './surfaces/text/loads.js';
import { bundleListFindings, mayListPackages } from './surfaces/text/bundle-lists.js';
import { isToolList, toolListFindings } from './surfaces/text/tool-lists.js';
import { hasClientKey, mayNameClient, wrapperSpecifiers } from './surfaces/typescript/specifier.js';
import {
  type TracingRegistration,
  tracingNeedles,
  tracingRegistrations,
} from './surfaces/typescript/tracing.js';

/** What the first pass over the bytes puts aside for a closer look. */
export interface Candidates {
  readonly sources: TextFile[];
  /** Files of other languages that name a variable, or hand an env-like file on. */
  readonly others: TextFile[];
  /** Files of other formats that hold a URL: what they give it to is a variable too. */
  readonly urls: TextFile[];
  readonly wrappers: { path: string; text: string }[];
  readonly findings: Finding[];
  /** Files that may turn out to read a variable whose name is only learned from the code. */
  readonly late: RepositoryFile[];
  readonly tracing: TracingRegistration[];
  readonly loads: ForeignLoad[];
  readonly uneditedLoads: ClientLoad[];
  readsClientName: string | null;
  readonly namesEngine: string[];
  /** Files with any needle but those of late names. */
  readonly mentioning: Set<string>;
}

/** What the wrapper runs on: once nothing names it, it can leave the manifest again. */
export const engineName = 'iovalkey';

/** The class's name as a string: a container, a serializer or a check of `constructor.name` may depend on it. */
const quotedClientNames = [`'RedisClient'`, `"RedisClient"`] as const;

/** What a file must hold to be looked at: a client's name, a variable's, or a sign that it passes variables on unnamed. */
export function needlesOf(names: ReadonlySet<string>, variables: ReadonlySet<string>): readonly string[] {
  const clients = [...names].filter((name) => name.length > 1 && !name.includes('redis'));
  return [
    ...new Set([
      'redis',
      LATE_WORD,
      WIDE_REDIS,
      ...BASE64_BYTES,
      ...quotedClientNames,
      ...clients,
      ...variables,
      ...HANDS_ON,
    ]),
  ];
}

/** Signs that a file passes variables on without naming them. */
export const HANDS_ON: readonly string[] = ['process.env[', ...HANDING_NEEDLES];

/** In nearly every variable's name that is learned from the code alone, so that no second pass has to look for it. */
export const LATE_WORD = 'REDIS';

/** Puts a file that holds a needle where it belongs. */
export function sortHit(
  hit: Hit,
  names: ReadonlySet<string>,
  variables: ReadonlySet<string>,
  texts: Texts,
  found: Candidates,
): void {
  const late: readonly string[] = variables.size === 0 ? [LATE_WORD, ...HANDS_ON] : [LATE_WORD];
  if (late.some((needle) => hit.needles.has(needle))) found.late.push(hit.file);
  if ([...hit.needles].every((needle) => late.includes(needle))) return;
  found.mentioning.add(hit.file.path);
  const surface = surfaceOf(hit.file.path);
  if (surface !== null && surface !== 'typescript') found.findings.push(...uneditedUrl(hit));
  if (surface === 'env') return;
  if (surface !== 'typescript' && !isOwnReport(hit.bytes))
    found.loads.push(...loadsIn(hit.file.path, hit.bytes, names));
  if (mayListPackages(hit.file.path, hit.bytes) && !isToolList(hit.file.path) && !isOwnReport(hit.bytes)) {
    const listing = classify(hit.file, hit.bytes);
    if (listing.kind === 'text') found.findings.push(...bundleListFindings(readable(hit, listing), names));
  }
  if (quotedClientNames.some((name) => hit.needles.has(name)) && surface === 'typescript') {
    found.readsClientName ??= hit.file.path;
  }
  if (hit.needles.has(engineName) && !isManifest(hit.file.path)) found.namesEngine.push(hit.file.path);
  const tracers = tracingNeedles.map((one) => one.needle);
  const known: ReadonlySet<string> = new Set([
    'redis',
    WIDE_REDIS,
    ...BASE64_BYTES,
    engineName,
    ...quotedClientNames,
    ...tracers,
    ...names,
    ...optionNeedles,
  ]);
  const namesVariable = [...hit.needles].some((needle) => !known.has(needle) && !late.includes(needle));
  const holdsUrl = surface !== 'typescript' && URL_BYTES.some((bytes) => hit.bytes.includes(bytes));
  if (surface !== 'typescript' && !namesVariable && !holdsUrl && !isToolList(hit.file.path)) return;
  if (isOwnReport(hit.bytes)) return;
  const wrapper =
    surface === 'typescript' && hit.bytes.includes('@valkey-codemod') ? hit.bytes.toString() : '';
  if (inspectWrapperFile(wrapper).kind === 'ours') {
    // The header says @generated, which is no reason to keep these from being replaced.
    texts.keep({ path: hit.file.path, ignoredByGit: hit.file.ignoredByGit, text: wrapper });
    found.wrappers.push({ path: hit.file.path, text: wrapper });
    return;
  }
  const classified = classify(hit.file, hit.bytes);
  if (holdsUrl && classified.kind === 'text') found.urls.push(readable(hit, classified));
  if (namesVariable && isRead(hit.file.path, classified)) found.others.push(readable(hit, classified));
  if (isToolList(hit.file.path) && classified.kind === 'text') {
    found.findings.push(...toolListFindings(readable(hit, classified), names));
  }
  if (surface !== 'typescript') return;
  if (classified.kind !== 'text') {
    found.findings.push(...uneditedMentions(hit, classified));
    found.uneditedLoads.push(...uneditedLoads(hit, classified));
    return;
  }
  const file = readable(hit, classified);
  found.tracing.push(...tracingRegistrations(file));
  if (
    namesVariable ||
    mayNameClient(file.text, names) ||
    wrapperSpecifiers(file.text).length > 0 ||
    NAMES_SCHEME.test(file.text) ||
    (hasClientKey(file.text, names) && readsUrl(file.text))
  ) {
    texts.keep(file);
    found.sources.push(file);
  }
}

/** A URL, or a check of one: `redis://`, `'rediss:'`, `/^rediss?/`. A key such as `redis:host` is neither. */
const NAMES_SCHEME = /rediss?:(?:\/\/|['"`])|\brediss\b|\^[(?:]*redis/i;

/** Options for a client from a variable that no env-like file defines: `redis: { url: process.env.REDIS_URL }`. */
function readsUrl(text: string): boolean {
  return /env/i.test(text) && [...new Set(text.match(/\w*(?:redis|valkey)\w*/gi))].some(mayBeVariable);
}

/** Names of variables are in capitals, and all of one kind: `REDIS_URL`, `redis_url`. */
function mayBeVariable(word: string): boolean {
  return /[_\d]|^[A-Z]+$/.test(word) && mayBeUrl(word);
}

/**
 * Is a file read as text for the variables in it, line by line? Sources are parsed instead, but for script blocks of
 * components and for what is generated or minified: what those read counts, though nothing in them is edited.
 */
export function isRead(file: string, classified: Classified): boolean {
  if (['binary', 'lockfile', 'not-utf8'].includes(classified.kind)) return false;
  const parsed = surfaceOf(file) === 'typescript' && classified.kind === 'text';
  return !parsed || /\.(?:vue|svelte|astro)$/.test(file);
}

export function readable(hit: Hit, classified: Classified): TextFile {
  const text = classified.kind === 'text' ? classified.text : hit.bytes.toString('utf8');
  return { path: hit.file.path, ignoredByGit: hit.file.ignoredByGit, text };
}

/** `redis://` and `rediss://` in base64, as Secrets of Kubernetes have them. */
const BASE64_BYTES = ['cmVkaXM6Ly', 'cmVkaXNzOi8v'] as const;

const URL_BYTES = ['redis://', 'rediss://', ...BASE64_BYTES] as const;
