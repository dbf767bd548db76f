import type { Word } from './arguments.js';

export function resp3Reply(_words: readonly Word[], raw: unknown): unknown {
  return raw;
}
