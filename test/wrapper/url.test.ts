import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isServerUrl,
  isTlsUrl,
  normaliseUrl,
  readUrl,
  toRedisUrl,
  type UrlReading,
} from '../../src/wrapper/url.js';

const promises: UrlReading = { query: false, bareAuth: 'username', barePath: false, unix: false };
const callbacks: UrlReading = { query: true, bareAuth: 'password', barePath: true, unix: false };

describe('the four schemes', () => {
  it.each([
    ['redis://h:1/2?a=b', 'redis://h:1/2?a=b', false],
    ['rediss://u:p%40@h', 'rediss://u:p%40@h', true],
    ['valkey://h', 'redis://h', false],
    ['valkeys://h/1', 'rediss://h/1', true],
    ['REDISS://h', 'rediss://h', true],
    ['ValKeyS://h', 'rediss://h', true],
  ])('%s', (url, normal, tls) => {
    expect(normaliseUrl(url)).toBe(normal);
    expect(isServerUrl(url)).toBe(true);
    expect(isTlsUrl(url)).toBe(tls);
    expect(isTlsUrl(new URL(url).protocol)).toBe(tls);
  });

  it.each([
    'localhost:6379',
    '/tmp/valkey.sock',
    'unix:///tmp/v.sock',
    '//host',
    'redis+sentinel://h',
    'redis-socket://h',
    'ioredis://Zm9v',
    'a:1,b:2',
    '',
    'valkey',
    'http://valkey://h',
  ])('leaves %j alone', (odd) => {
    expect(normaliseUrl(odd)).toBe(odd);
    expect(toRedisUrl(odd)).toBe(odd);
    expect(isTlsUrl(odd)).toBe(false);
  });

  it('keeps what is not a string', () => {
    expect(toRedisUrl(undefined)).toBeUndefined();
    expect(toRedisUrl(new URL('valkeys://u:p@h:1/2'))).toEqual(new URL('rediss://u:p@h:1/2'));
    expect(isServerUrl(undefined)).toBe(false);
    expect(isTlsUrl(null)).toBe(false);
  });

  it('changes nothing but the scheme', () => {
    fc.assert(
      fc.property(fc.constantFrom('redis', 'valkey'), fc.boolean(), fc.string(), (name, tls, rest) => {
        const scheme = tls ? 's' : '';
        expect(normaliseUrl(`${name}${scheme}://${rest}`)).toBe(`redis${scheme}://${rest}`);
      }),
    );
  });
});

describe('readUrl', () => {
  it.each<[string, UrlReading, object]>([
    ['valkey://h', promises, { tls: false, host: 'h' }],
    [
      'valkeys://u:p%40%2F@h:7/3',
      promises,
      { tls: true, host: 'h', port: 7, username: 'u', password: 'p@/', db: 3 },
    ],
    ['redis://:p@h', promises, { tls: false, host: 'h', password: 'p' }],
    ['redis://word@h', promises, { tls: false, host: 'h', username: 'word' }],
    ['redis://word@h', callbacks, { tls: false, host: 'h', password: 'word' }],
    ['redis://u:@h', callbacks, { tls: false, host: 'h', username: 'u' }],
    ['redis://[::1]:6', promises, { tls: false, host: '::1', port: 6 }],
    ['redis://h?db=2&tls=true', promises, { tls: false, host: 'h' }],
    ['redis://h?db=2&tls=true', callbacks, { tls: true, host: 'h', db: 2, query: { db: '2', tls: 'true' } }],
    ['redis://h/1?db=2', callbacks, { tls: false, host: 'h', db: 1, query: { db: '2' } }],
    ['/tmp/v.sock', callbacks, { tls: false, path: '/tmp/v.sock' }],
    ['/tmp/v.sock?db=4', callbacks, { tls: false, path: '/tmp/v.sock', db: 4, query: { db: '4' } }],
    ['//h:8', callbacks, { tls: false, host: 'h', port: 8 }],
    ['unix:///tmp/v.sock', { ...promises, unix: true }, { tls: false, path: '/tmp/v.sock' }],
    ['redis://:100%@h', promises, { tls: false, host: 'h', password: '100%' }],
  ])('%s', (url, reading, expected) => {
    expect(readUrl(url, reading)).toEqual({ query: {}, ...expected });
  });

  it.each([
    'http://u:hunter2@h',
    'redis://u:hunter2@h/zero',
    'redis://u:hunter2@h:port',
    'hunter2',
    'redis://u:hunter2@[h',
    '/hunter2',
  ])('an error for %s keeps the password to itself', (url) => {
    let caught: unknown;
    try {
      readUrl(url, promises);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(TypeError);
    const error = caught as TypeError;
    expect(error.message + JSON.stringify(Object.entries(error))).not.toContain('hunter2');
  });
});
