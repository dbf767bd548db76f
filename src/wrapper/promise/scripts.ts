import { createHash } from 'crypto';
import { type Major, toArray, type Word } from './basics.js';
import type { RedisFunction, RedisScript, RedisScriptConfig } from './types.js';

/** Arguments as majors before 5 give them: words, and what the reply's transformer has to know. */
type TransformedArguments = Word[] & { preserve?: unknown };

/** Names a script by its hash, which is sent in its place. */
export function defineScript<S extends RedisScriptConfig>(script: S): S & { SHA1: string } {
  const text = script.SCRIPT as string;
  return { ...script, SHA1: createHash('sha1').update(text).digest('hex') };
}

/** What `parseCommand` of majors 5 and 6 writes a command with. */
export class CommandParser {
  readonly redisArgs: Word[] = [];
  readonly keys: Word[] = [];
  preserve: unknown = undefined;
  private readonly prefix: Word | undefined;

  constructor(prefix?: Word) {
    this.prefix = prefix === undefined || prefix.length === 0 ? undefined : prefix;
  }

  get firstKey(): Word | undefined {
    return this.keys[0];
  }

  push(...words: Word[]): void {
    this.redisArgs.push(...words);
  }

  pushVariadic(words: Word | readonly Word[]): void {
    this.push(...toArray(words));
  }

  pushVariadicWithLength(words: Word | readonly Word[]): void {
    this.push(`${toArray(words).length}`, ...toArray(words));
  }

  pushVariadicNumber(numbers: number | readonly number[]): void {
    for (const number of toArray(numbers)) this.push(number.toString());
  }

  pushKey(key: Word): void {
    const word = this.prefix === undefined ? key : withPrefix(this.prefix, key);
    this.keys.push(word);
    this.redisArgs.push(word);
  }

  pushKeys(keys: Word | readonly Word[]): void {
    for (const key of toArray(keys)) this.pushKey(key);
  }

  pushKeysLength(keys: Word | readonly Word[]): void {
    this.push(`${toArray(keys).length}`);
    this.pushKeys(keys);
  }
}

export function withPrefix(prefix: Word, key: Word): Word {
  if (typeof prefix === 'string' && typeof key === 'string') return prefix + key;
  return Buffer.concat([prefix, key].map((one) => Buffer.from(one as string)) as never);
}

/** What a call of a custom command sends, and how its reply is read. */
export interface CustomCall {
  readonly words: readonly Word[];
  /** A script's text in place of its hash, for a server that does not know it yet. */
  readonly bySource: readonly Word[] | undefined;
  /** Its first key. */
  readonly key: Word | undefined;
  readonly isReadonly: boolean;
  read(reply: unknown): unknown;
}

/** `name` is that of a function; a script is called by its hash. */
export function writeCustom(
  name: string,
  command: RedisFunction | RedisScript,
  args: readonly unknown[],
  major: Major,
  prefix: Word | undefined,
): CustomCall {
  const { words, preserve } = writeArguments(command, args, prefix);
  const { NUMBER_OF_KEYS: count, IS_READ_ONLY: isReadonly = false } = command;
  const transform: unknown = command.transformReply;
  const chosen: unknown =
    typeof transform === 'object' && transform !== null
      ? Reflect.get(transform, major === 6 ? 3 : 2)
      : transform;
  // Without a number of keys the arguments begin with it.
  const rest = count === undefined ? words : [count.toString(), ...words];
  const mode = isReadonly ? '_RO' : '';
  const isScript = 'SCRIPT' in command;
  return {
    words: isScript ? [`EVALSHA${mode}`, command.SHA1, ...rest] : [`FCALL${mode}`, name, ...rest],
    bySource: isScript ? [`EVAL${mode}`, command.SCRIPT, ...rest] : undefined,
    key: count === 0 ? undefined : rest[1],
    isReadonly,
    read: (reply) => (typeof chosen === 'function' ? chosen(reply, preserve) : reply),
  };
}

function writeArguments(
  command: RedisFunction,
  args: readonly unknown[],
  prefix: Word | undefined,
): { words: Word[]; preserve?: unknown } {
  const rest = args as readonly never[];
  if (command.parseCommand) {
    const parser = new CommandParser(prefix);
    command.parseCommand(parser, ...rest);
    return { words: parser.redisArgs, preserve: parser.preserve };
  }
  if (!command.transformArguments) throw new TypeError('A script needs transformArguments or parseCommand');
  const words = command.transformArguments(...rest) as Readonly<TransformedArguments>;
  return { words: words.slice(), preserve: words.preserve };
}
