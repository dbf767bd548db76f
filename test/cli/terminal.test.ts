import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { APPLICATION, CLI, contentOf, repositoryWith, run } from './program.js';

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

function repository(): string {
  const root = repositoryWith(APPLICATION);
  roots.push(root);
  return root;
}

/** Runs the program on a pseudo-terminal (util-linux' script) of some columns, with keys typed in. */
function onTerminal(root: string, args: string, { columns = 80, keys = '', pager = 'cat' } = {}): string {
  const command = `stty cols ${columns}; "${process.execPath}" "${CLI}" ${args}`;
  const { NO_COLOR: _, FORCE_COLOR: __, CI: ___, ...inherited } = process.env;
  const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
    cwd: root,
    input: keys,
    encoding: 'utf8',
    env: { ...inherited, TERM: 'xterm', PAGER: pager },
  });
  return stdout;
}

describe('on a terminal', () => {
  it('colours, and fits the columns', () => {
    const root = repository();
    for (const columns of [40, 200]) {
      const lines = stripVTControlCharacters(onTerminal(root, '', { columns })).split('\r\n');
      const wide = lines.filter((line) => line.length > columns && /\S \S/.test(line));
      // The summary on stderr is one line whatever the width.
      expect(wide.filter((line) => !line.includes('--write does it'))).toEqual([]);
    }
    expect(onTerminal(root, '')).toContain('\u001b[31');
  });

  it('pages through $PAGER, unless told not to, or there is none', () => {
    const root = repository();
    expect(onTerminal(root, '', { pager: 'sed s/^/paged:/' })).toContain('paged:');
    expect(onTerminal(root, '--no-pager', { pager: 'sed s/^/paged:/' })).not.toContain('paged:');
    expect(onTerminal(root, '', { pager: 'no-such-pager-here' })).toContain('ioredis');
  });
});

describe('progress', () => {
  /** Reading this many zeros takes longer than half a second on any machine; making them takes no time. */
  function slowRepository(): string {
    const root = repository();
    const file = path.join(root, 'a.bin');
    writeFileSync(file, '');
    truncateSync(file, 3 * 2 ** 30);
    return root;
  }

  it('counts files while work lasts, and is gone when it is done', () => {
    const shown = onTerminal(slowRepository(), '--no-pager');
    expect(shown).toMatch(/\r\u001b\[KReading: \d+ of \d+ files/);
    const last = shown.lastIndexOf(' files\r\u001b[K');
    expect(last).toBeGreaterThan(0);
    expect(shown.indexOf('Would change')).toBeGreaterThan(last);
  });
});

describe('--interactive', () => {
  it('is refused off a terminal', () => {
    expect(run(repository(), ['--interactive'])).toMatchObject({ exitCode: 2, stdout: '' });
  });

  it('writes what was agreed to', () => {
    const root = repository();
    // Three times down, then enter: apply all that follow.
    onTerminal(root, '--interactive', { keys: '\u001b[B\u001b[B\u001b[B\r' });
    expect(readFileSync(path.join(root, 'src/cache.js'), 'utf8')).toContain('./valkey/ioredis.js');
  });

  it('writes nothing after quit', () => {
    const root = repository();
    const before = contentOf(root);
    onTerminal(root, '--interactive', { keys: '\u001b[A\r' });
    expect(contentOf(root)).toEqual(before);
  });
});

describe('check --baseline', () => {
  it('accepts what is left today, and fails on more', () => {
    const root = repository();
    expect(run(root, ['check', '--update-baseline'])).toMatchObject({ exitCode: 2 });
    expect(run(root, ['check', '--baseline', 'none.json']).stderr).toContain(
      'make it with --update-baseline',
    );
    expect(run(root, ['check', '--baseline', 'b.json', '--update-baseline'])).toMatchObject({
      exitCode: 0,
      stdout: '',
    });
    expect(run(root, ['check', '--baseline', 'b.json']).exitCode).toBe(0);
    writeFileSync(path.join(root, 'src/more.js'), "import Redis from 'ioredis';\nnew Redis();\n");
    const more = run(root, ['check', '--baseline', 'b.json', '--format', 'json']);
    expect(more.exitCode).toBe(1);
    expect(JSON.parse(more.stdout).files.map((file: { path: string }) => file.path)).toContain('src/more.js');
  });
});
