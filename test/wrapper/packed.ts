import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** Packs the wrapper's package and puts it into a directory's node_modules, with its one dependency beside it. */
export function installPacked(directory: string): void {
  const built = path.join(root, 'dist/wrapper-package');
  if (!existsSync(built)) throw new Error('run `npm run build` first');
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--pack-destination', directory], {
      cwd: built,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  const installed = path.join(directory, 'node_modules/valkey-codemod-client');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['xzf', path.join(directory, filename), '-C', installed, '--strip-components=1']);
  symlinkSync(path.join(root, 'node_modules/iovalkey'), path.join(directory, 'node_modules/iovalkey'), 'dir');
}
