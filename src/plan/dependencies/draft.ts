import type { DependencyDecision } from '../../model.js';
import type { Catalog, Dependency, DependencyGroup, Manifest } from '../../surfaces/manifest/facts.js';

/** What becomes of one manifest, while it is being decided. */
export interface Draft {
  readonly manifest: Manifest;
  readonly removed: Dependency[];
  readonly added: Addition[];
  /** Names that are there already, with a range that is too old. */
  readonly raised: Addition[];
  readonly kept: Map<string, readonly string[]>;
  readonly changes: Set<string>;
}

export interface Addition {
  readonly name: string;
  readonly range: string;
  readonly group: DependencyGroup;
  /** The catalog that its range goes to; null for package.json itself. */
  readonly catalog: Catalog | null;
  /** The clients that it stands for. */
  readonly beside: readonly string[];
}

export function draftOf(manifest: Manifest): Draft {
  return { manifest, removed: [], added: [], raised: [], kept: new Map(), changes: new Set() };
}

export function keep(draft: Draft, name: string, reasons: readonly string[]): void {
  draft.kept.set(name, [...new Set([...(draft.kept.get(name) ?? []), ...reasons])]);
}

/** Something in the manifest changes. */
export function isTouched({ removed, added, raised }: Draft): boolean {
  return removed.length + added.length + raised.length > 0;
}

/** What the report says of a manifest, with ranges as they are `written`; nothing of one without clients. */
export function toDecision(
  draft: Draft,
  written: (added: Addition) => string,
): readonly DependencyDecision[] {
  const { manifest, removed, added, raised, kept } = draft;
  if (!isTouched(draft) && kept.size === 0) return [];
  const names = (list: readonly { readonly name: string }[]) => [...new Set(list.map((one) => one.name))];
  const isBack = (name: string) => added.some((one) => one.name === name);
  return [
    {
      manifest: manifest.path,
      removed: names(removed).filter((name) => !kept.has(name) && !isBack(name)),
      added: [...added, ...raised].map((one) => `${one.name}@${written(one)}`),
      kept: [...kept].map(([name, reasons]) => ({ name, reason: reasons.join('; ') })),
    },
  ];
}
