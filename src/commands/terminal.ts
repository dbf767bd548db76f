import type { Values } from '../setting-values.js';

/** Colour by `--color`, then NO_COLOR and FORCE_COLOR (no-color.org, force-color.org), then whether it is a terminal. */
export function wantsColour(
  stream: NodeJS.WriteStream,
  settings: Values,
  environment = process.env,
): boolean {
  const asked = settings.get('color');
  if (typeof asked === 'boolean') return asked;
  if (environment.NO_COLOR) return false;
  if (environment.FORCE_COLOR) return !['0', 'false'].includes(environment.FORCE_COLOR);
  return stream.isTTY === true && environment.TERM !== 'dumb';
}

/** Says something beside the report, on stderr; `--quiet` keeps it. */
export function say(settings: Values, line: string): void {
  if (settings.get('quiet') !== true) process.stderr.write(`${line}\n`);
}

/** Writes all of a text to stdout. A reader that has seen enough (`| head`) is no fault. */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: Error | null) => {
      if (error && !('code' in error && error.code === 'EPIPE')) reject(error);
      else resolve();
    };
    process.stdout.once('error', done);
    process.stdout.write(text, done);
  });
}
