import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ts as whole } from 'ts-morph';
import { describe, expect, it } from 'vitest';
import { ts as cut } from '#typescript';

const root = path.resolve(import.meta.dirname, '../../..');
const sources = ['src', 'scripts', 'bench', 'fixtures'].flatMap((directory) =>
  readdirSync(path.join(root, directory), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.[cm]?[jt]sx?$/.test(file) && !file.includes('node_modules'))
    .map((file) => path.join(root, directory, file)),
);

describe('the parser that is cut out of TypeScript', () => {
  it('makes the trees that the whole of it makes', () => {
    expect(sources.length).toBeGreaterThan(500);
    for (const file of sources) {
      const text = readFileSync(file, 'utf8');
      expect(
        JSON.stringify(treeOf(cut, file, text)) === JSON.stringify(treeOf(whole, file, text)),
        file,
      ).toBe(true);
    }
  });

  it.each([
    ['an unfinished class', 'a.ts', 'class A { b( {'],
    ['a conflict', 'a.ts', '<<<<<<< ours\nconst a = 1;\n=======\nconst a = 2;\n>>>>>>> theirs\n'],
    ['JSX', 'a.tsx', 'const a = <A b={c} {...d}>{e}<></></A>;'],
    ['JSX that is not closed', 'a.tsx', 'const a = <A><B></A>;'],
    ['decorators', 'a.ts', '@A() class B { @c d!: E; constructor(private readonly f: G) {} }'],
    ['a regular expression', 'a.ts', String.raw`const a = /(?<b>[\p{L}--x])\k<b>/vu;`],
    ['JSDoc', 'a.js', '/** @type {import("redis").RedisClient} */\nlet a;'],
    ['a private name', 'a.ts', 'class A { #b = 1; static { this.#b; } }'],
    ['templates', 'a.ts', 'const a = tag`b${c}d${`e${f}`}`;'],
    ['directives', 'a.ts', '/// <reference types="redis" />\n#!x\n'],
    ['no text at all', 'a.ts', ''],
  ])('as well for %s', (_, file, text) => {
    expect(treeOf(cut, file, text)).toEqual(treeOf(whole, file, text));
  });
});

function treeOf(ts: typeof whole, file: string, text: string): readonly unknown[] {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: unknown[] = [tree.typeReferenceDirectives.map((one) => one.fileName)];
  const visit = (node: whole.Node): void => {
    found.push([node.kind, node.pos, node.getStart(), node.getEnd(), node.flags]);
    if (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) found.push(node.text, node.getText());
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}
