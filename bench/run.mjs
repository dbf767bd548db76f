// npm run bench [-- [--rounds N] [--only NAME,…] [--dist OTHER_BUILD] [DIRECTORY]]
//
// Without a directory: on a synthetic repository of 60,000 files, made in the system's temporary directory. With one: on
// all git checkouts in it (or on itself, where it is one), added up. The contenders run in turn, so that whatever else
// the machine does meets all of them; each round gives one ratio to the bare scan of that round.
import { existsSync, mkdtempSync, mkdirSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { measure } from './measure.mjs';
import { writeTree } from './tree.mjs';

const here = import.meta.dirname;
const { values, positionals } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    only: { type: 'string' },
    dist: { type: 'string', default: path.join(import.meta.dirname, '../dist') },
    files: { type: 'string', default: '60000' },
  },
  allowPositionals: true,
});

const built = (file) => path.resolve(values.dist, file);
const cli = built('cli.js');
const bin = (name) => path.join(here, 'node_modules/.bin', name);
const BASE = 'bare scan';

/** `slow` ones take part in the first round alone. `codes` are the exit codes of a run that did its work. */
const contenders = [
  { name: BASE, command: (dir) => [process.execPath, path.join(here, 'bare-scan.mjs'), dir] },
  {
    name: 'our scan',
    command: (dir) => [process.execPath, path.join(here, 'scan.mjs'), dir, built('repository')],
    needs: built('repository/scan.cjs'),
  },
  { name: 'preview', command: (dir) => [process.execPath, cli, dir, '--format', 'json'], needs: cli },
  { name: 'rg -l redis', command: () => ['rg', '-l', 'redis', '.'], codes: [0, 1] },
  {
    name: 'ast-grep, one rule',
    command: () => [bin('ast-grep'), 'scan', '--rule', path.join(here, 'one-rule.yml'), '--json=compact'],
    needs: bin('ast-grep'),
    codes: [0, 1],
  },
  {
    name: 'jscodeshift, one line',
    command: () => [
      bin('jscodeshift'),
      '--dry',
      '--silent',
      '--parser=tsx',
      '--extensions=ts,tsx,js,jsx',
      '--ignore-pattern=**/node_modules/**',
      '--transform',
      path.join(here, 'one-line-transform.cjs'),
      '.',
    ],
    needs: bin('jscodeshift'),
    slow: true,
  },
];

const wanted = values.only?.split(',');
const taking = contenders.filter(({ name, needs }) => {
  if (wanted !== undefined && name !== BASE && !wanted.some((part) => name.startsWith(part))) return false;
  if (needs === undefined || existsSync(needs)) return true;
  console.error(
    `without ${name}: ${path.relative(process.cwd(), needs)} is missing (npm run build; npm ci --prefix bench)`,
  );
  return false;
});

const temporary = mkdtempSync(path.join(os.tmpdir(), 'valkey-codemod-bench-'));
try {
  const directories = positionals.length > 0 ? checkoutsIn(positionals[0]) : [synthetic()];
  console.error(`${directories.length} directories, ${values.rounds} rounds`);
  report(await rounds(directories, Number(values.rounds)));
  await startUp();
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

function synthetic() {
  const root = path.join(temporary, 'tree');
  mkdirSync(root);
  writeTree(root, { files: Number(values.files) });
  return root;
}

function checkoutsIn(directory) {
  const root = realpathSync(directory);
  if (existsSync(path.join(root, '.git'))) return [root];
  const checkouts = readdirSync(root)
    .map((name) => path.join(root, name))
    .filter((dir) => existsSync(path.join(dir, '.git')));
  if (checkouts.length === 0) throw new Error(`${directory} is no git checkout and holds none`);
  return checkouts;
}

/** For each contender, its total over all directories, once a round. The round before the first warms the caches. */
async function rounds(directories, count) {
  const results = new Map(taking.map(({ name }) => [name, []]));
  for (let round = -1; round < count; round++) {
    for (const { name, command, slow, codes } of taking) {
      if (slow ? round !== 0 : false) continue;
      if (round < 0 && name !== BASE) continue;
      let milliseconds = 0;
      let megabytes = 0;
      for (const directory of directories) {
        const run = await measure(command(directory), directory, codes);
        milliseconds += run.milliseconds;
        megabytes = Math.max(megabytes, run.megabytes);
      }
      if (round >= 0)
        results
          .get(name)
          .push({ milliseconds, megabytes, base: results.get(BASE).at(-1)?.milliseconds ?? milliseconds });
    }
  }
  return results;
}

function report(results) {
  const rows = [...results].map(([name, runs]) => ({
    '': name,
    runs: runs.length,
    ms: spread(
      runs.map((run) => run.milliseconds),
      0,
    ),
    [`× ${BASE}`]: spread(
      runs.map((run) => (name === BASE ? 1 : run.milliseconds / run.base)),
      2,
    ),
    'peak MB': Math.round(Math.max(...runs.map((run) => run.megabytes))),
  }));
  printTable(rows);
}

/** What it costs to find nothing to do. */
async function startUp() {
  if (!existsSync(cli)) return;
  const empty = path.join(temporary, 'empty');
  mkdirSync(empty);
  const ratios = [];
  for (let i = 0; i < 10; i++) {
    const node = await measure([process.execPath, '-e', '0'], empty);
    const ours = await measure([process.execPath, cli, empty], empty);
    ratios.push(ours.milliseconds / node.milliseconds);
  }
  console.log(`\nwith nothing to do: ${spread(ratios, 2)} × node -e 0`);
}

/** Minimum, median, maximum. */
function spread(numbers, digits) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)]
    .map((number) => number?.toFixed(digits))
    .join(' · ');
}

function printTable(rows) {
  const columns = Object.keys(rows[0]);
  const line = (cells) =>
    `| ${cells.map((cell, i) => String(cell).padEnd(Math.max(...rows.map((row) => String(row[columns[i]]).length), columns[i].length))).join(' | ')} |`;
  console.log(line(columns));
  console.log(
    line(
      columns.map((column) =>
        '-'.repeat(Math.max(...rows.map((row) => String(row[column]).length), column.length)),
      ),
    ),
  );
  for (const row of rows) console.log(line(columns.map((column) => row[column])));
}
