import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Generous: a slow machine is no failure. What must not hang has bounds of its own.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Two cores: more workers only make the runs that start servers slower.
    maxWorkers: 2,
  },
});
