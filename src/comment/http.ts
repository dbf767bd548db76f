import { WorkError } from '../repository/errors.js';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** The address of the next page, from the Link header. */
  readonly next: string | null;
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: object;
}

export interface Patience {
  readonly tries: number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export const PATIENT: Patience = {
  tries: 5,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/**
 * One call of a platform's API. Rate limits and faults of the server are tried again, as long as the server asks for;
 * any other answer is given back. Redirects are not followed: they would carry the token elsewhere.
 */
export async function call(request: Call, { tries, sleep }: Patience): Promise<Answer> {
  let reason = '';
  for (let attempt = 0; attempt < tries; attempt++) {
    if (attempt > 0) await sleep(Math.min(60_000, 1000 * 2 ** attempt));
    let response: Response;
    try {
      response = await fetch(request.url, {
        method: request.method,
        redirect: 'error',
        headers: { ...request.headers, ...(request.body ? { 'content-type': 'application/json' } : {}) },
        ...(request.body ? { body: JSON.stringify(request.body) } : {}),
        signal: AbortSignal.timeout(30_000),
      });
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
      continue;
    }
    const text = await response.text();
    if (!isPassing(response)) {
      return { status: response.status, body: parsed(text), next: nextPage(response.headers.get('link')) };
    }
    reason = `it answers ${response.status}`;
    const seconds = Number(response.headers.get('retry-after') ?? 0);
    if (seconds > 0) await sleep(Math.min(60, seconds) * 1000);
  }
  throw new WorkError(`${new URL(request.url).origin} cannot be reached: ${reason}`, 3);
}

/** 429, 5xx, and GitHub's 403 that only says "too fast". */
function isPassing({ status, headers }: Response): boolean {
  const limited = headers.get('x-ratelimit-remaining') === '0' || headers.has('retry-after');
  return status === 429 || status >= 500 || (status === 403 && limited);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function nextPage(link: string | null): string | null {
  return /<([^>]+)>;\s*rel="next"/.exec(link ?? '')?.[1] ?? null;
}
