import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { systemErrorCode, WorkError } from './repository/errors.js';
import { nearest, SETTINGS } from './settings.js';
import { problemWith, type Values } from './setting-values.js';
import { positionAt } from './text.js';

const FILE = 'valkey-codemod.json';
const KEY = 'valkey-codemod';

/**
 * The settings of a configuration file: the one that is named, else `valkey-codemod.json` or the `valkey-codemod` key
 * of package.json in the target or the nearest directory above it, up to the root of its repository.
 * Throws a WorkError with file, line and what to do.
 */
export function readConfig(target: string, named: string | null): Values {
  if (named !== null) return readFile(path.resolve(named), named);
  for (let directory = path.resolve(target); ; directory = path.dirname(directory)) {
    const file = path.join(directory, FILE);
    if (existsSync(file)) return readFile(file, shown(file));
    const fromManifest = readManifest(path.join(directory, 'package.json'));
    if (fromManifest !== null) return fromManifest;
    if (existsSync(path.join(directory, '.git')) || directory === path.dirname(directory)) return new Map();
  }
}

function shown(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith('..') ? file : relative;
}

function readFile(file: string, name: string): Values {
  const text = readText(file, name);
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const error = errors[0];
  if (error !== undefined || tree === undefined) {
    const what = error === undefined ? 'is empty' : `is not JSON: ${printParseErrorCode(error.error)}`;
    throw problemAt(name, text, error?.offset ?? 0, `the configuration ${what}; repair or remove it`);
  }
  return valuesOf(tree, text, name);
}

/** A package.json that cannot be read is the manifest surface's to report, unless it holds a configuration. */
function readManifest(file: string): Values | null {
  if (!existsSync(file)) return null;
  const name = shown(file);
  const text = readText(file, name);
  if (!text.includes(`"${KEY}"`)) return null;
  const errors: ParseError[] = [];
  const tree = parseTree(text.replace(/^\uFEFF/, ' '), errors);
  const error = errors[0];
  if (error !== undefined || tree === undefined) {
    const reason = error === undefined ? 'nothing in it' : printParseErrorCode(error.error);
    throw problemAt(name, text, error?.offset ?? 0, `package.json is not JSON (${reason}); repair it`);
  }
  const node = findNodeAtLocation(tree, [KEY]);
  return node === undefined ? null : valuesOf(node, text, name);
}

function readText(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = systemErrorCode(error);
    const reason =
      code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code ?? 'unknown reason'})`;
    throw new WorkError(`${name}: ${reason}`, 2);
  }
}

function valuesOf(object: Node, text: string, name: string): Values {
  if (object.type !== 'object') {
    throw problemAt(
      name,
      text,
      object.offset,
      'the configuration must be an object, { "engine": "iovalkey" }',
    );
  }
  const byKey = new Map(
    SETTINGS.flatMap((setting) => (setting.key === null ? [] : [[setting.key, setting] as const])),
  );
  const values = new Map<string, string | number | boolean | readonly string[]>();
  for (const property of object.children ?? []) {
    const [keyNode, valueNode] = property.children ?? [];
    if (keyNode === undefined || valueNode === undefined) continue;
    const key: unknown = getNodeValue(keyNode);
    if (key === '$schema' || typeof key !== 'string') continue;
    const setting = byKey.get(key);
    if (setting === undefined) {
      const near = nearest(key, [...byKey.keys()]);
      const hint = near === null ? `known are ${[...byKey.keys()].join(', ')}` : `did you mean "${near}"?`;
      throw problemAt(name, text, keyNode.offset, `there is no option "${key}"; ${hint}`);
    }
    const checked = problemWith(setting, getNodeValue(valueNode));
    if ('problem' in checked) throw problemAt(name, text, valueNode.offset, `"${key}" ${checked.problem}`);
    values.set(setting.flag, checked.value);
  }
  return values;
}

function problemAt(name: string, text: string, offset: number, message: string): WorkError {
  const { line, column } = positionAt(text, offset);
  return new WorkError(`${name}:${line}:${column}: ${message}`, 2);
}
