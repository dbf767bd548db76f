/** `client.batch()` and `client.multi()`: commands that are kept until they are sent together. */
import type { Callback, Commands, Untyped } from './types.js';
import type { RedisClient } from './client.js';
import { Command, type Done, toDone } from './command.js';
import { codeOf } from './errors.js';
import { Queue } from './queue.js';
import { errorCode } from './replies.js';

// The methods of all commands, and second names, are added to the prototype in commands.ts.
export interface Multi extends Commands<Multi> {
  EXEC(callback?: Callback<Untyped[]>): boolean;
  EXEC_ATOMIC(callback?: Callback<Untyped[]>): boolean;
}

// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the table of commands gives the methods.
export class Multi {
  _client: RedisClient;
  queue = new Queue<Command>();
  /** MONITOR inside a transaction spoils its replies: it is refused at EXEC. */
  monitoring = false;
  readonly transaction: boolean;

  /** `commands` are lists of a name and arguments. */
  constructor(client: RedisClient, commands?: readonly (readonly unknown[])[], transaction = false) {
    this._client = client;
    this.transaction = transaction;
    for (const [name, ...args] of commands ?? []) {
      const [command, ...given]: unknown[] = Array.isArray(name) ? [...name, ...args] : [name, ...args];
      const method: unknown = Reflect.get(this, `${command}`);
      if (typeof method !== 'function') throw new TypeError(`"${command}" is not a command`);
      Reflect.apply(method, this, given);
    }
  }

  exec(callback?: Callback<Untyped[]>): boolean {
    return this.transaction ? this.exec_transaction(callback) : this.exec_batch(callback);
  }

  /** One command needs no transaction. */
  exec_atomic(callback?: Callback<Untyped[]>): boolean {
    return this.queue.length < 2 ? this.exec_batch(callback) : this.exec(callback);
  }

  exec_transaction(whenDone?: Callback<Untyped[]>): boolean {
    const client = this._client;
    const callback = toDone(whenDone);
    if (this.monitoring || client.monitoring) {
      const error = new RangeError(
        'Using transaction with a client that is in monitor mode does not work due to faulty return values of Redis.',
      );
      client.settleInOrder(callback, Object.assign(error, { command: 'EXEC', code: 'EXECABORT' }));
      return false;
    }
    const commands = this.queue.toArray();
    const callbacks = commands.map((command) => command.callback);
    const errors: Error[] = [];
    const queued: Command[] = [];
    this.queue.clear();
    client.send(new Command('multi', [], () => {}));
    commands.forEach((command, position) => {
      // The reply to this is QUEUED; its own callback waits for EXEC.
      command.callback = (error) => {
        command.callback = callbacks[position];
        if (!error) {
          queued.push(command);
          return;
        }
        command.callback?.(error);
        errors.push(Object.assign(error, { position }));
      };
      client.send(command);
    });
    client.send(
      new Command('exec', [], (error, replies) => {
        if (error) {
          Object.assign(error, { errors });
          if (callback) callback(error);
          else if (codeOf(error) !== 'CONNECTION_BROKEN') client.emit('error', error);
          return;
        }
        if (Array.isArray(replies)) this.settleAll(replies, queued);
        callback?.(null, replies);
      }),
    );
    return !client.should_buffer;
  }

  exec_batch(whenDone?: Callback<Untyped[]>): boolean {
    const client = this._client;
    const callback = toDone(whenDone);
    const { length } = this.queue;
    if (length === 0) {
      client.settleInOrder(callback, null, []);
      return !client.should_buffer;
    }
    const results: unknown[] = [];
    // As node-redis keeps them: in the order of the replies, unless the command has a callback of its own. What cannot
    // be sent is answered before all others. Most have none, and one closure does for them.
    const keep: Done = (error, reply) => {
      const position = results.length;
      results.push(error ? Object.assign(error, { position }) : reply);
    };
    for (let position = 0; position < length; position++) {
      const command = this.queue.shift();
      if (command && callback) {
        const { callback: own } = command;
        command.callback = own ? keepAt(position, results, own) : keep;
        if (position === length - 1) command.callback = both(command.callback, () => callback(null, results));
      }
      if (command) client.send(command);
    }
    return !client.should_buffer;
  }

  /** EXEC's replies, each as its command asked for. */
  private settleAll(replies: unknown[], commands: readonly Command[]): void {
    for (let i = 0; i < replies.length; i++) {
      const command = commands[i];
      const reply: unknown = replies[i];
      if (!command) continue;
      if (reply instanceof Error) {
        const code = errorCode(reply.message);
        Object.assign(reply, code && { code }, { command: command.command.toUpperCase() });
        command.callback?.(reply);
      } else {
        replies[i] = this._client.convert(reply, command);
        command.callback?.(null, replies[i]);
      }
    }
  }
}

function keepAt(position: number, results: unknown[], own: Done): Done {
  return both((error, reply) => {
    results[position] = error ? Object.assign(error, { position }) : reply;
  }, own);
}

function both(first: Done, second: Done): Done {
  return (error, reply) => {
    first(error, reply);
    second(error, reply);
  };
}
