import { expect, it } from 'vitest';
import { gitlab } from '../../src/report/gitlab.js';
import { html } from '../../src/report/html.js';
import { json } from '../../src/report/json.js';
import { junit } from '../../src/report/junit.js';
import { markdown } from '../../src/report/markdown.js';
import { isOwnReport } from '../../src/report/own-report.js';
import { rdjson } from '../../src/report/rdjson.js';
import { sarif } from '../../src/report/sarif.js';
import { sample } from './sample.js';

it.each([
  ['json', json(sample)],
  ['sarif', sarif(sample)],
  ['rdjson', rdjson(sample)],
  ['gitlab', gitlab(sample)],
  ['junit', junit(sample)],
  ['html', html(sample)],
  ['markdown', markdown(sample, { source: null })],
])('a report in %s is known again', (_, text) => {
  expect(isOwnReport(Buffer.from(text))).toBe(true);
});

it.each([
  '',
  '{ "version": 1 }',
  '{ "devDependencies": { "valkey-codemod": "1" } }',
  "import 'valkey-codemod';",
])('%j is none', (text) => {
  expect(isOwnReport(Buffer.from(text))).toBe(false);
});
