import { ts } from '#typescript';
import type { TextFile } from '../../model.js';

/** The nodes of a file, parents before children, in the order of the text, and the kind of each. */
interface Walked {
  readonly sourceFile: ts.SourceFile;
  readonly nodes: readonly ts.Node[];
  readonly kinds: readonly ts.SyntaxKind[];
}

/** Of the last file alone: files are surveyed one by one, and a tree that is kept is memory that is not given back. */
let last: Walked | undefined;

/** Parses a file. Comments are not: what is looked for in them is found in the text. */
export function parse(file: Pick<TextFile, 'path' | 'text'>): ts.SourceFile {
  const options: ts.CreateSourceFileOptions = {
    languageVersion: ts.ScriptTarget.Latest,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  };
  const sourceFile = ts.createSourceFile(file.path, file.text, options, false, scriptKind(file.path));
  last = walk(sourceFile, true);
  return sourceFile;
}

/** A set of kinds of nodes, for `nodesOf`. */
export type Kinds = Uint8Array;

/** Puts kinds into a set. */
export function kindsOf(...kinds: readonly ts.SyntaxKind[]): Kinds {
  const set = new Uint8Array(512);
  for (const kind of kinds) set[kind] = 1;
  return set;
}

/**
 * The nodes of some kinds in a file, parents before children, in the order of the text. A dozen analyses share one walk
 * of the tree, and asking every node what it is would cost each of them more than parsing the file.
 */
export function nodesOf(sourceFile: ts.SourceFile, wanted: Kinds): readonly ts.Node[] {
  if (last?.sourceFile !== sourceFile) last = walk(sourceFile, false);
  const { nodes, kinds } = last;
  const found: ts.Node[] = [];
  for (let index = 0; index < kinds.length; index++) {
    if (wanted[kinds[index]!] === 1) found.push(nodes[index]!);
  }
  return found;
}

/** The first walk also sets parents, which the parser would spend a walk of its own on. */
function walk(sourceFile: ts.SourceFile, setParents: boolean): Walked {
  const nodes: ts.Node[] = [];
  const kinds: ts.SyntaxKind[] = [];
  const { forEachChild } = ts;
  let parent: ts.Node = sourceFile;
  const visit = (node: ts.Node): void => {
    if (setParents) (node as { parent: ts.Node }).parent = parent;
    nodes.push(node);
    kinds.push(node.kind);
    const outer = parent;
    parent = node;
    forEachChild(node, visit);
    parent = outer;
  };
  forEachChild(sourceFile, visit);
  return { sourceFile, nodes, kinds };
}

function scriptKind(path: string): ts.ScriptKind | undefined {
  // JSX in .js files is common; in .ts files it is an error and `<T>x` is a cast.
  return /\.[cm]?jsx?$/.test(path) ? ts.ScriptKind.JSX : undefined;
}
