import { ts } from '#typescript';
import type { Span, TextFile } from '../../model.js';

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
  const text = isFlow(file) ? withoutTypeof(file.text) : file.text;
  const sourceFile = ts.createSourceFile(file.path, text, options, false, scriptKind(file.path));
  last = walk(sourceFile, true);
  return sourceFile;
}

/**
 * Could a statement not be parsed? An error anywhere makes a file doubtful; of Flow's syntax, which is close to
 * TypeScript's and not the same, errors elsewhere are to be expected.
 */
export function isBroken(sourceFile: ts.SourceFile, statement: Span): boolean {
  const errors: unknown = Reflect.get(sourceFile, 'parseDiagnostics');
  if (!Array.isArray(errors) || errors.length === 0) return false;
  if (!isFlow({ path: sourceFile.fileName, text: sourceFile.text })) return true;
  return errors.some(
    ({ start }: ts.DiagnosticWithLocation) => statement.start <= start && start < statement.end,
  );
}

function isFlow({ path, text }: Pick<TextFile, 'path' | 'text'>): boolean {
  return /\.[cm]?jsx?$/.test(path) && /^[^'"]*@flow\b/.test(text.slice(0, 2000));
}

/** Flow imports the type of a value by `import typeof`; to TypeScript's parser it is an `import type`, as long. */
function withoutTypeof(text: string): string {
  return text.replace(/\bimport\s+(?:typeof\b|\{[^}'"]*\})/g, (found) =>
    found.replace(/\btypeof\b/g, 'type  '),
  );
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
