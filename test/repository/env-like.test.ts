import { describe, expect, it } from 'vitest';
import { isEnvLike } from '../../src/repository/env-like.js';

describe('isEnvLike', () => {
  it.each(['.env', 'a/.env.local', '.env-test', 'docker/web.env', '.envrc', '.env.example'])('%s', (path) =>
    expect(isEnvLike(path)).toBe(true),
  );
  it.each(['env.ts', '.env.ts', '.environment', 'src/env', '.env.d.ts', 'env', '.env.json'])(
    'not %s',
    (path) => expect(isEnvLike(path)).toBe(false),
  );
});
