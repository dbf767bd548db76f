import { createRequire } from 'node:module';
import { installedFile } from '../../installed.js';

/**
 * TypeScript's parser, out of ts-morph's copy; the build puts it into one file, with no more of TypeScript than code here
 * names (scripts/parser.mjs): after naming more of it, build again. It is required, not
 * imported, because Node reads all nine megabytes of a CommonJS module for its names first when a module imports it,
 * which takes as long as running it. `#typescript` in package.json gives this module ts-morph's types.
 */
export const ts: unknown = createRequire(import.meta.url)(installedFile('dist/typescript.cjs'));
