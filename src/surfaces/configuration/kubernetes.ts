import { ofImage, type Program, UNKNOWN } from './program.js';
import type { Tool } from './tools.js';
import { type Tree, textUnder, under } from './tree.js';

/** Objects of Kubernetes: `env` of containers, `data` of a ConfigMap, `stringData` (and base64 `data`) of a Secret. */
export const kubernetes: Tool = {
  matches: (path, document) =>
    /\.(?:ya?ml|json)$/i.test(path) &&
    textUnder(document, 'apiVersion') !== null &&
    textUnder(document, 'kind') !== null,
  programAt({ keys, above }) {
    const key = keys.at(-1);
    const owner = above.at(-1);
    if (key === 'env')
      return keys.at(-3)?.toLowerCase().endsWith('containers') ? ofImage(under(owner, 'image')) : null;
    const kind = textUnder(owner, 'kind');
    const isData =
      kind === 'ConfigMap' ? key === 'data' : kind === 'Secret' && (key === 'data' || key === 'stringData');
    return isData ? sharedBy(textUnder(under(owner, 'metadata'), 'name')) : null;
  },
};

/** `literals` of the ConfigMaps and Secrets that kustomize makes. */
export const kustomize: Tool = {
  matches: (path) => /(?:^|\/)kustomization\.ya?ml$/i.test(path),
  programAt: ({ keys, above }) =>
    isGenerated(keys) && keys[2] === 'literals' ? sharedBy(textUnder(above.at(-1), 'name')) : null,
};

function isGenerated(keys: readonly string[]): boolean {
  return keys.length === 3 && /^(?:configMap|secret)Generator$/.test(keys[0] ?? '');
}

function sharedBy(name: string | null): Program {
  return name === null || /[{$]/.test(name) ? UNKNOWN : { kind: 'shared', by: name };
}

/** What takes a ConfigMap or Secret, whole or one key of it. */
export interface SharedUse {
  readonly at: number;
  /** The name of the ConfigMap or Secret; null where it is made at run time. */
  readonly by: string | null;
  /** null for all of it. */
  readonly key: string | null;
  readonly program: Program;
}

/** Every place of a document where a container takes a ConfigMap or a Secret, as its environment or as files. */
export function sharedUses(document: Tree): readonly SharedUse[] {
  const uses: SharedUse[] = [];
  const gather = (tree: Tree, container: Tree | undefined, depth: number): void => {
    if (depth > DEEPEST) return;
    if (tree.kind === 'list') for (const item of tree.items) gather(item, container, depth + 1);
    if (tree.kind !== 'map') return;
    const inner = under(tree, 'image') === undefined ? container : tree;
    for (const { key, at, value } of tree.entries) {
      if (/^(?:configMap|secret)(?:Key)?Ref$/.test(key)) {
        const name = textUnder(value, 'name');
        const by = name === null || /[{$]/.test(name) ? null : name;
        const one = key.includes('Key') ? textUnder(value, 'key') : null;
        uses.push({ at, by, key: one, program: ofImage(under(container, 'image')) });
      } else if (isVolume(key, value)) {
        // Mounted as files: what reads them is not known.
        uses.push({
          at,
          by: textUnder(value, 'name') ?? textUnder(value, 'secretName'),
          key: null,
          program: UNKNOWN,
        });
      } else gather(value, inner, depth + 1);
    }
  };
  gather(document, undefined, 0);
  return uses;
}

function isVolume(key: string, value: Tree): boolean {
  return (
    (key === 'configMap' && textUnder(value, 'name') !== null) ||
    (key === 'secret' && (textUnder(value, 'secretName') ?? textUnder(value, 'name')) !== null)
  );
}

const DEEPEST = 40;

/** The env-like files that kustomize makes a ConfigMap or Secret from, each with its place. */
export function generatedFrom(
  documents: readonly Tree[],
): readonly { readonly file: string; readonly at: number; readonly program: Program }[] {
  return documents.flatMap((document) =>
    ['configMapGenerator', 'secretGenerator'].flatMap((key) => {
      const generators = under(document, key);
      return generators?.kind === 'list' ? generators.items.flatMap(filesOf) : [];
    }),
  );
}

function filesOf(
  generator: Tree,
): readonly { readonly file: string; readonly at: number; readonly program: Program }[] {
  const program = sharedBy(textUnder(generator, 'name'));
  const files = ['env', 'envs'].flatMap((key) => {
    const value = under(generator, key);
    return value?.kind === 'list' ? value.items : value === undefined ? [] : [value];
  });
  return files.flatMap((one) =>
    one.kind === 'text' && one.span !== null ? [{ file: one.value, at: one.span.start, program }] : [],
  );
}
