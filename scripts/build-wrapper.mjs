// Builds dist/wrapper/: the flavours of the client wrapper from its one source, src/wrapper/, and index.json, which
// says where in each file a migration fills in what differs from repository to repository. All text is cut out of real
// modules or printed by the TypeScript compiler; nothing here knows what the modules do.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { toCommonJs, toThinModule } from './wrapper/commonjs.mjs';
import { bundleDialects } from './wrapper/dialects.mjs';
import { findPieces } from './wrapper/pieces.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const source = path.join(root, 'src/wrapper');
// Survives printing as a comment, so that blank lines are still there in the JavaScript.
const BLANK = '//:blank';

/** Builds every flavour into a directory, unless it holds them already. */
export function buildWrapper(out) {
  const inputs = hashInputs();
  if (existsSync(path.join(out, 'index.json'))) {
    if (JSON.parse(readFileSync(path.join(out, 'index.json'), 'utf8')).inputs === inputs) return;
  }
  const { texts: bundled, optional } = bundleDialects(source, compilerOptions());
  const own = reachable().filter((id) => !(id in bundled));
  // The modules that were put together stay as they are for this program alone, which asks for the tables of commands.
  const isApart = (id) => id.startsWith('promise/');
  const ids = [...own, ...Object.keys(bundled)].sort();
  const printed = print(ids, bundled);
  const texts = {};
  for (const id of ids) {
    const js = printed.get(`${id}.js`);
    texts[`js-esm/${id}.js`] = js;
    if (isApart(id)) continue;
    texts[`ts-esm/${id}.ts`] = bundled[id] ?? readFileSync(path.join(source, `${id}.ts`), 'utf8');
    texts[`js-cjs/${id}.js`] = toCommonJs(js);
    texts[`js-thin/${id}.js`] = toThinModule(js, id);
    if (printed.has(`${id}.d.ts`)) texts[`types/${id}.d.ts`] = printed.get(`${id}.d.ts`);
  }
  const formatted = format(texts);
  const index = { inputs, optional, files: {} };
  for (const [file, text] of Object.entries(formatted))
    index.files[file] = { blanks: findBlanks(file, text, ids) };
  const ofDialects = Object.entries(formatted).filter(([file]) => /^[^/]+\/redis[456]\b/.test(file));
  const pieces = {};
  for (const [file, found] of Object.entries(findPieces(Object.fromEntries(ofDialects))))
    pieces[piecesOf(file)] = { ...pieces[piecesOf(file)], [file]: found };
  for (const id of ids.filter((one) => !isApart(one))) refuseCircle(id, index.files);
  // Complete before it takes its place: other processes may be reading.
  const fresh = `${out}.${process.pid}`;
  const written = { ...formatted, 'index.json': index, ...pieces };
  for (const [file, content] of Object.entries(written)) {
    const text = typeof content === 'string' ? content : `${JSON.stringify(content)}\n`;
    mkdirSync(path.dirname(path.join(fresh, file)), { recursive: true });
    writeFileSync(path.join(fresh, file), text);
  }
  rmSync(out, { recursive: true, force: true });
  renameSync(fresh, out);
}

/** Where the pieces of a file are: beside those of its dialect in its flavour, since a copy is made of these alone. */
function piecesOf(file) {
  const [flavour, dialect] = file.split('/');
  return `pieces/${flavour}/${dialect.replace(/\..*/, '')}.json`;
}

/** Changes when anything that the flavours are made from does. */
function hashInputs() {
  const hash = createHash('sha256');
  for (const directory of ['src/wrapper', 'scripts']) {
    for (const file of readdirSync(path.join(root, directory), { recursive: true }).sort()) {
      if (/\.m?[jt]s$/.test(file)) hash.update(file).update(readFileSync(path.join(root, directory, file)));
    }
  }
  for (const file of ['biome.json', 'tsconfig.json', 'package-lock.json'])
    hash.update(readFileSync(path.join(root, file)));
  return hash.digest('hex');
}

/** The modules that a migration can ask for, with those that they import. */
function reachable() {
  const names = [
    ...readdirSync(source),
    ...readdirSync(path.join(source, 'passthrough')).map((name) => `passthrough/${name}`),
  ];
  const ids = new Set(
    names.filter((name) => name.endsWith('.ts')).map((name) => name.slice(0, -'.ts'.length)),
  );
  for (const id of ids) {
    const { importedFiles } = ts.preProcessFile(readFileSync(path.join(source, `${id}.ts`), 'utf8'));
    for (const { fileName } of importedFiles) {
      if (fileName.startsWith('.'))
        ids.add(path.posix.join(path.posix.dirname(id), fileName).replace(/\.js$/, ''));
    }
  }
  return [...ids].sort();
}

