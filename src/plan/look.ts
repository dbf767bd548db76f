import { surfaceOf } from '../surfaces/registry.js';
import { positionAt } from '../text.js';
import {
  calledOnBatch,
  members,
  moduleCalls,
  NAMES,
  named,
  nearClients,
  ownWord,
  SIGNS,
  SIGNS_ANYWHERE,
  streaming,
  withOwnWords,
  worksNamesOut,
} from './look-patterns.js';
import type { Survey } from './survey.js';

/** A use by name of something that a client has. */
export interface NamedMember {
  readonly path: string;
  readonly line: number;
  readonly name: string;
}

/** What the sources of a repository name, whatever they have it on and wherever that comes from. */
export interface Look {
  /** Of `COPIED_PARTS`. */
  readonly parts: ReadonlySet<string>;
  readonly commands: ReadonlySet<string>;
  /** Whether a command's name is worked out somewhere. */
  readonly isComputed: boolean;
  /** The first file that uses a module of Redis by the name that node-redis gives it on a client. */
  readonly moduleUse: string | null;
  /** In the order of the files. */
  readonly members: readonly NamedMember[];
}

/** What is read of a repository. */
export type LookedAt = Pick<Survey, 'wrappers' | 'tellingFiles' | 'glanceAt'>;

const answers = new WeakMap<LookedAt, Look>();

/**
 * Looks once at every source that may tell something, for all who ask what code names: a client may come from another
 * file, so that the text has to do.
 */
export function lookAt(survey: LookedAt): Look {
  const known = answers.get(survey);
  if (known !== undefined) return known;
  const answer = look(survey);
  answers.set(survey, answer);
  return answer;
}

function look(survey: LookedAt): Look {
  const parts = new Set<string>();
  const found = new Set<string>();
  const foundMembers: NamedMember[] = [];
  let isComputed = false;
  let moduleUse: string | null = null;
  const copies = new Set(survey.wrappers.map((one) => one.path));
  for (const path of survey.tellingFiles()) {
    if (surfaceOf(path) !== 'typescript' || copies.has(path)) continue;
    const text = survey.glanceAt(path) ?? '';
    const isNear = nearClients.test(text);
    for (const [part, sign] of isNear ? SIGNS : SIGNS_ANYWHERE)
      if (!parts.has(part) && sign.test(text)) parts.add(part);
    for (const [, name, command] of text.matchAll(named)) found.add(NAMES.get(name ?? command ?? '') ?? '');
    if (moduleUse === null && moduleCalls.test(text)) moduleUse = path;
    isComputed ||= (isNear || calledOnBatch.test(text)) && worksNamesOut(text);
    if (!isNear) continue;
    if (withOwnWords.test(text))
      for (const [name] of text.matchAll(ownWord)) found.add(NAMES.get(name) ?? '');
    if (streaming.test(text)) for (const name of NAMES.values()) if (/^x[A-Z]/.test(name)) found.add(name);
    for (const member of text.matchAll(members))
      foundMembers.push({ path, name: member[1]!, ...positionAt(text, member.index) });
  }
  return {
    parts,
    // In the order of the tables, whatever the order of the files: the same code gives the same copy.
    commands: new Set([...NAMES.values()].filter((name) => found.has(name))),
    isComputed,
    moduleUse,
    members: foundMembers,
  };
}
