import { fieldOf, mayNot, numberAt, refused, textAt } from './answers.js';
import { type Answer, call, type Patience } from './http.js';
import { type Environment, MARK, type Platform } from './platform.js';

/** The merge request that a GitLab CI job runs for; null without token or merge request. */
export function gitlab(environment: Environment, patience: Patience): Platform | null {
  const { GITLAB_TOKEN: token, CI_API_V4_URL: api, CI_PROJECT_ID: project } = environment;
  const iid = environment.CI_MERGE_REQUEST_IID;
  if (!token || !api || !project || !iid || !/^\d+$/.test(project) || !/^\d+$/.test(iid)) return null;
  const headers = { 'private-token': token, 'user-agent': 'valkey-codemod' };
  const ask = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object): Promise<Answer> =>
    call({ method, url, headers, ...(body ? { body } : {}) }, patience);
  const notes = `${api}/projects/${project}/merge_requests/${iid}/notes`;

  return {
    ownComments: async () => {
      const user = textAt((await ask('GET', `${api}/user`)).body, 'username');
      const own = [];
      for (let url: string | null = `${notes}?per_page=100`; url !== null; ) {
        if (!url.startsWith(`${api}/`)) break;
        const { status, body, next } = await ask('GET', url);
        if (status !== 200 || !Array.isArray(body)) throw refused(status, 'read the notes');
        for (const note of body) {
          const [id, text] = [numberAt(note, 'id'), textAt(note, 'body')];
          const author = textAt(fieldOf(note, 'author'), 'username');
          if (id !== null && user !== null && text?.startsWith(MARK) && author === user)
            own.push({ id, body: text });
        }
        url = next;
      }
      return own;
    },
    create: async (body) => {
      const answer = await ask('POST', notes, { body });
      if (mayNot(answer)) return false;
      const id = numberAt(answer.body, 'id');
      if (id === null) throw refused(answer.status, 'comment');
      return id;
    },
    update: async (id, body) => {
      const answer = await ask('PUT', `${notes}/${id}`, { body });
      if (answer.status === 404) return 'gone';
      if (mayNot(answer)) return false;
      if (answer.status !== 200) throw refused(answer.status, 'update the note');
      return true;
    },
    remove: async (id) => {
      await ask('DELETE', `${notes}/${id}`);
    },
  };
}

/** `https://gitlab.com/owner/name/-/blob/<commit>`, for links to lines; null outside a job. */
export function gitlabSource({ CI_PROJECT_URL, CI_COMMIT_SHA }: Environment): string | null {
  return CI_PROJECT_URL && CI_COMMIT_SHA ? `${CI_PROJECT_URL}/-/blob/${CI_COMMIT_SHA}` : null;
}
