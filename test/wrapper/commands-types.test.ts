import { createRequire } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandsOf, type Major } from '../../src/wrapper/promise/commands/table.js';

const root = path.resolve(import.meta.dirname, '../..');
const types = path.join(root, 'src/wrapper/promise/commands/types');

/** The methods of the original as functions of their arguments, with replies as strings or as Buffers. */
const originals: Readonly<Record<Major, string>> = {
  4: `
import type COMMANDS from '${library('redis4')}/client/commands';
import type { ConvertArgumentType, RedisCommandReply } from '${library('redis4')}/commands';
type Methods = typeof COMMANDS;
type Original<Text> = { [K in keyof Methods]: (...args: Parameters<Methods[K]['transformArguments']>) =>
  ConvertArgumentType<RedisCommandReply<Methods[K]>, Text> };
type Mapped = Buffer;
type Plain = string;`,
  5: since5('redis5', 2),
  6: since5('redis6', 3),
};

/**
 * `Arguments`: methods whose arguments the original takes and ours does not. `Replies`: methods whose reply does not fit
 * where the original's does.
 */
const probe = (major: Major): string => `${originals[major]}
import type { Commands${major} as Ours } from '${types}${major}.js';
import type { UpperName } from '${types}-names.js';
type Fits<A, B> = [A] extends [B] ? true : false;
type Common = keyof Ours & keyof Methods;
export type Arguments = { [K in Common]: Fits<Parameters<Original<Plain>[K]>, Parameters<Ours[K]>> extends true ? never : K }[Common];
export type Replies<O, M> = { [K in Common]: K extends keyof O & keyof M ? O[K] extends (...args: never) => infer A
  ? M[K] extends (...args: never) => infer B ? Fits<A, B> extends true ? never : K : K : K : K }[Common];
export type Strings = Replies<Ours, Original<Plain>>;
export type Buffers = Replies<Ours<Buffer>, Original<Mapped>>;
export type Names = keyof Ours;
export type UpperNames = UpperName<keyof Ours>;
`;

/** Their replies hold enums of the original, which only its own values fit. */
const ENUMS: Readonly<Record<Major, readonly string[]>> = {
  4: ['clusterNodes', 'clusterReplicas', 'command', 'commandInfo', 'functionList', 'functionListWithCode'],
  5: ['command', 'commandInfo'],
  6: ['command', 'commandInfo'],
};

// The originals' types cost the checker some seconds each, on a busy machine a minute.
describe.each([4, 5, 6] as const)('types of node-redis %i', { timeout: 240_000 }, (major) => {
  let read: (name: string) => string[];
  beforeAll(() => {
    read = reader(probe(major));
  }, 240_000);

  it('has the methods of the table, and no other', () => {
    expect(read('Names')).toEqual([...new Set(commandsOf(major).map(({ name }) => name))].sort());
  });

  it('has the upper-case names of the table', () => {
    expect(read('UpperNames')).toEqual([...new Set(commandsOf(major).map(({ upper }) => upper))].sort());
  });

  it('takes what the original takes', () => {
    expect(read('Arguments')).toEqual([]);
  });

  it('replies what fits where the reply of the original fits', () => {
    expect(read('Strings')).toEqual(ENUMS[major]);
  });

  it('replies Buffers where the original does', () => {
    expect(read('Buffers')).toEqual(major === 4 ? [] : ENUMS[major]);
  });
});

function since5(name: 'redis5' | 'redis6', protocol: 2 | 3): string {
  return `
import type COMMANDS from '${library(name)}/commands';
import type { CommandReply, ReplyWithTypeMapping, TypeMapping } from '${library(name)}/RESP/types';
type Methods = typeof COMMANDS;
type Rest<T extends unknown[]> = T extends [unknown, ...infer R] ? R : never;
type Original<Mapping extends TypeMapping> = { [K in keyof Methods]: (...args: Rest<Parameters<Methods[K]['parseCommand']>>) =>
  ReplyWithTypeMapping<CommandReply<Methods[K], ${protocol}>, Mapping> };
type Mapped = { 36: BufferConstructor };
type Plain = {};`;
}

function library(name: string): string {
  const require = createRequire(import.meta.url);
  return path.join(path.dirname(createRequire(require.resolve(name)).resolve('@redis/client')), 'lib');
}

/** The libraries' declarations, the same for all majors. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** Compiles a module in memory; the reader gives the members of a union of names that it exports. */
function reader(text: string): (name: string) => string[] {
  const file = path.join(root, 'test/wrapper/probe.ts');
  const options: ts.CompilerOptions = {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
  };
  const host = ts.createCompilerHost(options);
  const readFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version, ...rest) => {
    if (name === file) return ts.createSourceFile(name, text, version);
    if (!parsed.has(name)) parsed.set(name, readFile(name, version, ...rest));
    return parsed.get(name);
  };
  const program = ts.createProgram([file], options, host);
  const source = program.getSourceFile(file) as ts.SourceFile;
  const errors = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  expect(errors.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
  const checker = program.getTypeChecker();
  const exports = checker.getExportsOfModule(checker.getSymbolAtLocation(source) as ts.Symbol);
  return (name) => {
    const type = checker.getDeclaredTypeOfSymbol(exports.find((one) => one.name === name) as ts.Symbol);
    if (type.flags & ts.TypeFlags.Never) return [];
    const members = type.isUnion() ? type.types : [type];
    return members
      .map((member) => (member.isStringLiteral() ? member.value : checker.typeToString(member)))
      .sort();
  };
}
