/** Env-like files: `.env`, `.env.local`, `.env-test`, `app.env`, `.envrc`. */
export function isEnvLike(path: string): boolean {
  return /(?:^|\/)(?:\.env(?:[.-][^/]*)?|[^/]*\.env|\.envrc)$/.test(path);
}
