import { Command, Pipeline } from 'iovalkey';
import { type Major, type Marked, majorOf } from './options.js';

type Word = string | Buffer;
type Outcome = readonly [error: unknown] | readonly [error: null, reply: unknown];

/** What iovalkey's pipeline has (Pipeline.js of 0.4.0). */
interface Waiting {
  readonly options: Marked & { readonly keyPrefix?: Word; readonly showFriendlyErrorStack?: boolean };
  readonly isCluster: boolean;
  readonly _queue: unknown[];
  readonly _transactions: number;
  sendCommand(command: unknown): unknown;
  fillResult(outcome: Outcome, position: number): void;
}

/**
 * A command that nobody waits for but its pipeline, which it tells at once. In iovalkey five promises stand between a
 * reply and the pipeline's result, and as many closures; while many pipelines are under way, these are most of the work.
 */
export class PipelineCommand {
  readonly name: string;
  readonly args: Word[];
  readonly replyEncoding: string | null;
  readonly bufferMode: boolean;
  inTransaction = false;
  pipelineIndex = 0;
  isResolved = false;
  private readonly pipeline: Waiting;
  private settled: Outcome | undefined = undefined;
  declare onSettled?: (outcome: Outcome) => void;
  declare _commandTimeoutTimer?: NodeJS.Timeout;
  // Command's own.
  declare transformReply: (reply: unknown) => unknown;
  declare _iterateKeys: (transform: (key: Word) => Word) => unknown;

  constructor(pipeline: Waiting, name: string, args: Word[], replyEncoding: string | null) {
    this.name = name;
    this.args = args;
    this.replyEncoding = replyEncoding;
    this.bufferMode = args.some(isBuffer);
    this.pipeline = pipeline;
  }

  /** What `sendCommand` of a pipeline does. */
  join(): unknown {
    const { pipeline } = this;
    this.inTransaction = pipeline._transactions > 0;
    this.pipelineIndex = pipeline._queue.length;
    pipeline._queue.push(this);
    return pipeline;
  }

  // These are functions of their own, as those of a Command are: who watches commands takes and replaces them.
  get resolve(): (reply: unknown) => void {
    return (reply) => this.settleWith(reply);
  }
  set resolve(value: (reply: unknown) => void) {
    Object.defineProperty(this, 'resolve', { value, configurable: true, writable: true });
  }
  get reject(): (error: unknown) => void {
    return (error) => this.settle([error]);
  }
  set reject(value: (error: unknown) => void) {
    Object.defineProperty(this, 'reject', { value, configurable: true, writable: true });
  }

  /** Made for who asks. */
  get promise(): Later {
    return new Later(this);
  }

  outcome(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const tell = (outcome: Outcome): void =>
        outcome.length === 1 ? reject(outcome[0]) : resolve(outcome[1]);
      if (this.settled) {
        tell(this.settled);
        return;
      }
      const { onSettled } = this;
      this.onSettled = (outcome) => {
        onSettled?.(outcome);
        tell(outcome);
      };
    });
  }

  private settleWith(reply: unknown): void {
    let result: unknown;
    try {
      result = this.transformReply(reply);
    } catch (error) {
      this.settle([error]);
      return;
    }
    this.isResolved = true;
    this.settle([null, result]);
  }

  private settle(outcome: Outcome): void {
    if (this.settled) return;
    this.settled = outcome;
    if (this._commandTimeoutTimer) clearTimeout(this._commandTimeoutTimer);
    this.onSettled?.(outcome);
    this.pipeline.fillResult(outcome, this.pipelineIndex);
  }
}
Object.setPrototypeOf(PipelineCommand.prototype, Command.prototype);

/** A promise of a command's outcome that is made when somebody waits for it. */
class Later implements PromiseLike<unknown> {
  private readonly command: PipelineCommand;

  constructor(command: PipelineCommand) {
    this.command = command;
  }

  // biome-ignore lint/suspicious/noThenProperty: what is waited for has it.
  then<A = unknown, B = never>(
    onReply?: ((reply: unknown) => A | PromiseLike<A>) | null,
    onError?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.command.outcome().then(onReply, onError);
  }

  catch<B = never>(onError?: ((error: unknown) => B | PromiseLike<B>) | null): Promise<unknown> {
    return this.then(undefined, onError);
  }

  finally(onEnd?: (() => void) | null): Promise<unknown> {
    return this.command.outcome().finally(onEnd);
  }
}

interface ArgumentTransformer {
  transformerFunction(args: readonly unknown[]): readonly unknown[];
  readonly includeCommand?: boolean;
}
const argumentTransformers: Readonly<Record<string, ArgumentTransformer | undefined>> =
  Reflect.get(Command, '_transformer')?.argument ?? {};

/** Makes such commands of all calls that ask for nothing more. `isSpecial` tells the commands of a major that do. */
export function addPipelineCommands(isSpecial: (name: string, major: Major) => boolean): void {
  const { prototype } = Pipeline;
  for (const name of prototype.getBuiltinCommands()) {
    for (const [method, encoding] of [
      [name, 'utf8'],
      [`${name}Buffer`, null],
    ] as const) {
      // Those that are its own (`exec`, `multi`) do more.
      if (Object.getOwnPropertyDescriptor(prototype, method)) continue;
      const usual: (...given: unknown[]) => unknown = Reflect.get(prototype, method);
      const value = function (this: Waiting, ...given: unknown[]): unknown {
        const major = majorOf(this.options);
        const words =
          major !== undefined && isPlain(this) && !isSpecial(name, major) ? wordsOf(name, given) : undefined;
        if (!words) return Reflect.apply(usual, this, given);
        const command = new PipelineCommand(this, name, words, encoding);
        const { keyPrefix } = this.options;
        if (keyPrefix) command._iterateKeys((key) => withPrefix(key, `${keyPrefix}`));
        return this.sendCommand(command);
      };
      Object.defineProperty(prototype, method, {
        value,
        configurable: true,
        enumerable: true,
        writable: true,
      });
    }
  }
}

function isPlain({ isCluster, options }: Waiting): boolean {
  return !isCluster && !options.showFriendlyErrorStack && !isBuffer(options.keyPrefix);
}

/** The arguments as they go out; undefined if there is a callback or a value among them that is no plain word. */
function wordsOf(name: string, given: unknown[]): Word[] | undefined {
  const transformer = argumentTransformers[name];
  if (transformer?.includeCommand) return undefined;
  if (!transformer && areWords(given)) return given;
  const args = given.flat();
  const words: Word[] = [];
  for (const one of transformer ? transformer.transformerFunction(args) : args) {
    if (typeof one === 'string' || isBuffer(one)) words.push(one);
    else if (typeof one === 'number') words.push(`${one}`);
    else return undefined;
  }
  return words;
}

function areWords(args: unknown[]): args is Word[] {
  for (let i = 0; i < args.length; i++) {
    if (typeof args[i] !== 'string' && !isBuffer(args[i])) return false;
  }
  return true;
}

function isBuffer(value: unknown): value is Buffer {
  return value instanceof Buffer;
}

function withPrefix(key: Word, prefix: string): Word {
  return isBuffer(key) ? Buffer.concat([Buffer.from(prefix), key] as never) : prefix + key;
}
