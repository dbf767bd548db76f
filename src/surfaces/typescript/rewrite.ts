import type { Edit } from '../../model.js';
import type { ModuleReference, ReferenceForm } from './facts.js';

/** What the plan decided for one reference that moves. */
export interface ReferenceDecision {
  /** The new specifier, as the importing file needs it. */
  readonly specifier: string;
  readonly change: string;
}

/** The rule that rewrites a form; the README's table of rules has a line for each. */
export const ruleOf: Readonly<Record<ReferenceForm, string>> = {
  import: 'import-specifier',
  'export-from': 'import-specifier',
  'import-equals': 'import-specifier',
  'dynamic-import': 'import-specifier',
  require: 'require-specifier',
  'require-resolve': 'require-specifier',
  'import-type': 'type-specifier',
  'jsdoc-import': 'type-specifier',
  'module-augmentation': 'type-specifier',
  'reference-types': 'type-specifier',
  mock: 'mock-specifier',
  'injector-key': 'mock-specifier',
};

/** Turns a decision into the edits of one file: the specifier alone, and `* as X` where the module is constructed. */
export function rewriteReference(
  path: string,
  reference: ModuleReference,
  decision: ReferenceDecision,
): readonly Edit[] {
  const edit = {
    path,
    start: reference.start,
    end: reference.end,
    text: specifierText(reference, decision.specifier),
    rule: ruleOf[reference.form],
    change: decision.change,
  };
  const { namespace } = reference;
  if (namespace === null || !reference.constructed) return [edit];
  // A namespace object of an ES module cannot be constructed; the class is the default export (facts of ioredis 4 – 6).
  const binding = {
    ...edit,
    start: namespace.start,
    end: namespace.end,
    text: namespace.local,
    rule: 'namespace-import',
  };
  return [binding, edit];
}

function specifierText(reference: ModuleReference, specifier: string): string {
  switch (reference.keyStyle) {
    case null:
      return specifier;
    case 'shorthand':
      return `'${specifier}': ${reference.specifier}`;
    case 'bare':
      return `'${specifier}'`;
    default:
      return `${reference.keyStyle}${specifier}${reference.keyStyle}`;
  }
}
