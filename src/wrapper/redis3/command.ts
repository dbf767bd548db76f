/** One command: from the forms that a caller may use, to its bytes and its callback. */
import { sourceMajor } from './major.js';

/** As node-redis calls it: `(error)`, or `(null, reply)`. */
export type Done = (error: Error | null, reply?: unknown) => void;

const traced =
  /development/i.test(process.env['NODE_ENV'] ?? '') || /\bredis\b/i.test(process.env['NODE_DEBUG'] ?? '');

export class Command {
  /** Its name in lower case. */
  readonly command: string;
  /** The arguments as the caller gave them: errors show these. */
  readonly given: readonly unknown[];
  callback: Done | undefined;
  /** What changes with the client's mode once the command is on its way. */
  readonly onWrite: (() => void) | undefined;
  /** Whether an argument was a Buffer: `detect_buffers` then gives Buffers. */
  hasBuffers = false;
  /** While developing, the call's own stack is added to that of its error. */
  declare readonly error?: Error;

  constructor(command: string, given: readonly unknown[], callback?: Done, onWrite?: () => void) {
    this.command = command;
    this.given = given;
    this.callback = callback;
    this.onWrite = onWrite;
    if (traced) this.error = new Error();
  }
}

/** A command from the arguments of a call: `([a, b], callback?)`, `(a, [b, c], callback?)` or `(a, b, callback?)`. */
export function fromCall(command: string, given: unknown[], onWrite?: () => void): Command {
  const [first, second] = given;
  if (Array.isArray(first)) {
    return new Command(command, first, given.length === 2 ? toDone(second) : undefined, onWrite);
  }
  if (given.length > 1 && Array.isArray(second)) {
    return new Command(
      command,
      [first, ...second],
      given.length === 3 ? toDone(given[2]) : undefined,
      onWrite,
    );
  }
  return new Command(command, given, takeCallback(given), onWrite);
}

/** Removes the callback, or the `undefined` in its place, from the end of the arguments. */
export function takeCallback(given: unknown[]): Done | undefined {
  const last = given[given.length - 1];
  if (given.length === 0 || (typeof last !== 'function' && last !== undefined)) return undefined;
  given.length -= 1;
  return toDone(last);
}

export function toDone(callback: unknown): Done | undefined {
  return isFunction(callback) ? callback : undefined;
}

function isFunction(value: unknown): value is (...given: unknown[]) => unknown {
  return typeof value === 'function';
}

/**
 * The arguments as they go to the server. Gives what is wrong with one that cannot be sent: node-redis 2 sends its text
 * with a warning instead.
 */
export function sentArguments(
  command: Command,
  client: { warn(message: string): void },
): readonly (string | Buffer)[] | Error {
  const { given } = command;
  // Nearly always: then nothing is copied, and a large batch is not held twice.
  if (areStrings(given)) return given;
  const args: (string | Buffer)[] = new Array(given.length);
  for (let i = 0; i < given.length; i++) {
    const value = given[i];
    if (typeof value === 'string') args[i] = value;
    else if (Buffer.isBuffer(value)) {
      args[i] = value;
      command.hasBuffers = true;
    } else if (value instanceof Date) args[i] = value.toString();
    else if (value === undefined || typeof value === 'object') {
      if (sourceMajor === 3) return invalidArgument(command, value);
      client.warn(deprecatedArgument(command, value));
      args[i] = `${value}`;
    } else args[i] = `${value}`;
  }
  return args;
}

function areStrings(given: readonly unknown[]): given is readonly string[] {
  for (let i = 0; i < given.length; i++) if (typeof given[i] !== 'string') return false;
  return true;
}

function invalidArgument(command: Command, value: unknown): Error {
  const type = value === undefined ? ' of "undefined"' : '';
  const error = new Error(
    `node_redis: The ${command.command.toUpperCase()} command contains a invalid argument type${type}.\n` +
      'Only strings, dates and buffers are accepted. Please update your code to use valid argument types.',
  );
  return describe(error, command);
}

function deprecatedArgument(command: Command, value: unknown): string {
  const name = command.command.toUpperCase();
  const [what, text] =
    value === undefined || value === null
      ? [`a "${value}" argument`, `a "${value}" string`]
      : [`a argument of type ${Object(value).constructor.name}`, `"${value}" by using .toString()`];
  return (
    `Deprecated: The ${name} command contains ${what}.\n` +
    `This is converted to ${text} now and will return an error from v.3.0 on.\n` +
    'Please handle this in your code to make sure everything works as you intended it to.'
  );
}

/** An error knows the command that failed. The arguments of AUTH are not listed, so that no log prints a password. */
export function describe<E extends Error>(error: E, command: Command): E {
  Object.assign(error, { command: command.command.toUpperCase() });
  if (command.given.length === 0) return error;
  const enumerable = command.command !== 'auth';
  return Object.defineProperty(error, 'args', {
    value: command.given,
    enumerable,
    configurable: true,
    writable: true,
  });
}
