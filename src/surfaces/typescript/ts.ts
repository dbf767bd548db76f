import { createRequire } from 'node:module';

/**
 * TypeScript's parser, out of ts-morph's copy. It is required, not imported, because Node reads all nine megabytes of
 * a CommonJS module for its names first when a module imports it, which takes as long as running it (Node 20: 2.0 s
 * against 1.0 s on a busy machine). `#typescript` in package.json gives this module ts-morph's types.
 */
const { resolve } = createRequire(import.meta.url);

export const { ts }: { readonly ts: unknown } = createRequire(resolve('ts-morph'))('@ts-morph/common');