function compilerOptions() {
  const config = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile).config;
  return ts.convertCompilerOptionsFromJson(
    {
      ...config.compilerOptions,
      target: 'ES2022',
      noEmit: false,
      declaration: true,
      outDir: '/out',
      rootDir: source,
      stripInternal: true,
    },
    root,
  ).options;
}

/**
 * JavaScript (ES modules) and declarations of modules, by their path under src/wrapper; `bundled` has the texts of those
 * that are no file there. `npm run typecheck` checks the others.
 */
function print(ids, bundled) {
  const names = ids.map((id) => path.join(source, `${id}.ts`));
  const options = compilerOptions();
  const host = ts.createCompilerHost(options);
  const texts = new Map(Object.entries(bundled).map(([id, text]) => [path.join(source, `${id}.ts`), text]));
  const { readFile, fileExists } = host;
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.readFile = (name) => {
    const text = texts.get(name) ?? readFile(name);
    return name.startsWith(`${source}/`) ? text?.replace(/^[ \t]*$/gm, BLANK) : text;
  };
  const program = ts.createProgram(names, options, host);
  const printed = new Map();
  const { diagnostics } = program.emit(undefined, (name, text) => {
    printed.set(
      path.relative('/out', name).replace(/\\/g, '/'),
      text.replaceAll(new RegExp(`^[ \\t]*${BLANK}$`, 'gm'), ''),
    );
  });
  if (diagnostics.length > 0)
    process.stderr.write(`no declarations for: ${ts.formatDiagnostics(diagnostics, host)}`);
  return printed;
}

/** The same files as the formatter of this project prints them. */
function format(texts) {
  const directory = mkdtempSync(path.join(tmpdir(), 'valkey-codemod-build-'));
  try {
    const { formatter, javascript } = JSON.parse(readFileSync(path.join(root, 'biome.json'), 'utf8'));
    writeFileSync(path.join(directory, 'biome.json'), JSON.stringify({ root: true, formatter, javascript }));
    for (const [file, text] of Object.entries(texts)) {
      mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
      writeFileSync(path.join(directory, file), text);
    }
    const require = createRequire(import.meta.url);
    const biome = path.join(path.dirname(require.resolve('@biomejs/biome/package.json')), 'bin/biome');
    execFileSync(process.execPath, [biome, 'format', '--write', '.'], { cwd: directory, stdio: 'pipe' });
    return Object.fromEntries(
      Object.keys(texts).map((file) => [file, readFileSync(path.join(directory, file), 'utf8')]),
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * The spans that a migration fills in: `module` a relative specifier (to that module), `package` the name of today's
 * package in a pass-through module, `major` the major of it that `const sourceMajor` names, `names` an empty template.
 */
function findBlanks(file, text, ids) {
  const [, id] = /^[^/]+\/(.*?)(?:\.d)?\.[jt]s$/.exec(file);
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const blanks = [];
  const add = (node, kind, module) =>
    blanks.push({
      kind,
      ...(module && { module }),
      start: node.getStart(tree) + (kind === 'major' ? 0 : 1),
      end: node.end - (kind === 'major' ? 0 : 1),
    });
  const visit = (node) => {
    if (ts.isStringLiteral(node) && isSpecifier(node)) {
      const target = path.posix.join(path.posix.dirname(id), node.text).replace(/\.c?js$/, '');
      if (node.text.startsWith('.')) {
        if (!ids.includes(target)) throw new Error(`${file}: no module ${node.text}`);
        add(node, 'module', target);
      } else if (id.startsWith('passthrough/') && /^(io)?redis\d*$/.test(node.text)) add(node, 'package');
    } else if (ts.isNoSubstitutionTemplateLiteral(node) && node.text.trim() === '') {
      add(node, 'names');
    } else if (
      ts.isVariableDeclaration(node) &&
      node.name.getText(tree) === 'sourceMajor' &&
      node.initializer
    ) {
      add(node.initializer, 'major');
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return blanks;
}

/** Whether a string stands where a module's name stands: import, export, import type, import(), require(). */
function isSpecifier(node) {
  const { parent } = node;
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent))
    return parent.moduleSpecifier === node;
  if (ts.isExternalModuleReference(parent)) return true;
  if (ts.isLiteralTypeNode(parent)) return ts.isImportTypeNode(parent.parent);
  if (!ts.isCallExpression(parent)) return false;
  return parent.expression.kind === ts.SyntaxKind.ImportKeyword || parent.expression.getText() === 'require';
}

/** CommonJS cannot load modules that need each other. */
function refuseCircle(id, files, above = []) {
  if (above.includes(id)) throw new Error(`modules import each other: ${[...above, id].join(' -> ')}`);
  for (const { module } of files[`js-cjs/${id}.js`].blanks)
    if (module) refuseCircle(module, files, [...above, id]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const out = path.resolve(process.argv[2] ?? path.join(root, 'dist/wrapper'));
  buildWrapper(out);
}
