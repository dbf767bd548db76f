import { expect, test } from 'vitest';
import { assignedNames, settingsUrls } from '../../../src/surfaces/text/assigned.js';

test.each([
  ['REDIS_URL: redis://cache', ['REDIS_URL']],
  ['REDIS_URL ?= redis://cache', ['REDIS_URL']],
  ['- name: REDIS_URL\n  value: redis://cache', ['REDIS_URL']],
  ['- name: REDIS_URL\n  value: {{ printf "redis://%s" .Values.host }}', ['REDIS_URL']],
  ['{ name = "REDIS_URL", value = "rediss://${aws.cache.host}" }', ['REDIS_URL']],
  ["{\n  name: 'REDIS_URL'\n  value: 'rediss://:${key}@${host}'\n}", ['REDIS_URL']],
  ['REDIS_URL: ${REDIS_URL}', []],
])('names that a text gives a URL to: %s', (text, names) => {
  expect(assignedNames(text)).toEqual(names);
});

test.each([
  ['airflow.cfg', '[celery]\nbroker_url = redis://cache:6379/0\n', 1],
  ['app.ini', '; url = redis://cache\nurl = redis://cache\n', 1],
  ['app.properties', 'redis.url=rediss://cache\n# redis.url=redis://other\n', 1],
  ['main.tf', 'output "url" {\n  value = "redis://${aws.cache.host}"\n}\n', 1],
  ['main.bicep', "env: [{ name: 'cacheConnection', value: 'rediss://${host}:10000' }]", 1],
  ['main.tf', '{ name = "REDIS_URL", value = "redis://${host}" }', 0],
  ['app.conf', 'scheme redis://\n', 0],
  ['tool.py', "connect('redis://localhost')", 0],
])('URLs under no variable’s name in %s: %s', (path, text, count) => {
  expect(settingsUrls({ path, text })).toHaveLength(count);
});
