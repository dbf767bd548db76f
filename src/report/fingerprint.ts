import { createHash } from 'node:crypto';
import type { Finding } from '../model.js';

/**
 * Names for findings that stay when lines move: of rule, file and what the finding is about; several that are alike in
 * one file are counted in their order. The reason, behind the first colon, is no part of it: it names other places, and
 * how many there are.
 */
export function fingerprints(findings: readonly Finding[]): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, path, message }) => {
    const said = JSON.stringify([rule, path, message.split(': ', 1)[0]?.replace(/:\d+(?::\d+)?/g, '')]);
    const count = seen.get(said) ?? 0;
    seen.set(said, count + 1);
    return createHash('sha256').update(`${said}${count}`).digest('hex').slice(0, 32);
  });
}
