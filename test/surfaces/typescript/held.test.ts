import { expect, test } from 'vitest';
import { surveyTypeScript } from '../../../src/surfaces/typescript/survey.js';

const names = new Set(['redis']);

/** What a file uses of a client, by name. */
function uses(text: string): readonly string[] {
  const file = { path: 'a.js', text, ignoredByGit: false };
  return surveyTypeScript(file, names).members.uses.map((one) => `${one.kind} ${one.name}`);
}

const client = `const client = require('redis').createClient();\n`;

test.each([
  ['of a client', 'client', '.on(name, () => {})', 'member on'],
  ['of a batch', 'client.multi()', '.set(name, value)', 'sent set'],
  ['of something else', 'app', `.get('/', () => client.quit())`, 'member quit'],
])('a chain of many calls %s is followed in little time', (_, start, link, use) => {
  const links = 200;
  const found = uses(client + start + link.repeat(links));
  expect(found.filter((one) => one === use)).toHaveLength(links);
});

test.each([
  [
    'a factory of the module',
    `const redis = require('redis');\nconst made = redis.createClient();\nmade.get(1);`,
  ],
  [
    'a factory under a name',
    `const { createClient } = require('redis');\nconst made = createClient();\nmade.get(1);`,
  ],
  ['a client that is copied', `${client}const made = client.duplicate();\nmade.get(1);`],
  ['a client that a method gives back', `${client}client.on('error', log).get(1);`],
  [
    'a field',
    `${client}class A {\n  constructor() { this.made = client; }\n  run() { this.made.get(1); }\n}`,
  ],
  [
    'a factory in a field',
    `const redis = require('redis');\nclass A {\n  open() { this.create = redis.createClient; this.made = this.create(); this.made.get(1); }\n}`,
  ],
])('what is called on %s is a use', (_, text) => {
  expect(uses(text)).toContain('member get');
});
