import type { TextFile } from '../../model.js';
import { treeReader } from '../registry.js';
import { type Definition, definitionsIn } from './definitions.js';
import { changesSchemesAlone, type SchemeAt } from './oracle.js';
import type { ReadTree, Tree } from './tree.js';

/** A file of configuration, read. */
export interface Configuration {
  readonly documents: readonly Tree[];
  readonly definitions: readonly Definition[];
}

/** Reads a file of configuration; null for one of another format, or one that cannot be parsed. */
export async function readConfiguration(file: TextFile): Promise<Configuration | null> {
  const read = await treeReader(file.path);
  return read === null ? null : configurationOf(file, read);
}

/**
 * The definitions of a file that its format's reader gives. One whose scheme could not be exchanged without changing
 * something else is left out: it counts as text that nobody edits.
 */
export function configurationOf(file: TextFile, read: ReadTree): Configuration | null {
  const documents = read(file.text);
  if (documents === null) return null;
  const found = definitionsIn(file.path, documents);
  const isSound = (definitions: readonly Definition[]) =>
    changesSchemesAlone(read, file.text, schemesIn(definitions));
  const definitions = isSound(found)
    ? found
    : found.filter((one) => one.value.kind !== 'url' || isSound([one]));
  return { documents, definitions };
}

/** The schemes that would change, each once. */
function schemesIn(definitions: readonly Definition[]): readonly SchemeAt[] {
  const byPlace = new Map(
    definitions.flatMap(({ value }) => (value.kind === 'url' ? [[value.span.start, value] as const] : [])),
  );
  return [...byPlace.values()];
}
