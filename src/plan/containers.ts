import path from 'node:path';
import picomatch from 'picomatch';

/** The files that a Dockerfile copies into its image out of the build's context. */
export interface ContainerCopy {
  readonly path: string;
  /** Sources of COPY and ADD as written, relative to the context; '.' is all of it. */
  readonly sources: readonly string[];
}

/** Reads the COPY and ADD sources of a Dockerfile; those from other stages and from the net are no part of it. */
export function readDockerfile(file: string, text: string): ContainerCopy {
  const sources: string[] = [];
  for (const line of text.replace(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    const match = /^\s*(?:COPY|ADD)\s+(.*)$/i.exec(line);
    if (match === null) continue;
    const words = match[1]!.startsWith('[') ? jsonWords(match[1]!) : match[1]!.trim().split(/\s+/);
    if (words.some((word) => word.startsWith('--from='))) continue;
    const operands = words.filter((word) => !word.startsWith('--'));
    sources.push(...operands.slice(0, -1).filter((one) => !/^\w+:\/\//.test(one)));
  }
  return { path: file, sources };
}

/**
 * Would the image that holds `importer` hold a file of `directory` too? The build's context is the Dockerfile's own
 * directory or one above it: every one under which the importer is copied must copy the directory as well.
 */
export function copiesTogether(copy: ContainerCopy, importer: string, directory: string): boolean {
  const home = path.posix.dirname(copy.path);
  const contexts = new Set([home, path.posix.dirname(home), '.']);
  for (const context of contexts) {
    if (covers(copy, context, importer) && !covers(copy, context, `${directory}/index`)) return false;
  }
  return true;
}

function covers(copy: ContainerCopy, context: string, file: string): boolean {
  const relative = path.posix.relative(context, file);
  if (relative.startsWith('..')) return false;
  return copy.sources.some((source) => {
    const pattern = path.posix.normalize(source.replace(/^\/+/, '')).replace(/\/$/, '');
    if (pattern === '.' || pattern === '') return true;
    if (relative === pattern || relative.startsWith(`${pattern}/`)) return true;
    return /[*?[]/.test(pattern) && (picomatch(pattern)(relative) || picomatch(`${pattern}/**`)(relative));
  });
}

function jsonWords(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.map(String) : [];
  } catch {
    return [];
  }
}
