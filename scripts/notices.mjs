// The licences of the packages that a bundle holds, as they ask to be passed on.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes the licence texts of all packages in a bundle into one file. Throws for a package that has none. */
export function writeNotices(metafile, file) {
  const notices = packagesIn(metafile).map((directory) => {
    const { name, version, license } = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8'));
    const text = readdirSync(directory).find((one) => /^licen[cs]e/i.test(one));
    if (text === undefined && license === undefined) throw new Error(`${name} has no licence to pass on`);
    const body = text === undefined ? license : readFileSync(path.join(directory, text), 'utf8').trim();
    return `${name} ${version}\n\n${body}\n`;
  });
  writeFileSync(
    file,
    `valkey-codemod holds code of these packages.\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`,
  );
}

/** The directories of the packages that have a file in the bundle, sorted. */
function packagesIn({ inputs }) {
  const found = Object.keys(inputs).flatMap(
    (input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? [],
  );
  return [...new Set(found)].sort();
}
