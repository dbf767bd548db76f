#!/usr/bin/env node
// Syntax of Node 12, no static import: an old Node must get as far as the sentence that says so.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`valkey-codemod needs Node 20.19 or later; this is Node ${process.versions.node}\n`);
  process.exitCode = 2;
} else {
  // Required, not imported: Node would read the whole program once more for the names that it exports.
  import('node:module')
    .then(({ createRequire }) => {
      const program: typeof import('./program.js') = createRequire(import.meta.url)('./program.cjs');
      return program.run(process.argv.slice(2));
    })
    .then((exitCode) => {
      process.exitCode = exitCode;
    });
}
