/** The error classes that node-redis 4 to 6 export. Their messages are part of what applications and their logs know. */

export class AbortError extends Error {
  constructor() {
    super('The command was aborted');
  }
}

export class WatchError extends Error {
  constructor(message = 'One (or more) of the watched keys has been changed') {
    super(message);
  }
}

export class ConnectionTimeoutError extends Error {
  constructor() {
    super('Connection timeout');
  }
}

export class SocketTimeoutError extends Error {
  constructor(timeout: number) {
    super(`Socket timeout timeout. Expecting data, but didn't receive any in ${timeout}ms.`);
  }
}

export class ClientClosedError extends Error {
  constructor() {
    super('The client is closed');
  }
}

export class ClientOfflineError extends Error {
  constructor() {
    super('The client is offline');
  }
}

export class DisconnectsClientError extends Error {
  constructor() {
    super('Disconnects client');
  }
}

export class SocketClosedUnexpectedlyError extends Error {
  constructor() {
    super('Socket closed unexpectedly');
  }
}

export class RootNodesUnavailableError extends Error {
  constructor() {
    super('All the root nodes are unavailable');
  }
}

export class ReconnectStrategyError extends Error {
  readonly originalError: Error;
  readonly socketError: unknown;
  constructor(originalError: Error, socketError: unknown) {
    super(originalError.message);
    this.originalError = originalError;
    this.socketError = socketError;
  }
}

/** An error that the server replied with: what node-redis 4 throws, and the base of what 5 and 6 throw. */
export class ErrorReply extends Error {}

/** What node-redis 5 and 6 throw for an error reply. */
export class SimpleError extends ErrorReply {}

/** An error reply of RESP3 that may hold line breaks; servers do not send it, applications test for it. */
export class BlobError extends ErrorReply {}

export class TimeoutError extends Error {}

export class SocketTimeoutDuringMaintenanceError extends TimeoutError {
  constructor(timeout: number) {
    super(`Socket timeout during maintenance. Expecting data, but didn't receive any in ${timeout}ms.`);
  }
}

export class CommandTimeoutDuringMaintenanceError extends TimeoutError {
  constructor(timeout: number) {
    super(`Command timeout during maintenance. Waited to write command for more than ${timeout}ms.`);
  }
}

/** Commands of a MULTI or pipeline failed while others did not. */
export class MultiErrorReply extends ErrorReply {
  readonly replies: unknown[];
  readonly errorIndexes: number[];
  constructor(replies: unknown[], errorIndexes: number[]) {
    super(`${errorIndexes.length} commands failed, see .replies and .errorIndexes for more information`);
    this.replies = replies;
    this.errorIndexes = errorIndexes;
  }

  *errors(): Generator<unknown, void, undefined> {
    for (const index of this.errorIndexes) yield this.replies[index];
  }
}

export class OpenTelemetryError extends Error {}

export class ScanIteratorInterruptedError extends Error {
  constructor(cause?: unknown) {
    super('Scan iteration was interrupted by a Sentinel master change');
    setCause(this, cause);
  }
}

export class MaxCommandRedirectionsError extends Error {
  constructor(cause?: unknown) {
    super('Too many Cluster redirections');
    setCause(this, cause);
  }
}

/** An option or member of the original that a Valkey client cannot carry; it says how to go on. */
export class NotCarriedError extends Error {
  constructor(what: string) {
    super(
      `${what} is not supported by this Valkey client. Keep the redis package for this code: run valkey-codemod with --engine installed.`,
    );
  }
}

/** What was left out of the files that a migration copied, because nothing in the repository named it. */
export class NotCopiedError extends Error {
  constructor(what: string) {
    super(
      `${what} was not copied with this Valkey client: no code named it. Run valkey-codemod again to add it.`,
    );
  }
}

/** As `new Error(message, { cause })` does, which needs a newer `lib`. */
function setCause(error: Error, cause: unknown): void {
  if (cause !== undefined)
    Object.defineProperty(error, 'cause', { value: cause, configurable: true, writable: true });
}
