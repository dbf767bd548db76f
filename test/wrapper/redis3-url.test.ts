import { beforeEach, describe, expect, it, vi } from 'vitest';
import redis from '../../src/wrapper/redis3.js';
import { original, type Redis, show } from './redis3/subject.js';

/** Nothing listens there: only what a client made of its arguments is looked at. */
const MEMBERS = ['address', 'connection_options', 'selected_db', 'auth_pass', 'auth_user', 'options'];

let warned: unknown[];

beforeEach(() => {
  warned = [];
  vi.spyOn(console, 'warn').mockImplementation((...given: unknown[]) => warned.push(given));
});

function look(subject: Redis, ...given: unknown[]): unknown {
  warned = [];
  try {
    const client: ReturnType<Redis['createClient']> = Reflect.apply(subject.createClient, undefined, given);
    client.on('error', () => {});
    const seen = MEMBERS.map((name) => [name, show(Reflect.get(client, name))]);
    client.end(false);
    return { seen, warned };
  } catch (error) {
    return { threw: show(error) };
  }
}

describe('arguments of createClient', () => {
  it.each([
    [],
    [undefined],
    [null],
    [7],
    ['7'],
    [7, 'somewhere'],
    [7, 'somewhere', { db: 1 }],
    [7, { db: 1 }],
    [7, null, { db: 1 }],
    [7, undefined, { db: 1 }],
    [7, { a: 1 }, { db: 1 }],
    [{ host: 'somewhere', port: 7 }],
    [{ host: 'somewhere' }, 'x'],
    [undefined, 'somewhere'],
    [undefined, 'somewhere', { db: 2 }],
    [true],
    [{ url: 'redis://somewhere:7/3', db: '3' }],
    [{ url: 'redis://somewhere:7/3', db: 4 }],
    [{ url: '' }],
    [{ host: '::1' }],
    [{ host: 'h', family: 'IPv6' }],
    [{ tls: { host: 'other', port: 8, servername: 'name' } }],
    [{ returnBuffers: true, renameCommands: { KEYS: 'x', FlushAll: 'y' } }],
    [{ retry_max_delay: 5, max_attempts: 4 }],
  ])('%o', (...given) => {
    expect(look(redis, ...given)).toEqual(look(original(3), ...given));
  });
});

describe('URLs', () => {
  it.each([
    'redis://somewhere',
    'REDIS://SOMEWHERE:7',
    'redis://somewhere:7/',
    'redis://somewhere:7/3',
    'redis://somewhere:7/3/4',
    'redis://somewhere:7/name',
    'redis://somewhere:7?db=3',
    'redis://somewhere:7/3?db=3',
    'redis://somewhere:7/3?db=4',
    'redis://somewhere:7?password=p%20w&string_numbers=true&foo=',
    'redis://:pw@somewhere?password=other',
    'redis://somewhere#fragment',
    'redis://somewhere/2?x=y#fragment',
    'redis://:pw@somewhere:7',
    'redis://user:pw@somewhere:7',
    'redis://user:p:w@somewhere:7',
    'redis://user:p%40%3A%2Fw@somewhere:7',
    'redis://user:p@w@somewhere:7',
    'redis://pw@somewhere:7',
    'redis://user:@somewhere:7',
    'redis://[::1]:7/2',
    'redis://[::1]',
    'redis://127.0.0.1:7',
    'redis://:7',
    'redis://',
    'redis:///3',
    '//somewhere:7/3',
    '//:pw@somewhere:7',
    'somewhere:7',
    'redis:somewhere',
    'somewhere',
    '/tmp/nothing.sock',
    'unix:///tmp/nothing.sock',
    'tcp://somewhere:7',
    'http://somewhere',
    'redis+sentinel://somewhere:7/3',
    '  redis://somewhere:7  ',
    '',
  ])('%s', (url) => {
    expect(look(redis, url)).toEqual(look(original(3), url));
    expect(look(redis, { url })).toEqual(look(original(3), { url }));
    expect(look(redis, url, { db: '3', no_ready_check: true })).toEqual(
      look(original(3), url, { db: '3', no_ready_check: true }),
    );
  });

  it.each([
    ['valkey://:pw@somewhere:7/3', 'redis://:pw@somewhere:7/3'],
    ['VALKEY://somewhere', 'redis://somewhere'],
    ['valkeys://:pw@localhost:7/3', 'rediss://:pw@localhost:7/3'],
    ['ValKeys://localhost', 'rediss://localhost'],
    ['REDISS://localhost', 'rediss://localhost'],
  ])('%s is what %s is to node-redis', (url, known) => {
    expect(look(redis, url)).toEqual(look(original(3), known));
    const own = { tls: { servername: 'own' } };
    expect(look(redis, url, own)).toEqual(look(original(3), known, own));
    // Plain options never switch TLS off.
    expect(look(redis, url.replace(/^\w+/, 'valkeys'), { tls: false })).toMatchObject({
      seen: expect.arrayContaining([['options', expect.objectContaining({ tls: {} })]]),
    });
  });

  it.each([
    'redis://user:se#cret@somewhere',
    'redis://user:se/cret@somewhere',
    'redis://user:se%cret@somewhere',
  ])('%s fails without showing the password, or dials what node-redis dials', (url) => {
    const own = look(redis, url);
    if (Object(own).threw === undefined) expect(own).toEqual(look(original(3), url));
    else expect(JSON.stringify(own)).not.toMatch(/cret/);
  });
});
