import type { Position } from '../../model.js';
import type { SharedUse } from '../configuration/kubernetes.js';
import type { DefinitionValue } from '../configuration/definitions.js';
import type { Program } from '../configuration/program.js';

/** A place in a file of any language that names a variable. */
export interface Mention extends Position {
  readonly kind: 'mention';
  readonly path: string;
  readonly name: string;
  readonly role: MentionRole;
  /** For a definition in a format that is edited: its URL, and the programs that get it. */
  readonly edited: EditedDefinition | null;
  /** The variables that its value begins with: they share what becomes of it. */
  readonly beginsWith: readonly string[];
  /** The file holds `rediss` as a text of its own, as one that tells TLS by the scheme does. */
  readonly checksTls: boolean;
  /** How the place uses it, for instance `os.environ`, `compose environment`, `shell`. */
  readonly how: string;
}

export interface EditedDefinition {
  readonly value: DefinitionValue;
  readonly programs: readonly Program[];
}

/**
 * `reader`: it may get the value, and nothing shows that it understands another scheme.
 * `definition`: it gives the variable a value in a format that is not edited; the value is a Redis URL.
 * `empty-definition`: it gives it a value that is no Redis URL of its own (a placeholder, nothing).
 * `handed-on`: it passes the value to a program under the same name.
 * `name-only`: it lists the name and never sees the value.
 */
export type MentionRole = 'reader' | 'definition' | 'empty-definition' | 'handed-on' | 'name-only';

/** A place that hands an env-like file, whole, to a container or a command. */
export interface EnvFileUse extends Position {
  readonly kind: 'env-file';
  readonly path: string;
  /** The file it hands over, relative to the repository's root; null when it cannot be told. */
  readonly file: string | null;
  readonly how: string;
  /** It starts a JavaScript program, whose source is this repository's and is looked at by itself. */
  readonly ownProgram: boolean;
  /** What gets it, where that is known. */
  readonly programs: readonly Program[];
}

/** A container that takes a ConfigMap or Secret, whole or one key of it. */
export interface SharedUseFact extends Position, Omit<SharedUse, 'at'> {
  readonly kind: 'shared-use';
  readonly path: string;
}

/** A directory of this repository that an image is built from, by the image's name. */
export interface ImageBuild {
  readonly kind: 'image-build';
  readonly image: string;
  readonly context: string;
}

export type TextFact = Mention | EnvFileUse | SharedUseFact | ImageBuild;

/** How a variable comes to a setting of npm's `config`, under another name. */
export const CONFIG_PACKAGE = 'the config package';
