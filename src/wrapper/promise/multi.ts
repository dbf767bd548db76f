import type { Command, Major, Word } from './commands/row.js';
import type { Queued } from './core.js';
import type { Executor } from './define.js';
import { ErrorReply, MultiErrorReply } from './errors.js';
import type { Settings } from './options.js';
import { readRaw, readReply } from './replies.js';
import { type CustomCommand, functionPrefix, readCustomCall, type Script, scriptPrefix } from './scripts.js';
import { writeCommand } from './words.js';

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
  protected readonly queue: Queued[] = [];
  protected readonly target: MultiTarget;
  private selectedDb: number | undefined = undefined;
  private readonly scripts = new Set<string>();

  constructor(target: MultiTarget) {
    this.target = target;
  }

  /** A command in the words of the wire; `transformReply` reads its reply. */
  addCommand(words: readonly Word[], transformReply?: (reply: unknown) => unknown): this {
    const { major, settings } = this.target;
    return this.add(words.slice(), transformReply ?? readRaw(words, major, settings));
  }

  sendCommand(words: readonly Word[]): this {
    return this.addCommand(words);
  }

  select(db: number): this {
    this.selectedDb = db;
    return this.add(['SELECT', db.toString()]);
  }

  exec(asPipeline = false): Promise<unknown[]> {
    if (asPipeline) return this.execAsPipeline();
    return this.target.transaction(this.queue, this.selectedDb).then((replies) => this.read(replies));
  }

  execTyped(asPipeline = false): Promise<unknown[]> {
    return this.exec(asPipeline);
  }

  execAsPipeline(): Promise<unknown[]> {
    if (this.queue.length === 0) return Promise.resolve([]);
    return this.target.pipeline(this.queue, this.selectedDb).then((replies) => this.read(replies));
  }

  execAsPipelineTyped(): Promise<unknown[]> {
    return this.execAsPipeline();
  }

  execute(command: Command, args: readonly unknown[]): this {
    const { major, settings } = this.target;
    const words = writeCommand(command, args, major, settings.keyPrefix);
    return this.add(words, readReply(command, words, major, settings));
  }

  /** Its source goes along once: the server may not know the hash, and a transaction cannot try again. */
  executeScript(script: Script, args: readonly unknown[]): this {
    const { major, settings } = this.target;
    const { words, read } = readCustomCall(script, args, major, settings.keyPrefix);
    const first = !this.scripts.has(script.SHA1);
    this.scripts.add(script.SHA1);
    return this.add([...scriptPrefix(script, first), ...words], read);
  }

  executeFunction(name: string, command: CustomCommand, args: readonly unknown[]): this {
    const { major, settings } = this.target;
    const { words, read } = readCustomCall(command, args, major, settings.keyPrefix);
    return this.add([...functionPrefix(name, command), ...words], read);
  }

  protected add(words: readonly Word[], read?: (reply: unknown) => unknown): this {
    this.queue.push({ words, read });
    return this;
  }

  private read(replies: readonly unknown[]): unknown[] {
    const failed: number[] = [];
    const results = replies.map((reply, i) => {
      if (reply instanceof ErrorReply) {
        failed.push(i);
        return reply;
      }
      const read = this.queue[i]?.read;
      return read ? read(reply) : reply;
    });
    if (failed.length > 0) throw new MultiErrorReply(results, failed);
    return results;
  }
}
