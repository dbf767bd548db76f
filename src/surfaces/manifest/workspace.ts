import { isMap, isPair, isScalar, isSeq, parseDocument, type YAMLMap } from 'yaml';
import type { Finding, TextFile } from '../../model.js';
import { placeAt, positionAt } from '../../text.js';
import type { Catalog, Mention, WorkspaceFile } from './facts.js';
import { meaningOf, nameIn } from './fields.js';
import { CLIENT_PACKAGES, CLIENT_TYPES } from './survey.js';

export function isWorkspaceFile(path: string): boolean {
  return /(?:^|\/)(?:pnpm-workspace\.ya?ml|\.yarnrc\.yml)$/.test(path);
}

/** Reads what pnpm-workspace.yaml or .yarnrc.yml says about packages. */
export function surveyWorkspaceFile(file: TextFile): {
  workspaceFile: WorkspaceFile | null;
  findings: Finding[];
} {
  const document = parseDocument(file.text);
  const error = document.errors[0];
  if (error !== undefined) return { workspaceFile: null, findings: [broken(file, error.pos[0])] };
  const directory = file.path.slice(0, Math.max(0, file.path.lastIndexOf('/')));
  const root = isMap(document.contents) ? document.contents : null;
  const packages = root?.get('packages');
  return {
    workspaceFile: {
      path: file.path,
      directory,
      text: file.text,
      packages: isSeq(packages)
        ? packages.items.flatMap((one) => (isScalar(one) ? [String(one.value)] : []))
        : null,
      catalogs: root === null ? [] : catalogsOf(root, file, directory),
      mentions: root === null ? [] : mentionsIn(root, [], file.text),
    },
    findings: [],
  };
}

/** The map that defines a catalog. */
export function catalogMap(root: YAMLMap, name: string): YAMLMap | null {
  const named = root.getIn(name === 'default' ? ['catalog'] : ['catalogs', name]);
  const found = named ?? (name === 'default' ? root.getIn(['catalogs', 'default']) : null);
  return isMap(found) ? found : null;
}

function broken(file: TextFile, offset: number): Finding {
  return {
    rule: 'broken-manifest',
    severity: 'warning',
    ...placeAt(file, offset),
    message: `${file.path} is not valid YAML, so what it says about packages is not known.`,
    help: 'Repair the file and run again.',
  };
}

function catalogsOf(root: YAMLMap, file: TextFile, directory: string): readonly Catalog[] {
  const named = root.get('catalogs');
  const names = isMap(named) ? named.items.map((one) => String(one.key)) : [];
  return [...new Set([...(root.has('catalog') ? ['default'] : []), ...names])].flatMap((name) => {
    const map = catalogMap(root, name);
    if (map === null) return [];
    const entries = map.items.flatMap(({ key, value }) =>
      isScalar(key) && isScalar(value)
        ? [
            {
              name: String(key.value),
              range: String(value.value),
              ...positionAt(file.text, key.range?.[0] ?? 0),
            },
          ]
        : [],
    );
    return [{ path: file.path, directory, name, entries }];
  });
}

function mentionsIn(node: unknown, path: readonly string[], text: string): readonly Mention[] {
  if (isMap(node) || isSeq(node)) return node.items.flatMap((one) => mentionsIn(one, path, text));
  if (isPair(node)) {
    const inner = [...path, String(node.key)];
    const key = path.length > 0 ? mentionsIn(node.key, inner, text) : [];
    return [...key, ...mentionsIn(node.value, inner, text)];
  }
  const meaning = meaningOf(path);
  if (meaning === null || !isScalar(node)) return [];
  const said = String(node.value);
  const name = nameIn(said, meaning, [...CLIENT_PACKAGES, ...CLIENT_TYPES.keys()]);
  if (name === null) return [];
  return [{ meaning, path, name, text: said, ...positionAt(text, node.range?.[0] ?? 0) }];
}
