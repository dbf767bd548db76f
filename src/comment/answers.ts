import { WorkError } from '../repository/errors.js';
import type { Answer } from './http.js';

/** 401, 403, 404: what a token without the right to write gets. */
export function mayNot({ status }: Answer): boolean {
  return status === 401 || status === 403 || status === 404;
}

export function refused(status: number, what: string): WorkError {
  return new WorkError(`the platform did not let this token ${what} (it answers ${status})`, 3);
}

export function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

export function textAt(value: unknown, key: string): string | null {
  const field = fieldOf(value, key);
  return typeof field === 'string' ? field : null;
}

export function numberAt(value: unknown, key: string): number | null {
  const field = fieldOf(value, key);
  return typeof field === 'number' ? field : null;
}
