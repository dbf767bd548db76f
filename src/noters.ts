/** Notes something of a source while its text is in hand, a character for each byte; null where it is too long for that. */
export type Noter = (index: number, text: string | null, noted: number[]) => void;

/** What a scan can note of sources, for questions that would read all of them again. Each is loaded when it is wanted. */
const noters = {
  /** For `ModuleLoads`. */
  loads: async () => (await import('./repository/module-loads.js')).noteLoads,
  /** The files that `lookAt` has to look into. */
  telling: async () => (await import('./plan/look-patterns.js')).noteTelling,
} satisfies Record<string, () => Promise<Noter>>;

export type NoteKind = keyof typeof noters;

export function loadNoters(kinds: readonly NoteKind[]): Promise<readonly Noter[]> {
  return Promise.all(kinds.map((kind) => noters[kind]()));
}
