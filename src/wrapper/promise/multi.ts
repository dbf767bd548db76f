import type { Command, Major, Word } from './commands/row.js';
import type { Queued } from './core.js';
import type { Executor } from './define.js';
import { ErrorReply, MultiErrorReply } from './errors.js';
import type { Settings } from './options.js';
import { readRaw, readReply } from './replies.js';
import { writeCustom } from './scripts.js';
import { writeCommand } from './words.js';
import type { RedisFunction } from './types.js';

/** What a transaction needs from the client, pool or cluster that it belongs to. */
export interface MultiTarget {
  readonly major: Major;
  readonly settings: Settings;
  transaction(commands: readonly Queued[], selectedDb: number | undefined): Promise<unknown[]>;
  pipeline(commands: readonly Queued[], selectedDb: number | undefined): Promise<unknown[]>;
}

export type MultiClass = new (target: MultiTarget) => Multi;

/** Commands that are collected first, and sent together by `exec`. */
export class Multi implements Executor {
  protected readonly _queue: Queued[] = [];
  protected readonly _target: MultiTarget;
  private _selectedDb: number | undefined = undefined;
  private readonly _scripts = new Set<string>();
  /** An argument that cannot be sent: nothing is, then. */
  private _refused: Error | undefined = undefined;

  constructor(target: MultiTarget) {
    this._target = target;
  }

  /** A command in the words of the wire; `transformReply` reads its reply. */
  addCommand(words: readonly Word[], transformReply?: (reply: unknown) => unknown): this {
    const { major, settings } = this._target;
    return this._add(words.slice(), transformReply ?? readRaw(words, major, settings));
  }

  sendCommand(words: readonly Word[]): this {
    return this.addCommand(words);
  }

  select(db: number): this {
    this._selectedDb = db;
    return this._add(['SELECT', db.toString()]);
  }

  exec(asPipeline = false): Promise<unknown[]> {
    if (asPipeline) return this.execAsPipeline();
    if (this._refused) return Promise.reject(this._refused);
    return this._target.transaction(this._queue, this._selectedDb).then((replies) => this._read(replies));
  }

  execTyped(asPipeline = false): Promise<unknown[]> {
    return this.exec(asPipeline);
  }

  execAsPipeline(): Promise<unknown[]> {
    if (this._refused) return Promise.reject(this._refused);
    if (this._queue.length === 0) return Promise.resolve([]);
    return this._target.pipeline(this._queue, this._selectedDb).then((replies) => this._read(replies));
  }

  execAsPipelineTyped(): Promise<unknown[]> {
    return this.execAsPipeline();
  }

  _execute(command: Command, args: readonly unknown[]): this {
    const { major, settings } = this._target;
    const keys: number[] = [];
    let words: Word[];
    try {
      words = writeCommand(command, args, major, settings.keyPrefix, keys);
    } catch (error) {
      // The original finds this out when it sends; what its methods themselves cannot read they throw at once.
      if (!(error instanceof TypeError) || !/^(?:Invalid argument type|"arguments\[)/.test(error.message))
        throw error;
      this._refused = this._refused ?? error;
      return this;
    }
    return this._add(words, readReply(command, words, major, settings), words[keys[0] ?? words.length]);
  }

  /** A script's source goes along once: the server may not know the hash, and a transaction cannot try again. */
  _executeCustom(name: string, command: RedisFunction, args: readonly unknown[]): this {
    const { major, settings } = this._target;
    const { words, bySource, read, key } = writeCustom(name, command, args, major, settings.keyPrefix);
    const hash = String(words[1]);
    if (!bySource || this._scripts.has(hash)) return this._add(words, read, key);
    this._scripts.add(hash);
    return this._add(bySource, read, key);
  }

  protected _add(words: readonly Word[], read?: (reply: unknown) => unknown, key?: Word): this {
    this._queue.push({ words, read, key });
    return this;
  }

  private _read(replies: readonly unknown[]): unknown[] {
    const failed: number[] = [];
    const results = replies.map((reply, i) => {
      if (reply instanceof ErrorReply) {
        failed.push(i);
        return reply;
      }
      const read = this._queue[i]?.read;
      return read ? read(reply) : reply;
    });
    if (failed.length > 0) throw new MultiErrorReply(results, failed);
    return results;
  }
}
