import { spawn } from 'node:child_process';
import { print } from './terminal.js';

/**
 * Shows a text through $PAGER (default: less, which ends by itself where all fits on the screen), as git does. Prints
 * it where there is none.
 */
export async function page(text: string, environment = process.env): Promise<void> {
  const command = environment.PAGER ?? 'less';
  const shown = command === '' || command === 'cat' ? false : await piped(command, text, environment);
  if (!shown) await print(text);
}

/** Resolves to false where the pager cannot be started. */
function piped(command: string, text: string, environment: NodeJS.ProcessEnv): Promise<boolean> {
  return new Promise((resolve) => {
    const pager = spawn(command, {
      shell: true,
      stdio: ['pipe', 'inherit', 'inherit'],
      // What git sets: quit if one screen, colours as they are, no clearing of the screen.
      env: { LESS: 'FRX', ...environment },
    });
    // Ctrl-C belongs to the pager while it runs.
    const ignore = () => undefined;
    process.on('SIGINT', ignore);
    const done = (shown: boolean) => {
      process.off('SIGINT', ignore);
      resolve(shown);
    };
    pager.on('error', () => done(false));
    // 126 and 127: the shell did not find it, or may not run it.
    pager.on('close', (code) => done(code !== 126 && code !== 127));
    // A reader that quits early closes the pipe: it has seen enough.
    pager.stdin.on('error', ignore);
    pager.stdin.end(text);
  });
}
