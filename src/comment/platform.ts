/** A comment that carries the mark and was written by whom the token belongs to. */
export interface OwnComment {
  readonly id: number;
  readonly body: string;
}

/** What a place of review can do; `false`: this token may not write there (a fork's pull request). */
export interface Platform {
  readonly ownComments: () => Promise<readonly OwnComment[]>;
  readonly create: (body: string) => Promise<number | false>;
  /** `gone`: somebody has deleted the comment. */
  readonly update: (id: number, body: string) => Promise<boolean | 'gone'>;
  readonly remove: (id: number) => Promise<void>;
}

/** Hidden in every comment of this program: how it finds its own. */
export const MARK = '<!-- valkey-codemod: this comment is kept up to date -->';

/** The environment of the job, and what it lacks. */
export type Environment = Readonly<Record<string, string | undefined>>;
