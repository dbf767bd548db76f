// The program's own first look at a repository, without what follows: discovery, and the scan for 21 names.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { variables } from './tree.mjs';

const [root, built] = process.argv.slice(2);
const load = (file) => import(pathToFileURL(path.join(built, file)).href);
const [{ discover }, { scan }] = await Promise.all([load('discover.cjs'), load('scan.cjs')]);

let hits = 0;
const repository = await discover(root, { include: [], exclude: [] });
await scan(repository, ['redis', ...variables], () => hits++);
console.log(hits);
