/** True for a path of a test, a mock or a fixture, by the conventions of the common test runners; also `.env.test`, `compose.test.yml`. */
export function isTestPath(path: string): boolean {
  return (
    /(^|\/)(__tests__|__mocks__|tests?|specs?|e2e|cypress|fixtures|benchmarks?|bench)\//i.test(path) ||
    /[._-](test|tst|test-d|spec|e2e|bench|servertest|int-test|integration)\.[cm]?[jt]sx?$/i.test(path) ||
    /(^|\/)(test|spec)s?\.[cm]?[jt]sx?$/i.test(path) ||
    /(^|\/)(?:[^/]*\.)?env[.-](?:[^/]*[.-])?(?:test|testing|e2e|ci)(?:[.-][^/]*)?$/i.test(path) ||
    /[._-](test|testing|e2e|ci)\.(?:ya?ml|json|toml)$/i.test(path)
  );
}
