import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.js';
import { SETTINGS, type Setting } from '../src/settings.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'config-test-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): string {
  const target = path.join(root, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
  return target;
}

describe('readConfig', () => {
  it('reads valkey-codemod.json, by the flags of the command line', () => {
    write('valkey-codemod.json', '{ "$schema": "x", "clientDir": "src/db", "only": ["env"], "tls": true }');
    expect([...readConfig(root, null)]).toEqual([
      ['client-dir', 'src/db'],
      ['only', ['env']],
      ['tls', true],
    ]);
  });

  it('reads the key of package.json', () => {
    write('package.json', '{ "name": "x", "valkey-codemod": { "engine": "installed" } }');
    expect([...readConfig(root, null)]).toEqual([['engine', 'installed']]);
  });

  it('looks in the directories above, up to the root of the repository', () => {
    write('valkey-codemod.json', '{ "engine": "installed" }');
    write('repo/.git/HEAD', '');
    write('repo/packages/a/package.json', '{}');
    expect(readConfig(path.join(root, 'repo/packages/a'), null).size).toBe(0);
    write('repo/valkey-codemod.json', '{ "schemes": "none" }');
    expect([...readConfig(path.join(root, 'repo/packages/a'), null)]).toEqual([['schemes', 'none']]);
  });

  it.each([
    ['{ "engine": }', /valkey-codemod\.json:1:13: the configuration is not JSON/],
    ['', /valkey-codemod\.json:1:1: the configuration is/],
    ['[]', /valkey-codemod\.json:1:1: the configuration must be an object/],
    [
      '{\n  "enigne": "iovalkey"\n}',
      /valkey-codemod\.json:2:3: there is no option "enigne"; did you mean "engine"\?/,
    ],
    ['{ "engine": "valkey" }', /:1:13: "engine" is one of iovalkey, installed; found "valkey"/],
    ['{ "tls": "yes" }', /"tls" is true or false/],
    ['{ "include": [1] }', /"include" is a list of texts/],
    ['{ "disable": ["env-schem"] }', /:1:14: "disable" knows no "env-schem" \(did you mean env-scheme\?\)/],
    ['{ "jobs": 0 }', /"jobs" is a whole number from 1/],
  ])('says what is wrong with %j, and where', (text, message) => {
    write('valkey-codemod.json', text);
    expect(() => readConfig(root, null)).toThrow(message);
  });

  it('names a file that is not there', () => {
    expect(() => readConfig(root, 'nowhere.json')).toThrow('nowhere.json: there is no such file');
  });

  it('leaves a broken package.json without a configuration to the report', () => {
    write('package.json', '{ "name": ');
    expect(readConfig(root, null).size).toBe(0);
    write('package.json', '{ "valkey-codemod": ');
    expect(() => readConfig(root, null)).toThrow(/package\.json:1:\d+: package\.json is not JSON/);
  });
});

describe('schema/config.schema.json', () => {
  it('says what the table of settings says', () => {
    const schema: unknown = JSON.parse(readFileSync('schema/config.schema.json', 'utf8'));
    const properties = Object.fromEntries(
      SETTINGS.flatMap((setting) => (setting.key === null ? [] : [[setting.key, property(setting)]])),
    );
    expect(schema).toMatchObject({ additionalProperties: false });
    expect(schema).toHaveProperty('properties', { $schema: { type: 'string' }, ...properties });
  });
});

function property({ describe: description, value }: Setting): object {
  const text = { type: 'string', minLength: 1 };
  switch (value.kind) {
    case 'flag':
      return { description, type: 'boolean' };
    case 'number':
      return { description, type: 'integer', minimum: 1 };
    case 'text':
      return { description, ...text };
    case 'choice':
      return { description, enum: value.choices };
    case 'list':
      return { description, type: 'array', items: value.choices ? { enum: value.choices } : text };
  }
}
