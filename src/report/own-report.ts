/** How the formats begin that programs read; what follows names variables and URLs, and is no program that reads them. */
const BEGINNINGS: readonly RegExp[] = [
  /^\{\s*"version": 1,\s*"tool": \{\s*"name": "valkey-codemod"/,
  /^\{\s*"\$schema": "[^"]*sarif[^"]*",[\s\S]{0,200}"driver": \{\s*"name": "valkey-codemod"/,
  /^\{\s*"source": \{\s*"name": "valkey-codemod"/,
  /^\[\s*\{\s*"engine_name": "valkey-codemod"/,
  /^<\?xml [^>]*\?>\s*<testsuites name="valkey-codemod"/,
  /^<!doctype html>[\s\S]{0,800}<title>valkey-codemod: /,
  /^\*\*(?:Would|Done:|Left:) [^\n]*\*\*\n\n\| files looked at \|/,
];

/** Is this a report of an earlier run, left in the repository? It must not change what the next run finds. */
export function isOwnReport(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1500)).toString();
  return BEGINNINGS.some((beginning) => beginning.test(start));
}
