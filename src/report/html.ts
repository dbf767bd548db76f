import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { installedFile } from '../installed.js';
import { surfaceOf } from '../surfaces/registry.js';
import { findingGroups, type Place } from './finding-groups.js';
import { headline } from './headline.js';
import { printable, printableLine } from './printable.js';
import type { Report, ReportFile } from './report.js';
import { plural } from './summary.js';
import { changedWords } from './words.js';

const STYLE = readFileSync(installedFile('dist/report/html/page.css'), 'utf8');
const SCRIPT = readFileSync(installedFile('dist/report/html/page.js'), 'utf8');

/**
 * The report as one page that needs nothing else and asks nobody: its policy allows this script and this style alone.
 * Files are listed as they are; their diffs lie beside as data, and are laid out when they are opened, so that two
 * thousand of them open as fast as two.
 */
export function html(report: Report): string {
  const title = headline(report);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hashOf(STYLE)}'; script-src '${hashOf(SCRIPT)}'">
<meta name="color-scheme" content="light dark">
<title>valkey-codemod: ${text(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#files">To the changes</a>
<header>
<h1>valkey-codemod</h1>
<p class="headline">${text(title)}</p>
</header>
<main>
${filters(report)}${findings(report)}${variables(report)}${dependencies(report)}${next(report)}
<section aria-labelledby="files">
<h2 id="files" tabindex="-1">Changes</h2>
<noscript><p>The diffs need this page's own script; <code>--format patch</code> gives them as text.</p></noscript>
${report.files.map(fileEntry).join('\n')}
</section>
</main>
<script type="application/json" id="data">${embedded(filesData(report))}</script>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function hashOf(content: string): string {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`;
}

function findings(report: Report): string {
  const groups = findingGroups(report.findings);
  if (groups.length === 0) return '';
  const items = groups.map(({ severity, rule, message, help, places }) => {
    const list = places.map(placeItem).join('');
    const where =
      places.length > 5
        ? `<details><summary>${places.length} places</summary><ul>${list}</ul></details>`
        : `<ul>${list}</ul>`;
    const advice = help === '' ? '' : `<p class="help">${text(help)}</p>`;
    return `<li class="finding" data-severity="${severity}" data-rule="${text(rule)}"><p><strong class="${severity}">${severity}</strong> ${text(message)} <code>${text(rule)}</code></p>${advice}${where}</li>`;
  });
  return `<section aria-labelledby="findings"><h2 id="findings">Findings</h2><ul class="plain">${items.join('\n')}</ul></section>\n`;
}

function placeItem({ path, line, said }: Place): string {
  const differs = said === '' ? '' : ` ${text(said)}`;
  return `<li class="place" data-path="${text(path)}" data-surface="${surfaceOf(path) ?? ''}"><code>${text(path)}:${line}</code>${differs}</li>`;
}

function variables(report: Report): string {
  if (report.variables.length === 0) return '';
  const rows = report.variables.map(
    ({ name, decision, reason, definitions, readers }) =>
      `<tr><th scope="row"><code>${text(name)}</code></th><td>${decision}</td><td>${text(reason)}</td><td>${definitions.length}</td><td>${readers.length}</td></tr>`,
  );
  return `<section aria-labelledby="variables"><h2 id="variables">URL variables</h2><div class="scroll" tabindex="0" role="region" aria-label="Table of URL variables"><table class="grid"><thead><tr><th scope="col">Variable</th><th scope="col">Decision</th><th scope="col">Reason</th><th scope="col">Definitions</th><th scope="col">Readers</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></div></section>\n`;
}

function dependencies(report: Report): string {
  if (report.dependencies.length === 0) return '';
  const items = report.dependencies.map(({ manifest, removed, added, kept }) => {
    const changes = [
      ...removed.map((name) => `<li>− <code>${text(name)}</code></li>`),
      ...added.map((name) => `<li>+ <code>${text(name)}</code></li>`),
      ...kept.map(({ name, reason }) => `<li><code>${text(name)}</code> stays: ${text(reason)}</li>`),
    ];
    return `<li><code>${text(manifest)}</code><ul>${changes.join('')}</ul></li>`;
  });
  return `<section aria-labelledby="dependencies"><h2 id="dependencies">Dependencies</h2><ul class="plain">${items.join('\n')}</ul></section>\n`;
}

function next(report: Report): string {
  if (report.next.length === 0) return '';
  const items = report.next.map(({ directory, command }) => {
    const where = directory === '.' ? '' : ` in <code>${text(directory)}</code>`;
    return `<li><code>${text(command)}</code>${where}</li>`;
  });
  return `<section aria-labelledby="next"><h2 id="next">Next</h2><ol>${items.join('')}</ol></section>\n`;
}

function filters(report: Report): string {
  const rules = [...report.files.flatMap((file) => file.edits), ...report.findings].map(({ rule }) => rule);
  const surfaces = [
    ...report.files.map((file) => file.surface),
    ...report.findings.flatMap((finding) => surfaceOf(finding.path) ?? []),
  ];
  return `<form class="filters" role="search" aria-label="Filter">
<label>Path <input id="path" type="search" autocomplete="off" aria-keyshortcuts="/"></label>
${choice('rule', 'Rule', rules)}${choice('surface', 'Surface', surfaces)}${choice('severity', 'Severity', ['error', 'warning', 'info'])}
<label>View <select id="view"><option value="unified">unified</option><option value="split">side by side</option></select></label>
<button type="button" id="expand" aria-keyshortcuts="e">Open all</button>
<button type="button" id="collapse" aria-keyshortcuts="c">Close all</button>
<p id="count" role="status">${plural(report.files.length, 'file')}, ${plural(report.findings.length, 'finding')}</p>
<p class="keys">Keys: <kbd>/</kbd> path, <kbd>j</kbd> next file, <kbd>k</kbd> previous file, <kbd>s</kbd> view, <kbd>e</kbd> open all, <kbd>c</kbd> close all</p>
</form>`;
}

function choice(id: string, label: string, values: readonly string[]): string {
  const options = [...new Set(values)].sort().map((value) => `<option>${text(value)}</option>`);
  return `<label>${label} <select id="${id}"><option value="">all</option>${options.join('')}</select></label>\n`;
}

function fileEntry(file: ReportFile, index: number): string {
  const lines = file.hunks.reduce(
    (sum, hunk) => sum + hunk.lines.filter((line) => line.kind !== 'context').length,
    0,
  );
  const ignored = file.ignoredByGit ? ', ignored by git' : '';
  return `<details class="file" data-index="${index}"><summary><code>${text(file.path)}</code> <span>${file.status}${ignored}, ${plural(lines, 'line')}</span></summary><div class="diff"></div></details>`;
}

function filesData({ files, findings: all }: Report): readonly object[] {
  const severities = new Map<string, Set<string>>();
  for (const { path, severity } of all) {
    severities.set(path, (severities.get(path) ?? new Set()).add(severity));
  }
  return files.map((file) => ({ ...fileData(file), severities: [...(severities.get(file.path) ?? [])] }));
}

/** What the page's script lays out: [kind, old line, new line, words], words as text or [text] where it changed. */
function fileData(file: ReportFile): object {
  return {
    path: file.path,
    surface: file.surface,
    rules: [...new Set(file.edits.map((edit) => edit.rule))],
    hunks: file.hunks.map((hunk) => {
      const words = changedWords(hunk);
      return hunk.lines.map((line) => [
        line.kind[0],
        line.oldLine,
        line.newLine,
        (words.get(line) ?? [{ text: line.text, changed: false }]).map((word) => {
          const shown = printableLine(word.text.replace(/\r$/, ''));
          return word.changed ? [shown] : shown;
        }),
      ]);
    }),
  };
}

/** JSON inside a script element: nothing in it can end the element or begin a comment. */
function embedded(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function text(value: string): string {
  return printable(value)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
