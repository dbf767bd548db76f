import { ts } from '#typescript';
import { positionAt } from '../../text.js';
import type { ModuleReference, ReferenceForm } from './facts.js';
import { clientSpecifier } from './specifier.js';

/** What a node's visitor needs to know about the file. */
export interface FileContext {
  readonly sourceFile: ts.SourceFile;
  readonly text: string;
  readonly clientNames: ReadonlySet<string>;
  /** Whether its text names a tool that replaces modules: of other files no call is asked whether it is one's. */
  readonly hasMockTool: boolean;
}

type Details = Partial<
  Pick<
    ModuleReference,
    | 'bindings'
    | 'members'
    | 'constructed'
    | 'typeOnly'
    | 'namespace'
    | 'mocksByRule'
    | 'injectedInto'
    | 'keyStyle'
    | 'isOwnKey'
    | 'declaresTypes'
    | 'stays'
  >
>;

/** Makes a reference of a specifier's node when it names a client package. */
export function reference(
  node: ts.Node,
  form: ReferenceForm,
  context: FileContext,
  details: Details,
): readonly ModuleReference[] {
  if (!ts.isStringLiteralLike(node) && !ts.isIdentifier(node)) return [];
  const client = clientSpecifier(node.text, context.clientNames);
  if (client === null) return [];
  const quoted = ts.isStringLiteralLike(node) && form !== 'injector-key' ? 1 : 0;
  const start = node.getStart(context.sourceFile) + quoted;
  return [
    {
      kind: 'module-reference',
      form,
      specifier: node.text,
      ...client,
      start,
      end: node.getEnd() - quoted,
      ...positionAt(context.text, start - quoted),
      statement: statementOf(node, context.sourceFile),
      typeOnly: details.typeOnly ?? false,
      isNative: form === 'dynamic-import' || asksForModule(node.parent),
      bindings: details.bindings ?? [],
      members: details.members ?? [],
      constructed: details.constructed ?? false,
      namespace: details.namespace ?? null,
      mocksByRule: details.mocksByRule ?? false,
      injectedInto: details.injectedInto ?? null,
      keyStyle: details.keyStyle ?? null,
      isOwnKey: details.isOwnKey ?? false,
      declaresTypes: details.declaresTypes ?? false,
      stays: details.stays ?? (client.subpath === '' ? null : deepPath(node.text)),
    },
  ];
}

/** `import type … with { 'resolution-mode': 'import' }`, `import('…', { with: { 'resolution-mode': 'import' } })` */
function asksForModule(holder: ts.Node): boolean {
  const owner = ts.isLiteralTypeNode(holder) ? holder.parent : holder;
  const isHolder =
    ts.isImportDeclaration(owner) || ts.isExportDeclaration(owner) || ts.isImportTypeNode(owner);
  const attributes = isHolder ? owner.attributes?.getText() : undefined;
  return /resolution-mode['"]\s*:\s*['"]import['"]/.test(attributes ?? '');
}

function deepPath(specifier: string): ModuleReference['stays'] {
  return {
    rule: 'deep-import',
    reason: `${specifier} is a file inside the package; the wrapper has the package's public exports alone`,
    help: 'Import what is needed from the package itself, where it exports it, then run this again.',
  };
}

function statementOf(node: ts.Node, sourceFile: ts.SourceFile): { start: number; end: number } {
  let current = node;
  while (current.parent !== undefined && !ts.isStatement(current)) current = current.parent;
  return { start: current.getStart(sourceFile), end: current.getEnd() };
}
