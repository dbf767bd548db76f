// The licences of the packages that a bundle holds, as they ask to be passed on.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes the licence texts of all packages in some bundles into one file. Throws for a package that has none. */
export function writeNotices(metafiles, file) {
  const notices = packagesIn(metafiles).map((directory) => {
    const { name, version, license } = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8'));
    // Besides its licence, TypeScript has notices of code that it holds itself.
    const texts = readdirSync(directory).filter((one) => /^(licen[cs]e|thirdpartynotice)/i.test(one));
    if (texts.length === 0 && license === undefined) throw new Error(`${name} has no licence to pass on`);
    const bodies = texts.map((text) => readFileSync(path.join(directory, text), 'utf8').trim());
    return `${[`${name} ${version}`, ...(texts.length > 0 ? bodies : [license])].join('\n\n')}\n`;
  });
  writeFileSync(
    file,
    `valkey-codemod holds code of these packages.\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`,
  );
}

/** The directories of the packages that have a file in a bundle, sorted. */
function packagesIn(metafiles) {
  const inputs = metafiles.flatMap((metafile) => Object.keys(metafile.inputs));
  const found = inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []);
  // ts-morph's common part holds TypeScript, whose licence is in a package of its own.
  const held = found
    .filter((one) => one.endsWith('@ts-morph/common'))
    .map((one) => one.replace('@ts-morph/common', 'typescript'));
  return [...new Set([...found, ...held])].sort();
}
