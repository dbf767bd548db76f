/** The error classes of node-redis 2 and 3, on those that iovalkey's replies have. */
import { ReplyError as EngineReplyError } from 'iovalkey';

export interface ErrorClass<E> {
  new (message?: string): E;
  readonly prototype: E;
}

export interface RedisError extends Error {
  name: string;
}
export interface ReplyError extends RedisError {
  command: string;
  args?: unknown[] | undefined;
  code: string;
}

// iovalkey declares its ReplyError as `any`, and does not export the class that it extends.
export const ReplyError: ErrorClass<ReplyError> = EngineReplyError;
export const RedisError: ErrorClass<RedisError> = Object.getPrototypeOf(EngineReplyError);

/** A command that got no reply: the connection was lost, closed, or never made. */
export class AbortError extends RedisError {
  declare command: string;
  declare args?: unknown[] | undefined;
  declare code?: string | undefined;
  declare origin?: unknown;

  constructor(attributes: { message?: string; code?: string; errors?: Error[] }) {
    if (typeof attributes !== 'object' || attributes === null) {
      throw new TypeError('The options argument is required');
    }
    super(attributes.message);
    const { message: _, ...others } = attributes;
    Object.assign(this, others);
  }
}

/** Several commands without a callback that failed at once; only debug mode reports these. */
// biome-ignore lint/suspicious/noShadowRestrictedNames: the name that node-redis exports it by.
export class AggregateError extends AbortError {
  declare errors: Error[];
}

/** The server sent something that is no reply. */
export class ParserError extends RedisError {
  offset: number;
  buffer: Buffer;

  constructor(message: string, buffer: Buffer, offset: number) {
    super(message);
    this.offset = offset;
    this.buffer = buffer;
  }
}

/** iovalkey does not export the class of its parser's errors: its error becomes one of ours. */
export function toParserError(error: Error): Error {
  return Object.setPrototypeOf(error, ParserError.prototype);
}

/** What a program reads as `error.code`. */
export function codeOf(error: Error): unknown {
  return Reflect.get(error, 'code');
}

/** What this client does not carry fails at once, with the way out. */
export function notCarried(what: string): Error {
  return new Error(
    `${what} is not supported by this Valkey client. Keep the redis package for this code: run valkey-codemod with --engine installed.`,
  );
}
