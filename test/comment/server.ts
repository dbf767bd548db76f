import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Stored {
  readonly id: number;
  body: string;
  readonly author: string;
}

export interface ApiServer {
  readonly url: string;
  readonly comments: Stored[];
  /** Every write that came in, as `METHOD path`. */
  readonly writes: string[];
  /** Answers that the next calls get instead of the right ones. */
  readonly faults: { readonly status: number; readonly headers?: Record<string, string> }[];
  /** Whether writing is allowed. */
  mayWrite: boolean;
  /** Runs before a comment is created, or updated: another run that is faster, or a person. */
  beforeCreate: (() => void) | null;
  beforeUpdate: (() => void) | null;
  readonly close: () => Promise<void>;
}

/** A server that speaks as much of both platforms' comment API as the program uses, two comments a page. */
export async function startApi(login: string | null): Promise<ApiServer> {
  const state = { nextId: 1 };
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const { method = 'GET' } = request;
      const url = new URL(request.url ?? '/', api.url);
      const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => {
        response.writeHead(status, headers).end(JSON.stringify(body));
      };
      const fault = api.faults.shift();
      if (fault) return answer(fault.status, {}, fault.headers);
      if (url.pathname.endsWith('/user')) {
        return login === null ? answer(403, {}) : answer(200, { login, username: login });
      }
      if (method !== 'GET') api.writes.push(`${method} ${url.pathname}`);
      if (method !== 'GET' && !api.mayWrite)
        return answer(403, { message: 'Resource not accessible by integration' });
      const body = text === '' ? '' : String(JSON.parse(text).body);
      if (method === 'PATCH' || method === 'PUT') api.beforeUpdate?.();
      const id = Number(url.pathname.split('/').at(-1));
      const found = api.comments.find((comment) => comment.id === id);
      if (method === 'GET') {
        const page = Number(url.searchParams.get('page') ?? 1);
        const shown = api.comments.slice((page - 1) * 2, page * 2);
        url.searchParams.set('page', String(page + 1));
        const more = api.comments.length > page * 2;
        const user = ({ author }: Stored) => ({
          login: author,
          username: author,
          type: author.endsWith('[bot]') ? 'Bot' : 'User',
        });
        const listed = shown.map((comment) => ({ ...comment, user: user(comment), author: user(comment) }));
        return answer(200, listed, more ? { link: `<${url.href}>; rel="next"` } : {});
      }
      if (method === 'POST') {
        api.beforeCreate?.();
        const made = { id: add(body, login ?? 'github-actions[bot]') };
        return answer(201, made);
      }
      if (!found) return answer(404, {});
      if (method === 'DELETE') api.comments.splice(api.comments.indexOf(found), 1);
      else found.body = body;
      return answer(200, { id });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const add = (body: string, author: string) => {
    const id = state.nextId++;
    api.comments.push({ id, body, author });
    return id;
  };
  const api: ApiServer = {
    url: `http://127.0.0.1:${port}`,
    comments: [],
    writes: [],
    faults: [],
    mayWrite: true,
    beforeCreate: null,
    beforeUpdate: null,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return api;
}
