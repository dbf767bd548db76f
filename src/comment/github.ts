import { readFileSync } from 'node:fs';
import { fieldOf, mayNot, numberAt, refused, textAt } from './answers.js';
import { type Answer, call, type Patience } from './http.js';
import { type Environment, MARK, type Platform } from './platform.js';

/** The pull request that a GitHub Actions job runs for; null without token or pull request. */
export function github(environment: Environment, patience: Patience): Platform | null {
  const { GITHUB_TOKEN: token, GITHUB_REPOSITORY: repository, GITHUB_EVENT_PATH: event } = environment;
  const number = event ? pullRequestOf(event) : null;
  if (!token || !repository || number === null || !/^[\w-][\w.-]*\/[\w.-]+$/.test(repository)) return null;
  const api = environment.GITHUB_API_URL ?? 'https://api.github.com';
  const headers = {
    authorization: `Bearer ${token}`,
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
    'user-agent': 'valkey-codemod',
  };
  const ask = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object): Promise<Answer> =>
    call({ method, url, headers, ...(body ? { body } : {}) }, patience);
  const comments = `${api}/repos/${repository}/issues/${number}/comments`;
  const one = (id: number) => `${api}/repos/${repository}/issues/comments/${id}`;

  return {
    ownComments: async () => {
      const user = await ask('GET', `${api}/user`);
      // The token of a workflow or of an app has no user of its own; what it writes is by a bot.
      const login = textAt(user.body, 'login');
      const own = [];
      for (let url: string | null = `${comments}?per_page=100`; url !== null; ) {
        if (!url.startsWith(`${api}/`)) break;
        const { status, body, next } = await ask('GET', url);
        if (status !== 200 || !Array.isArray(body)) throw refused(status, 'read the comments');
        for (const comment of body) {
          const [id, text] = [numberAt(comment, 'id'), textAt(comment, 'body')];
          const author = fieldOf(comment, 'user');
          const isOwn = login === null ? textAt(author, 'type') === 'Bot' : textAt(author, 'login') === login;
          if (id !== null && text?.startsWith(MARK) && isOwn) own.push({ id, body: text });
        }
        url = next;
      }
      return own;
    },
    create: async (body) => {
      const answer = await ask('POST', comments, { body });
      if (mayNot(answer)) return false;
      const id = numberAt(answer.body, 'id');
      if (id === null) throw refused(answer.status, 'comment');
      return id;
    },
    update: async (id, body) => {
      const answer = await ask('PATCH', one(id), { body });
      if (answer.status === 404) return 'gone';
      if (mayNot(answer)) return false;
      if (answer.status !== 200) throw refused(answer.status, 'update the comment');
      return true;
    },
    remove: async (id) => {
      await ask('DELETE', one(id));
    },
  };
}

/** `https://github.com/owner/name/blob/<commit>`, for links to lines; null outside a job. */
export function githubSource({
  GITHUB_SERVER_URL,
  GITHUB_REPOSITORY,
  GITHUB_SHA,
}: Environment): string | null {
  return GITHUB_SERVER_URL && GITHUB_REPOSITORY && GITHUB_SHA
    ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/blob/${GITHUB_SHA}`
    : null;
}

function pullRequestOf(eventFile: string): number | null {
  let event: unknown;
  try {
    event = JSON.parse(readFileSync(eventFile, 'utf8'));
  } catch {
    return null;
  }
  return numberAt(fieldOf(event, 'pull_request'), 'number');
}
