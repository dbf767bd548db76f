import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { html } from '../../src/report/html.js';
import type { Report } from '../../src/report/report.js';
import { changed, reportOf } from './outcomes.js';
import { sample } from './sample.js';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const directory = mkdtempSync(path.join(tmpdir(), 'html-test-'));
let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser.close();
  rmSync(directory, { recursive: true, force: true });
});

const problems: string[] = [];
afterEach(() => expect(problems.splice(0)).toEqual([]));

/** Opens a report from a file, offline; what the page complains about is a failure of the test. */
async function opened(report: Report, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const file = path.join(directory, 'report.html');
  writeFileSync(file, html(report));
  const context = await browser.newContext({ offline: true, bypassCSP: false, ...options });
  const page = await context.newPage();
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('request', (request) => request.url().startsWith('file:') || problems.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  return page;
}

describe('html', () => {
  it('shows the diffs, with the changed words marked', async () => {
    const page = await opened(sample);
    const diff = page.locator('details.file', { hasText: 'src/cache.ts' }).locator('.diff');
    await expect.poll(() => diff.textContent()).toContain("+import Redis from './valkey/ioredis.js';");
    expect(await diff.locator('.added mark').allInnerTexts()).toContain('valkey');
    expect(await page.content()).not.toContain('s3cr3t');
  });

  it('changes between unified and side by side', async () => {
    const page = await opened(sample);
    await page.getByLabel('View').selectOption('split');
    const rows = page.locator('details.file', { hasText: 'src/cache.ts' }).locator('tr');
    await expect.poll(() => rows.first().textContent()).toMatch(/ioredis[\s\S]*valkey\/ioredis\.js/);
  });

  it('filters by path, rule, surface and severity, and says how many are left', async () => {
    const page = await opened(sample);
    const visible = () => page.locator('details.file:visible').count();
    await page.getByLabel('Path').fill('valkey/');
    await expect.poll(visible).toBe(2);
    expect(await page.getByRole('status').textContent()).toBe('2 of 4 files, 0 of 5 findings');
    await page.getByLabel('Path').fill('');
    await page.getByLabel('Surface').selectOption('env');
    await expect.poll(visible).toBe(1);
    await page.getByLabel('Surface').selectOption('');
    await page.getByLabel('Rule').selectOption('odd-url');
    await expect.poll(visible).toBe(0);
    await page.getByLabel('Rule').selectOption('');
    await page.getByLabel('Severity').selectOption('error');
    await expect.poll(() => page.locator('.finding:visible').count()).toBe(1);
    expect(await page.getByRole('status').textContent()).toBe('0 of 4 files, 3 of 5 findings');
    await page.getByLabel('Severity').selectOption('');
    await page.getByLabel('Path').fill('src/cache');
    await expect.poll(() => page.locator('.finding:visible').count()).toBe(1);
    expect(await page.getByRole('status').textContent()).toBe('1 of 4 files, 1 of 5 findings');
    await page.getByLabel('Path').fill('');
    await page.getByLabel('Severity').selectOption('warning');
    await expect.poll(visible).toBe(1);
  });

  it('can be walked with the keyboard alone', async () => {
    const page = await opened(sample);
    await page.keyboard.press('j');
    const focused = () => page.evaluate('document.activeElement.textContent');
    expect(await focused()).toContain('.env');
    await page.keyboard.press('j');
    expect(await focused()).toContain('src/cache.ts');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('details.file[open]').count()).toBe(3);
    await page.keyboard.press('e');
    await expect.poll(() => page.locator('details.file[open]').count()).toBe(4);
    await page.keyboard.press('c');
    await expect.poll(() => page.locator('details.file[open]').count()).toBe(0);
    await page.keyboard.press('/');
    await page.keyboard.type('cache');
    await expect.poll(() => page.locator('details.file:visible').count()).toBe(1);
  });

  it.each([
    ['light', 1200, 'unified'],
    ['dark', 1200, 'split'],
    ['light', 360, 'split'],
    ['dark', 360, 'unified'],
  ] as const)('has nothing that axe objects to: %s, %i wide, %s', async (colorScheme, width, view) => {
    const page = await opened(sample, { colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
    await page.getByLabel('View').selectOption(view);
    await page.getByRole('button', { name: 'Open all' }).click();
    await page.addScriptTag({ path: AXE });
    const found = await page.evaluate(
      'axe.run().then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.target).join(" ")))',
    );
    expect(found).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
  });

  it('runs nothing that a repository holds', async () => {
    const attack = '</script><script>alert(1)</script><img src=x onerror=alert(1)>';
    const file = changed(`a${attack.replaceAll('/', '')}.js`, `${attack} redis <!-- <script>\n`, [
      'redis',
      'v',
    ]);
    const page = await opened(reportOf([file]));
    expect(await page.locator('img').count()).toBe(0);
    await expect.poll(() => page.locator('.diff').textContent()).toContain(attack);
  });

  it('lays out only what is opened', async () => {
    const files = Array.from({ length: 2000 }, (_, index) =>
      changed(`src/${index}.ts`, "import 'redis';\n", ['redis', 'v']),
    );
    const page = await opened(reportOf(files));
    expect(await page.locator('details.file').count()).toBe(2000);
    await expect.poll(() => page.locator('.diff table').count()).toBe(20);
  });
});
