import { printable } from './printable.js';

/** The size of a text as platforms count it. */
export function bytes(text: string): number {
  return Buffer.byteLength(text);
}

/**
 * Text of the repository as text: no markup, no HTML, and neither a mention (`@team`) nor a reference (`#1`, GitLab's
 * `!1`), which would call people or link issues.
 */
export function escaped(text: string): string {
  return html(text)
    .replace(/[\\`*_{}[\]#|~]/g, '\\$&')
    .replace(/@(?=\w)/g, '@\u200b')
    .replace(/(?<=[#!$%]|\bGH-)(?=\d)/g, '\u200b');
}

/** A code span that holds any text: in more backticks than it has in a row. */
export function code(text: string): string {
  const shown = printable(text);
  const fence = '`'.repeat(longestRun(shown) + 1);
  const space = /^`|`$/.test(shown) ? ' ' : '';
  return `${fence}${space}${shown}${space}${fence}`;
}

/** A block of code that holds any text. */
export function fenced(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}${text.endsWith('\n') ? '' : '\n'}${fence}`;
}

export function html(text: string): string {
  return printable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
