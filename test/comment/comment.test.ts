import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { github } from '../../src/comment/github.js';
import { gitlab } from '../../src/comment/gitlab.js';
import { keepComment } from '../../src/comment/keep.js';
import { MARK, type Platform } from '../../src/comment/platform.js';
import { type ApiServer, startApi } from './server.js';

const waits: number[] = [];
const patience = { tries: 4, sleep: async (milliseconds: number) => void waits.push(milliseconds) };
const directory = mkdtempSync(path.join(tmpdir(), 'comment-test-'));
const event = path.join(directory, 'event.json');
writeFileSync(event, JSON.stringify({ pull_request: { number: 7 } }));

const platforms: readonly [string, string | null, (url: string) => Platform | null][] = [
  [
    'github',
    null,
    (url) =>
      github(
        { GITHUB_TOKEN: 't', GITHUB_REPOSITORY: 'o/r', GITHUB_EVENT_PATH: event, GITHUB_API_URL: url },
        patience,
      ),
  ],
  [
    'gitlab',
    'project-bot',
    (url) =>
      gitlab(
        { GITLAB_TOKEN: 't', CI_API_V4_URL: url, CI_PROJECT_ID: '3', CI_MERGE_REQUEST_IID: '7' },
        patience,
      ),
  ],
];

afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe.each(platforms)('the comment on %s', (_, login, platformAt) => {
  let api: ApiServer;
  let platform: Platform;
  const me = login ?? 'github-actions[bot]';
  beforeEach(async () => {
    waits.length = 0;
    api = await startApi(login);
    platform = platformAt(api.url) ?? expect.fail('no platform');
  });
  afterEach(() => api.close());

  function has(body: string, author: string): void {
    api.comments.push({ id: 100 + api.comments.length, body, author });
  }

  it('is made once, updated in place, left alone when nothing changed, resolved when done', async () => {
    expect(await keepComment(platform, null)).toBe('not-needed');
    expect(await keepComment(platform, 'one')).toBe('created');
    expect(await keepComment(platform, 'one')).toBe('unchanged');
    expect(await keepComment(platform, 'two')).toBe('updated');
    expect(await keepComment(platform, null)).toBe('resolved');
    expect(await keepComment(platform, null)).toBe('unchanged');
    expect(api.writes).toHaveLength(3);
    expect(api.comments).toHaveLength(1);
  });

  it('is found on a later page, and told from a copy that somebody else wrote', async () => {
    for (let index = 0; index < 5; index++) has('talk', 'someone');
    has(`${MARK}\nmine, honestly`, 'someone');
    has(`${MARK}\nold`, me);
    expect(await keepComment(platform, 'new')).toBe('updated');
    expect(api.comments.map((comment) => comment.body)).toContain(`${MARK}\nmine, honestly`);
    expect(api.comments.at(-1)?.body).toBe(`${MARK}\nnew`);
  });

  it('stays one when two runs make it at the same time', async () => {
    api.beforeCreate = () => {
      api.beforeCreate = null;
      api.comments.push({ id: 0, body: `${MARK}\nfaster`, author: me });
    };
    expect(await keepComment(platform, 'slower')).toBe('updated');
    expect(api.comments.map((comment) => comment.body)).toEqual([`${MARK}\nslower`]);
  });

  it('is made again where somebody deletes it in between', async () => {
    has(`${MARK}\nold`, me);
    api.beforeUpdate = () => void api.comments.splice(0);
    expect(await keepComment(platform, 'new')).toBe('created');
    expect(api.comments.map((comment) => comment.body)).toEqual([`${MARK}\nnew`]);
  });

  it('stays one where earlier runs have left several', async () => {
    for (const text of ['first', 'second', 'third']) has(`${MARK}\n${text}`, me);
    expect(await keepComment(platform, 'second')).toBe('updated');
    expect(api.comments.map((comment) => comment.body)).toEqual([`${MARK}\nsecond`]);
  });

  it('is not made where the token may not', async () => {
    api.mayWrite = false;
    expect(await keepComment(platform, 'one')).toBe('not-allowed');
  });

  it.each([
    ['429', { status: 429, headers: { 'retry-after': '3' } }],
    ['a 403 for speed', { status: 403, headers: { 'x-ratelimit-remaining': '0' } }],
    ['500', { status: 500 }],
    ['503', { status: 503 }],
  ])('is made after %s', async (_name, fault) => {
    api.faults.push(fault);
    expect(await keepComment(platform, 'one')).toBe('created');
    expect(waits.length).toBeGreaterThan(0);
  });

  it('waits as long as it is told to', async () => {
    api.faults.push({ status: 429, headers: { 'retry-after': '3' } });
    await keepComment(platform, 'one');
    expect(waits).toContain(3000);
  });

  it('gives up on a server that stays down, with one sentence', async () => {
    for (let index = 0; index < 10; index++) api.faults.push({ status: 502 });
    await expect(keepComment(platform, 'one')).rejects.toThrow(/cannot be reached: it answers 502/);
  });
});

it("is found by the token of an app on GitHub, which does not know the app's name", async () => {
  const api = await startApi(null);
  const environment = { GITHUB_TOKEN: 't', GITHUB_REPOSITORY: 'o/r', GITHUB_EVENT_PATH: event };
  const platform =
    github({ ...environment, GITHUB_API_URL: api.url }, patience) ?? expect.fail('no platform');
  api.comments.push({ id: 1, body: `${MARK}\nold`, author: 'our-app[bot]' });
  expect(await keepComment(platform, 'new')).toBe('updated');
  await api.close();
});

describe('without a request to comment on', () => {
  it('there is no platform', () => {
    expect(github({ GITHUB_TOKEN: 't', GITHUB_REPOSITORY: 'o/r' }, patience)).toBeNull();
    expect(github({ GITHUB_REPOSITORY: 'o/r', GITHUB_EVENT_PATH: event }, patience)).toBeNull();
    expect(
      github({ GITHUB_TOKEN: 't', GITHUB_REPOSITORY: '../x', GITHUB_EVENT_PATH: event }, patience),
    ).toBeNull();
    expect(gitlab({ GITLAB_TOKEN: 't' }, patience)).toBeNull();
  });
});
