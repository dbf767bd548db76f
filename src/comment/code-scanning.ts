import { gzipSync } from 'node:zlib';
import { mayNot, refused } from './answers.js';
import { call, type Patience } from './http.js';
import type { Environment } from './platform.js';

/** Sends a SARIF log to GitHub's code scanning for this job's commit; false where the token may not. */
export async function uploadSarif(
  sarif: string,
  environment: Environment,
  patience: Patience,
): Promise<boolean> {
  const {
    GITHUB_TOKEN: token,
    GITHUB_REPOSITORY: repository,
    GITHUB_SHA: commit,
    GITHUB_REF: ref,
  } = environment;
  if (!token || !repository || !commit || !ref) return false;
  const answer = await call(
    {
      method: 'POST',
      url: `${environment.GITHUB_API_URL ?? 'https://api.github.com'}/repos/${repository}/code-scanning/sarifs`,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/vnd.github+json',
        'user-agent': 'valkey-codemod',
      },
      body: {
        commit_sha: commit,
        ref,
        sarif: gzipSync(sarif).toString('base64'),
        tool_name: 'valkey-codemod',
      },
    },
    patience,
  );
  if (mayNot(answer)) return false;
  if (answer.status !== 202) throw refused(answer.status, 'upload to code scanning');
  return true;
}
