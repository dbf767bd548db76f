import { posix } from 'node:path';
import { type Tree, under } from './tree.js';

/** Which program gets the variables of a place. */
export type Program =
  /** The commands of a CI job, of a task runner: programs of this repository. */
  | { readonly kind: 'steps' }
  /** What is built from a directory of this repository; '' is its root. */
  | { readonly kind: 'built'; readonly context: string }
  /** A container of this image, without its tag. */
  | { readonly kind: 'image'; readonly image: string }
  /** The containers that refer to a ConfigMap or Secret of this name. */
  | { readonly kind: 'shared'; readonly by: string }
  | { readonly kind: 'unknown' };

export const STEPS: Program = { kind: 'steps' };
export const UNKNOWN: Program = { kind: 'unknown' };

/** A program that is built from a directory, written relative to a file. */
export function builtFrom(file: string, context: string): Program {
  if (/[$:{]/.test(context)) return UNKNOWN;
  const joined = posix.normalize(posix.join(posix.dirname(file), context));
  return joined.startsWith('..') ? UNKNOWN : { kind: 'built', context: joined.replace(/^\.\/?|\/$/g, '') };
}

/** A program that runs in a container: `repository` and its parts may be written apart, as Helm's values have them. */
export function ofImage(image: Tree | undefined): Program {
  const repository = under(image, 'repository') ?? under(image, 'name') ?? image;
  const name = repository?.kind === 'text' ? imageName(repository.value) : null;
  return name === null ? UNKNOWN : { kind: 'image', image: name };
}

/** The name of an image without tag and digest; null where it is not written out. */
export function imageName(image: string): string | null {
  const name = image.replace(/@sha256:.*$/, '').replace(/:[^/]*$/, '');
  const last = name.slice(name.lastIndexOf('/') + 1);
  return /^[\w][\w.-]*$/.test(last) ? name : null;
}
