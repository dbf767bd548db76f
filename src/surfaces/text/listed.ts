import type { Finding, TextFile } from '../../model.js';
import { locatorOf } from '../../text.js';

/** A place in a file that lists a client package for a tool, and what is said of it. */
export interface Listed {
  readonly index: number;
  readonly name: string;
  readonly message: string;
}

/** A finding for each line of a file with such a place: nothing breaks when a list goes out of date. */
export function listedFindings(file: TextFile, places: readonly Listed[]): readonly Finding[] {
  const locate = locatorOf(file.text);
  const found = new Map<number, Finding>();
  for (const { index, name, message } of places) {
    const place = locate(index);
    if (found.has(place.line)) continue;
    found.set(place.line, {
      rule: 'tool-list',
      severity: 'info',
      path: file.path,
      ...place,
      message,
      help: listedHelp(name),
    });
  }
  return [...found.values()];
}

/** What to do with a list that names a client. */
export function listedHelp(name: string): string {
  return `Add 'iovalkey' to the list when the client runs on it, and drop '${name}' when nothing needs it any more.`;
}
