import { sourceMajor } from './major.js';

/** Prints while `debug_mode` is on. Takes a function, so that nothing is built while it is off. No credentials in it. */
export function debug(message: () => string): void {
  if (!debug.enabled) return;
  if (sourceMajor === 2) console.error(message());
  else console.error(new Date().toISOString(), message());
}

debug.enabled = /\bredis\b/i.test(process.env['NODE_DEBUG'] ?? '');
