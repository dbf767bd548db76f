/**
 * A reason to stop that a person can act on. The message names the file or directory and the next thing to do.
 * `exitCode` 2: the request cannot be served, nothing was begun. 3: a fault while working; the repository is as it
 * was, unless the message says otherwise.
 */
export class WorkError extends Error {
  override readonly name = 'WorkError';

  constructor(
    message: string,
    readonly exitCode: 2 | 3,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The `code` of a system error (`ENOENT`, `EACCES`, …), or null for anything else. */
export function systemErrorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
