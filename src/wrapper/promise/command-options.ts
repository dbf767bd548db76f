import type { CallOptions } from './options.js';

const MARK: unique symbol = Symbol('Command Options');

/** Options of one command in major 4: given as its first argument. */
export type CommandOptions4<T> = T & { readonly [MARK]: true };

export function commandOptions<T extends object>(options: T): CommandOptions4<T> {
  return Object.assign(options, { [MARK]: true as const });
}

function isCommandOptions(value: unknown): value is CommandOptions4<CallOptions> {
  return typeof value === 'object' && value !== null && MARK in value;
}

/** The options that a call of major 4 begins with, and its other arguments. */
export function takeOptions(args: readonly unknown[]): {
  options: CallOptions | undefined;
  rest: readonly unknown[];
} {
  const [first] = args;
  return isCommandOptions(first)
    ? { options: first, rest: args.slice(1) }
    : { options: undefined, rest: args };
}
