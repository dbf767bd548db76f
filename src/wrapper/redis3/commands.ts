/** Gives RedisClient and Multi a method for each command, in lower and in upper case. */
import { CALLS, sendCredentials } from './calls.js';
import { RedisClient } from './client.js';
import { Command, fromCall } from './command.js';
import { COMMAND_NAMES } from './command-names.js';
import { Multi } from './multi.js';

/** Adds a command that the client has no method for. One with other characters gets a second name: `nr.run`, `nr_run`. */
export function addCommand(command: string): void {
  const name = command.replace(/(?:^([0-9])|[^a-zA-Z0-9_$])/g, '_$1');
  const make = CALLS[command] ?? ((_, given) => fromCall(command, given));
  addMethod(RedisClient.prototype, command, name, function (this: RedisClient, ...given: unknown[]) {
    return this.send(make(this, given));
  });
  addMethod(Multi.prototype, command, name, function (this: Multi, ...given: unknown[]) {
    this.queue.push(make(this._client, given));
    return this;
  });
}

/** A method that is there already is never replaced. Like all in these prototypes it can be listed, for promisifyAll. */
function addMethod(prototype: object, command: string, name: string, method: object): void {
  if (command in prototype) return;
  Object.defineProperty(method, 'name', { value: name });
  for (const key of [command, command.toUpperCase(), name, name.toUpperCase()]) {
    Reflect.set(prototype, key, method);
  }
}

/** Lists a method of the class under more names, the ones of node-redis. */
function list(prototype: object, names: readonly string[]): void {
  const [own = ''] = names;
  const value: unknown = Reflect.get(prototype, own);
  for (const name of names) {
    Object.defineProperty(prototype, name, { value, enumerable: true, configurable: true, writable: true });
  }
}

// These do more to a client than to send a command.
Object.assign(RedisClient.prototype, {
  auth(this: RedisClient, ...given: unknown[]) {
    return sendCredentials(this, given);
  },
  quit(this: RedisClient, ...given: unknown[]) {
    const result = this.send(CALLS['quit']!(this, given));
    // Whether it is sent or waits for a connection: nothing else follows.
    this.closing = true;
    this.ready = false;
    return result;
  },
});
Object.assign(Multi.prototype, {
  monitor(this: Multi, ...given: unknown[]) {
    if (this.transaction) this.monitoring = true;
    else this.queue.push(CALLS['monitor']!(this._client, given));
    return this;
  },
  quit(this: Multi, ...given: unknown[]) {
    const client = this._client;
    const { callback } = CALLS['quit']!(client, given);
    // Only when its turn comes, so that what is before it in a batch is still sent.
    const onWrite = (): void => {
      client.closing = true;
      client.ready = false;
    };
    this.queue.push(new Command('quit', [], callback, onWrite));
    return this;
  },
});
list(RedisClient.prototype, ['auth', 'AUTH']);
list(RedisClient.prototype, ['quit', 'QUIT']);
list(RedisClient.prototype, ['multi', 'MULTI']);
list(RedisClient.prototype, ['batch', 'BATCH']);
list(RedisClient.prototype, ['send_command', 'sendCommand']);
for (const name of ['end', 'unref', 'duplicate', 'cork', 'uncork']) list(RedisClient.prototype, [name]);
list(Multi.prototype, ['monitor', 'MONITOR']);
list(Multi.prototype, ['quit', 'QUIT']);
list(Multi.prototype, ['exec', 'EXEC']);
list(Multi.prototype, ['exec_atomic', 'EXEC_ATOMIC', 'execAtomic']);
list(Multi.prototype, ['exec_transaction']);
list(Multi.prototype, ['exec_batch']);
for (const command of COMMAND_NAMES) addCommand(command);
