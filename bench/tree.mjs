// The synthetic repository of the benchmark: files of real size, few of which have anything to do with Redis.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const FILES = 60_000;
const NAMES_A_CLIENT_EVERY = 80;
const ONLY_HAS_THE_WORD_EVERY = 25;
const URL_VARIABLES = 20;
const FILES_READING_A_VARIABLE = 500;
const FILES_PER_DIRECTORY = 40;
const FILES_PER_PACKAGE = 3_000;

/** Names of URL variables without the word "redis", so that no search for the word finds their readers. */
export const variables = Array.from(
  { length: URL_VARIABLES },
  (_, i) => `${['CACHE', 'QUEUE', 'SESSION', 'LIMITER', 'EVENTS'][i % 5]}_${i}_URL`,
);

/**
 * Writes the tree and commits it.
 * @param {string} root
 * @param {{ files?: number }} [options]
 */
export function writeTree(root, { files = FILES } = {}) {
  const random = generator(1);
  for (let i = 0; i < files; i++) {
    const scope = `packages/p${Math.floor(i / FILES_PER_PACKAGE)}`;
    const directory = path.join(
      root,
      scope,
      'src',
      `d${Math.floor(i / FILES_PER_DIRECTORY) % (FILES_PER_PACKAGE / FILES_PER_DIRECTORY)}`,
    );
    if (i % FILES_PER_PACKAGE === 0) writePackage(path.join(root, scope), scope);
    if (i % FILES_PER_DIRECTORY === 0) mkdirSync(directory, { recursive: true });
    writeFileSync(path.join(directory, `module${i}.ts`), moduleText(i, files, random));
  }
  writeFileSync(
    path.join(root, 'package.json'),
    json({ name: 'bench', private: true, workspaces: ['packages/*'] }),
  );
  writeFileSync(
    path.join(root, '.env'),
    variables.map((name, i) => `${name}=redis://cache-${i}:6379\n`).join(''),
  );
  const git = (/** @type {string[]} */ ...args) =>
    execFileSync(
      'git',
      ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost', '-c', 'gc.auto=0', ...args],
      { cwd: root },
    );
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'Bench');
}

function writePackage(directory, scope) {
  mkdirSync(directory, { recursive: true });
  const name = scope.replace('packages/', '@bench/');
  writeFileSync(
    path.join(directory, 'package.json'),
    json({ name, private: true, dependencies: { ioredis: '^5.4.1' } }),
  );
}

/** One module of 4 to 5 KB: imports, then functions, as hand-written code has them. */
function moduleText(index, files, random) {
  const lines = ["import { createHash } from 'node:crypto';", "import path from 'node:path';"];
  const namesClient = index % NAMES_A_CLIENT_EVERY === 0;
  if (namesClient)
    lines.push(
      "import Redis from 'ioredis';",
      '',
      `export const client${index} = new Redis({ host: 'cache' });`,
    );
  else if (index % ONLY_HAS_THE_WORD_EVERY === 0)
    lines.push('', '// Kept in redis by the worker; this module only formats it.');
  const readerEvery = Math.floor(files / FILES_READING_A_VARIABLE);
  if (index % readerEvery === 1)
    lines.push(
      '',
      `export const address = process.env.${variables[Math.floor(index / readerEvery) % URL_VARIABLES]};`,
    );
  const size = 4_096 + Math.floor(random() * 1_024);
  let length = lines.join('\n').length;
  for (let n = 0; length < size; n++) {
    const text = functionText(index, n, random);
    lines.push(text);
    length += text.length + 1;
  }
  return `${lines.join('\n')}\n`;
}

function functionText(index, n, random) {
  const noun = ['order', 'account', 'invoice', 'message', 'report', 'request'][Math.floor(random() * 6)];
  const limit = Math.floor(random() * 1_000);
  return `
/** Returns the ${noun}s that are due, newest first; the caller resolves their references. */
export function ${noun}sDue${n}(${noun}s: readonly { id: string; createdAt: number }[], now: number): string[] {
  const due: string[] = [];
  for (const ${noun} of ${noun}s) {
    if (now - ${noun}.createdAt > ${limit}) due.push(createHash('sha256').update(path.join('${noun}', ${noun}.id)).digest('hex'));
  }
  return due.reverse().slice(0, ${index % 100});
}`;
}

const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

/** A small generator of repeatable random numbers (mulberry32), so that every run measures the same bytes. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
