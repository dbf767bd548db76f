// npm run bench:reports [-- REPOSITORY…]
//
// What each format of the report costs of a whole preview, and how long Chromium takes to open the HTML page, for 20 and
// for 2,000 changed files; of repositories that are named, what each format costs there.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const FORMATS = ['pretty', 'patch', 'markdown', 'json', 'sarif', 'rdjson', 'gitlab', 'junit', 'html'];
const ROUNDS = 5;
const cli = path.join(import.meta.dirname, '../dist/cli.js');
const temporary = mkdtempSync(path.join(os.tmpdir(), 'valkey-codemod-reports-'));

const named = process.argv.slice(2);

try {
  for (const root of named) {
    console.log(`\n${root}`);
    for (const format of FORMATS) console.log(`${format.padEnd(9)} ${share(root, format)}`);
  }
  for (const files of named.length > 0 ? [] : [20, 2_000]) {
    const root = repository(files);
    console.log(`\n${files} files that name a client`);
    for (const format of FORMATS) console.log(`${format.padEnd(9)} ${share(root, format)}`);
    console.log(`html opens in ${await opening(path.join(temporary, `${files}.html`))}`);
  }
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

/** An application in which every file changes. */
function repository(files) {
  const root = path.join(temporary, String(files));
  mkdirSync(path.join(root, 'src'), { recursive: true });
  writeFileSync(
    path.join(root, 'package.json'),
    '{ "name": "app", "private": true, "type": "module", "dependencies": { "ioredis": "^5.4.1" } }\n',
  );
  for (let index = 0; index < files; index++) {
    const filler = Array.from(
      { length: 120 },
      (_, line) => `export const value${line} = ${line} * ${index};\n`,
    );
    writeFileSync(
      path.join(root, `src/cache${index}.js`),
      `import Redis from 'ioredis';\n\nconst redis = new Redis();\n\n${filler.join('')}\nexport const get = (key) => redis.get(key);\n`,
    );
  }
  return root;
}

/** Milliseconds for the report, and its share of the whole run: minimum, median, maximum. */
function share(root, format) {
  const runs = Array.from({ length: ROUNDS }, () => {
    const output = path.join(temporary, `${path.basename(root)}.${format}`);
    const started = performance.now();
    const args = [cli, root, '--verbose', '--format', format, '--output', output];
    const { stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    const whole = performance.now() - started;
    const report = Number(/the report (\d+) ms/.exec(stderr)?.[1]);
    return { report, share: (100 * report) / whole };
  });
  return `${spread(
    runs.map((run) => run.report),
    0,
  )} ms, ${spread(
    runs.map((run) => run.share),
    1,
  )} % of the run`;
}

async function opening(file) {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  try {
    const times = [];
    for (let round = 0; round < ROUNDS; round++) {
      const page = await (await browser.newContext({ offline: true })).newPage();
      await page.goto(pathToFileURL(file).href, { waitUntil: 'load' });
      // Until the frame after everything has run: what a reader waits for.
      times.push(
        await page.evaluate(
          () =>
            new Promise((resolve) =>
              requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))),
            ),
        ),
      );
      await page.context().close();
    }
    return `${spread(times, 0)} ms`;
  } finally {
    await browser.close();
  }
}

function spread(numbers, digits) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)]
    .map((number) => number.toFixed(digits))
    .join(' · ');
}
