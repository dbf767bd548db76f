import type { Command, Major } from './commands/row.js';
import { commandsOf } from './commands/table.js';
import { NotCarriedError } from './errors.js';
import type { RedisFunction, RedisFunctions, RedisScripts } from './types.js';

/** What runs a command: a client, a transaction, a pool, a cluster. */
export interface Executor {
  _execute(command: Command, args: readonly unknown[]): unknown;
  /** A script, or a function by its name in its library. */
  _executeCustom(name: string, command: RedisFunction, args: readonly unknown[]): unknown;
}

/** Namespaces of the modules that `redis` adds to a client and Valkey 8 alone does not have. */
const MODULES = ['bf', 'cms', 'cf', 'tDigest', 'topK', 'graph', 'json', 'ft', 'ts'];

/**
 * Gives a class one method for each command of the major, under both of its names. Methods that the class has of its
 * own stay: they keep books about what they send.
 */
export function defineCommands(Class: { readonly prototype: Executor }, major: Major): void {
  const { prototype } = Class;
  // What packages that take any client tell this one by.
  Object.defineProperty(Class, 'name', { value: major === 4 ? 'Commander' : 'Class' });
  for (const command of commandsOf(major)) {
    const method = function (this: Executor, ...args: unknown[]): unknown {
      return this._execute(command, args);
    };
    for (const name of [command.name, command.upper]) {
      if (!(name in prototype)) define(prototype, name, method);
    }
  }
  for (const name of MODULES) {
    Object.defineProperty(prototype, name, {
      configurable: true,
      get() {
        throw new NotCarriedError(`The module ${name}`);
      },
    });
  }
}

/** Upper-case names of methods that are no rows of the table: `SUBSCRIBE` for `subscribe`. */
export function defineUpperCase(Class: { readonly prototype: object }, names: readonly string[]): void {
  for (const name of names) define(Class.prototype, name.toUpperCase(), Reflect.get(Class.prototype, name));
}

/**
 * A class of its own for a client with scripts or functions, since they become methods: what it makes (`Multi`,
 * `_Pool`) gets them, too.
 */
export function extendClass<C extends new (...args: never[]) => Executor>(
  Class: C,
  options: { readonly scripts?: RedisScripts | undefined; readonly functions?: RedisFunctions | undefined },
): C {
  const { scripts, functions } = options;
  if (!scripts && !functions) return Class;
  const Extended = subclass(Class);
  Object.defineProperty(Extended, 'name', { value: Reflect.get(Class, 'name') });
  for (const name of ['Multi', '_LegacyMulti', '_Pool']) {
    const Made: unknown = Reflect.get(Class.prototype, name);
    if (typeof Made === 'function') define(Extended.prototype, name, extendClass(Made as C, options));
  }
  for (const [name, script] of Object.entries(scripts ?? {})) {
    define(Extended.prototype, name, function (this: Executor, ...args: unknown[]): unknown {
      return this._executeCustom(name, script, args);
    });
  }
  for (const [library, commands] of Object.entries(functions ?? {})) {
    Object.defineProperty(Extended.prototype, library, {
      configurable: true,
      get(this: Executor) {
        return bindFunctions(this, commands);
      },
    });
  }
  return Extended;
}

function bindFunctions(executor: Executor, commands: Record<string, RedisFunction>): object {
  const bound: Record<string, (...args: unknown[]) => unknown> = {};
  for (const [name, command] of Object.entries(commands)) {
    bound[name] = (...args) => executor._executeCustom(name, command, args);
  }
  return bound;
}

function subclass<C extends new (...args: never[]) => object>(Class: C): C {
  // A mixin's constructor must take any[]; its instances are those of the class.
  const Base: new (...args: never[]) => object = Class;
  const Extended = class extends Base {};
  Object.setPrototypeOf(Extended, Class);
  return Extended as unknown as C;
}

/** Who prints or compares a client is not interested in its sockets, and password. */
export function hide(client: object, ...names: readonly string[]): void {
  for (const name of names) Object.defineProperty(client, name, { enumerable: false });
}

/** Sets a class on a prototype, for instances to create from. */
export function define(prototype: object, name: string, value: unknown): void {
  Object.defineProperty(prototype, name, { value, configurable: true, enumerable: true, writable: true });
}
