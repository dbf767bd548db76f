// Lists what each dialect of the built wrapper carries on iovalkey: the names that its module exports, values and types,
// and the members that its clients, pipelines and clusters have. The planner keeps today's package for code that uses
// anything else; the differential tests run over the same members.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

const require = createRequire(import.meta.url);

/** `{ [module]: { exports, members } }` of the modules in a directory of flavours. */
export async function carriedMembers(out) {
  const carried = {};
  for (const id of ['ioredis', 'ioredis4', 'redis3', 'redis4', 'redis5', 'redis6']) {
    const loaded = await import(pathToFileURL(path.join(out, 'js-esm', `${id}.js`)).href);
    const exports = new Set([...Object.keys(loaded), ...typeNames(path.join(out, 'types', `${id}.d.ts`))]);
    carried[id] = { exports: [...exports].sort(), members: [...membersOf(loaded)].sort() };
  }
  return carried;
}

function membersOf(loaded) {
  const names = new Set(['then', 'constructor']);
  for (const value of [loaded, ...Object.values(loaded)]) {
    if (typeof value === 'function') collect(value.prototype, names);
  }
  for (const client of sampleClients(loaded)) {
    collect(client, names);
    if (typeof client.multi === 'function') collect(client.multi(), names);
  }
  return names;
}

/** Clients that never connect: they show the members that a constructor adds. */
function sampleClients(loaded) {
  const Class = loaded.Redis ?? loaded.default;
  if (loaded.createClient === undefined) return [new Class({ lazyConnect: true })];
  if (loaded.createCluster === undefined) {
    const client = loaded.createClient({ host: '127.0.0.1', port: 1, retry_strategy: () => undefined });
    client.on('error', () => {});
    client.end(true);
    return [client];
  }
  const clients = [
    loaded.createClient(),
    loaded.createCluster({ rootNodes: [{ url: 'redis://127.0.0.1:1' }] }),
  ];
  return clients;
}

function collect(value, names) {
  for (let one = value; one !== null && one !== undefined; one = Object.getPrototypeOf(one)) {
    for (const name of Object.getOwnPropertyNames(one)) if (/^[A-Za-z]\w*$/.test(name)) names.add(name);
  }
}

/** The names that a declaration file exports; `export *` is followed. */
function typeNames(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const names = new Set();
  for (const statement of source.statements) {
    if (ts.isExportDeclaration(statement)) {
      const target = statement.moduleSpecifier?.text;
      if (statement.exportClause === undefined)
        for (const name of typeNames(declarationOf(target, file))) names.add(name);
      else if (ts.isNamedExports(statement.exportClause)) {
        for (const element of statement.exportClause.elements) names.add(element.name.text);
      }
    } else if (statement.modifiers?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword)) {
      const declared = statement.declarationList?.declarations ?? [statement];
      for (const one of declared) if (one.name !== undefined) names.add(one.name.text);
    }
  }
  return names;
}

function declarationOf(specifier, from) {
  if (specifier.startsWith('.'))
    return path.resolve(path.dirname(from), specifier.replace(/(\.js)?$/, '.d.ts'));
  return require.resolve(specifier).replace(/\.js$/, '.d.ts');
}
