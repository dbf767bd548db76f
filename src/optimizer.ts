import v8 from 'node:v8';

/**
 * How V8 is asked to wait with optimising, by its major version; where none is named, it does so by itself. A run is
 * short: what its compiler threads made of functions after a few calls was seldom used long enough, and took a third of
 * the processor time of a run with two threads of its own. What is really hot is optimised as before. And the space for
 * new objects may grow at once to what a parser fills, which saves a dozen collections.
 */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  11: ['--interrupt-budget=600000', '--semi-space-growth-factor=8'],
  12: ['--invocation-count-for-turbofan=20000'],
};

/** For this thread and all that it starts. A flag that V8 does not know would be printed as an error: each is checked in CI. */
export function optimizeLate(): void {
  for (const flag of FLAGS[process.versions.v8.split('.')[0] ?? ''] ?? []) v8.setFlagsFromString(flag);
}
