// The files that the modules of a promise dialect (src/wrapper/promise/) become in a repository.
import ts from 'typescript';
import { bundle } from './bundle.mjs';
import { specialise } from './specialise.mjs';

/** File by file its modules, from the first that is loaded to the last: no file may need a later one to load. */
const FILES = {
  types: [
    'types',
    ...[
      'types',
      'types4',
      'types5',
      'types6',
      'types-geo',
      'types-streams',
      'types-admin',
      'types-names',
    ].map((name) => `commands/${name}`),
  ],
  constants: ['constants'],
  errors: ['errors'],
  options: ['basics', 'options', 'scripts', 'command-options'],
  commands: [
    ...['arguments', 'row', 'replies', 'keyspace', 'strings', 'hashes', 'lists', 'sets', 'sorted-sets'],
    ...[
      'scripting',
      'connection',
      'server',
      'geo',
      'streams',
      'introspection',
      'admin',
      'cluster',
      'not-copied',
    ],
  ].map((name) => `commands/${name}`),
  absent: ['absent'],
  resp3: ['commands/resp3'],
  core: [
    ...['commands/table', 'words', 'replies', 'pubsub', 'socket', 'link', 'queue', 'connection'],
    ...['introduction', 'monitor', 'core'],
  ],
  legacy: ['legacy'],
  client: ['define', 'iterators', 'multi', 'client', 'isolation', 'client4', 'client5'],
  pool: ['pool'],
  cluster: ['types-cluster', 'topology', 'policies', 'cluster'],
  sentinel: ['types-sentinel', 'sentinel'],
  create: ['dialect4', 'dialect5'],
};

/** Files that are copied only where something names what they do; `absent` stands for them elsewhere. */
const OPTIONAL = ['resp3', 'legacy', 'pool', 'cluster', 'sentinel'];

/** Major 4 has a legacy mode instead of a legacy client, and no RESP 3. */
const isOptional = (name, major) => OPTIONAL.includes(name) && !(major === 4 && name === 'legacy');

/** `{ texts: { id: text }, optional: { id: absent id } }` for each promise dialect. */
export function bundleDialects(source, options) {
  const host = cachedHost(options);
  const bundles = [4, 5, 6].map((major) => bundleDialect(major, source, options, host));
  return {
    texts: Object.assign({}, ...bundles.map(({ texts }) => texts)),
    optional: Object.assign({}, ...bundles.map(({ optional }) => optional)),
  };
}

function bundleDialect(major, source, options, host) {
  const entry = `redis${major}`;
  const fileOf = (id) => {
    if (!id.startsWith('promise/')) return undefined;
    const found = Object.entries(FILES).find(([, modules]) => modules.includes(id.slice('promise/'.length)));
    if (!found) throw new Error(`${id} belongs to no file of scripts/wrapper/dialects.mjs`);
    return `${entry}/${found[0]}`;
  };
  const readFile = (name) => {
    const text = host.readFile(name);
    if (!name.startsWith(`${source}/promise/`)) return text;
    return text && specialise(text, major, !name.startsWith(`${source}/promise/commands/`));
  };
  const roots = [entry, 'promise/absent'].map((id) => `${source}/${id}.ts`);
  const program = ts.createProgram(roots, options, {
    ...host,
    getSourceFile: (name, target) =>
      name.startsWith(`${source}/promise/`)
        ? ts.createSourceFile(name, readFile(name), target, true)
        : host.getSourceFile(name, target),
    readFile,
  });
  const optional = Object.keys(FILES)
    .filter((name) => isOptional(name, major))
    .map((name) => `${entry}/${name}`);
  const texts = bundle({
    program,
    source,
    entry,
    fileOf,
    order: Object.keys(FILES).map((name) => `${entry}/${name}`),
    optional: new Set(optional),
    absent: 'promise/absent',
  });
  return {
    texts,
    optional: Object.fromEntries(optional.filter((id) => id in texts).map((id) => [id, `${entry}/absent`])),
  };
}

/** The libraries' declarations are read once for all dialects. */
function cachedHost(options) {
  const host = ts.createCompilerHost(options, true);
  const files = new Map();
  const getSourceFile = (name, target) => {
    if (!files.has(name)) files.set(name, host.getSourceFile(name, target));
    return files.get(name);
  };
  return { ...host, getSourceFile };
}
