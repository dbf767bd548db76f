// What action.yml starts: `comment`, as a step of a job on GitHub. Paths in its inputs are relative to the workspace.
import { commandLine } from './comment/inputs.js';
import { run } from './program.js';

if (process.env.GITHUB_WORKSPACE) process.chdir(process.env.GITHUB_WORKSPACE);
process.env.GITHUB_TOKEN ??= process.env.INPUT_TOKEN;
run(commandLine(process.env)).then((exitCode) => {
  process.exitCode = exitCode;
});
