// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the interpolation of env files
import { parse } from 'dotenv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rewriteEnv } from '../../../src/surfaces/env/rewrite.js';
import { surveyEnv } from '../../../src/surfaces/env/survey.js';
import { splice } from '../../../src/text.js';

const file = (text: string) => ({ path: '.env', ignoredByGit: false, text });
const rewritten = (text: string) =>
  splice(
    text,
    surveyEnv(file(text))
      .map((fact) => rewriteEnv(fact, 'variable:X'))
      .filter((edit) => edit !== null),
  );

describe('rewriteEnv', () => {
  it.each([
    ['plain', 'REDIS_URL=redis://localhost:6379\n', 'REDIS_URL=valkey://localhost:6379\n'],
    ['TLS', 'REDIS_URL=rediss://h:6380/1', 'REDIS_URL=valkeys://h:6380/1'],
    ['double quotes', 'A="redis://h"\n', 'A="valkey://h"\n'],
    ['single quotes', "A='redis://h' # why\n", "A='valkey://h' # why\n"],
    ['backticks', 'A=`redis://h`\n', 'A=`valkey://h`\n'],
    [
      'export and spaces',
      '  export  A = redis://h  # redis://old\r\n',
      '  export  A = valkey://h  # redis://old\r\n',
    ],
    ['colon', 'A: redis://h\n', 'A: valkey://h\n'],
    ['CRLF', 'X=1\r\nA=redis://h\r\nB=2', 'X=1\r\nA=valkey://h\r\nB=2'],
    ['BOM', '\uFEFFX=1\nA=redis://h\n', '\uFEFFX=1\nA=valkey://h\n'],
    ['duplicate keys', 'A=redis://a\nA=redis://b\n', 'A=valkey://a\nA=valkey://b\n'],
    ['commented out', '# A=redis://a\n#A="redis://b"\n', '# A=valkey://a\n#A="valkey://b"\n'],
    [
      'commented out below a line',
      'X=1\n#A=redis://a\nA=redis://b # why\n# A=redis://c # why\n\n#A=redis://d',
      'X=1\n#A=valkey://a\nA=valkey://b # why\n# A=valkey://c # why\n\n#A=valkey://d',
    ],
    [
      'a comment behind a value',
      'A=redis://h # A=redis://old\nB="b" #A=redis://old',
      'A=valkey://h # A=redis://old\nB="b" #A=redis://old',
    ],
    ['host by interpolation', 'H=h\nA=redis://${H}:$P/\n', 'H=h\nA=valkey://${H}:$P/\n'],
    ['linked by interpolation', 'A=redis://h\nB=${A}/1\n', 'A=valkey://h\nB=${A}/1\n'],
    ['a default', 'A=${B:-redis://h}\n', 'A=${B:-valkey://h}\n'],
    ['credentials', 'A=rediss://u:p%40ss@h:1/0?family=6\n', 'A=valkeys://u:p%40ss@h:1/0?family=6\n'],
    ['IPv6', 'A=redis://[::1]:6379\n', 'A=valkey://[::1]:6379\n'],
    ['after a quoted #', 'P="a#b"\nA="redis://:p#q@h"\n', 'P="a#b"\nA="redis://:p#q@h"\n'],
  ])('%s', (_, before, after) => expect(rewritten(before)).toBe(after));

  it.each([
    ['prose', '# see redis://h for more\nredis://h\n'],
    ['host and port', 'REDIS=redis:6379\nREDIS_HOST=redis\n'],
    ['inside a multi-line value', 'K="begin\n# A=redis://h\nA=redis://h\nend"\n'],
    ['inside a longer value', 'CMD="redis-cli -u redis://h"\n'],
  ])('leaves alone: %s', (_, text) => expect(rewritten(text)).toBe(text));

  it.each([
    ['a scheme in upper case', 'A=REDISS://h'],
    ['a scheme of a library of its own', 'A=redis+sentinel://h'],
    ['a scheme of a library of its own', 'A=redis${S}://h'],
    ['a scheme of a library of its own', 'A=ioredis://aGk='],
    ['a list of URLs', 'A=redis://a,redis://b'],
    ['a list of hosts', 'A=redis://a:1,b:2'],
    ['a URL without a host', 'A=redis:///tmp/redis.sock'],
    ['a scheme without a host', 'A=redis://'],
    ['a scheme without a host', 'A=redis://:'],
    ['an @ in the password that is not percent-encoded', 'A=redis://:p@q@h'],
    ['a /, # or ? in the password that is not percent-encoded', 'A="redis://:p/q@h"'],
    ['a tls= in the query, which clients read differently', 'A=redis://h?tls=true'],
    ['a value of several words', 'A="redis://h (default)"'],
  ])('calls odd: %s', (form, text) => {
    expect(surveyEnv(file(text)).map((fact) => fact.value)).toEqual([{ kind: 'odd', form }]);
    expect(rewritten(text)).toBe(text);
  });

  it('changes one value by its scheme and nothing else, whatever stands around it', () => {
    const line = fc.oneof(
      fc.string().map((text) => text.replace(/redis/gi, '')),
      fc.constantFrom(
        '',
        '# note',
        'X=1',
        'Y="a\nb"',
        "Z='#'",
        'export Q=`r`',
        'S=a # b',
        '\t',
        'BAD LINE',
        '"',
        "'",
      ),
    );
    fc.assert(
      fc.property(fc.array(line), fc.array(line), fc.constantFrom('\n', '\r\n'), (above, below, end) => {
        const text = [...above, 'REDIS_URL=redis://h:6379/0', ...below].join(end);
        const after = rewritten(text);
        if (after === text) return;
        expect(parse(after)).toEqual({ ...parse(text), REDIS_URL: 'valkey://h:6379/0' });
        expect(after.replace('valkey://h', 'redis://h')).toBe(text);
      }),
    );
  });
});

describe('surveyEnv', () => {
  it('holds no part of a value', () => {
    const facts = surveyEnv(file('A=redis://user:secret@h\nB=${A}?p=secret\nC=secret\n'));
    expect(JSON.stringify(facts)).not.toContain('secret');
    expect(facts.map((fact) => [fact.name, fact.value.kind, fact.line])).toEqual([
      ['A', 'url', 1],
      ['B', 'link', 2],
    ]);
  });
});
