/** Env-like files: `.env`, `.env.local`, `.env-test`, `app.env`, `.envrc`; not a program's source such as `.env.d.ts`. */
export function isEnvLike(path: string): boolean {
  if (/\.(?:[cm]?[jt]sx?|json|ya?ml|toml|php|py|rb|sh|md)$/.test(path)) return false;
  return /(?:^|\/)(?:\.env(?:[.-][^/]*)?|[^/]*\.env|\.envrc)$/.test(path);
}
