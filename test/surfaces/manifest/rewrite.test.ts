import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BlockChange,
  rangeAmong,
  rewriteManifest,
  sortedIndex,
} from '../../../src/surfaces/manifest/rewrite.js';
import { surveyManifest } from '../../../src/surfaces/manifest/survey.js';
import { splice } from '../../../src/text.js';

type Wish = { remove?: string[]; add?: string[]; set?: Record<string, string>; beside?: string[] };

const change = (group: string, { remove = [], add = [], set = {}, beside = remove }: Wish): BlockChange => ({
  path: [group],
  remove: new Set(remove),
  add: add.map((name) => ({ name, range: '^0.4.0', beside })),
  set: new Map(Object.entries(set)),
});

function rewritten(text: string, changes: readonly BlockChange[]): string {
  const { manifest } = surveyManifest({ path: 'package.json', ignoredByGit: false, text });
  return splice(text, rewriteManifest(manifest!, changes));
}

const swap: Wish = { remove: ['ioredis'], add: ['iovalkey'] };

describe('rewriteManifest', () => {
  it.each<[string, string, string, Wish]>([
    [
      'a sorted block: one line changes',
      '{\n  "dependencies": {\n    "got": "1",\n    "ioredis": "^5",\n    "ms": "2"\n  }\n}\n',
      '{\n  "dependencies": {\n    "got": "1",\n    "iovalkey": "^0.4.0",\n    "ms": "2"\n  }\n}\n',
      swap,
    ],
    [
      'a sorted block, where the new name goes elsewhere',
      '{\n  "dependencies": {\n    "got": "1",\n    "ms": "2",\n    "redis": "^4"\n  }\n}\n',
      '{\n  "dependencies": {\n    "got": "1",\n    "iovalkey": "^0.4.0",\n    "ms": "2"\n  }\n}\n',
      { remove: ['redis'], add: ['iovalkey'] },
    ],
    [
      'a sorted block, last',
      '{\n  "dependencies": {\n    "a": "1"\n  }\n}\n',
      '{\n  "dependencies": {\n    "a": "1",\n    "iovalkey": "^0.4.0"\n  }\n}\n',
      { add: ['iovalkey'] },
    ],
    [
      'an unsorted block: in the place of the client',
      '{\n  "dependencies": {\n    "z": "1",\n    "redis": "^4",\n    "b": "2"\n  }\n}\n',
      '{\n  "dependencies": {\n    "z": "1",\n    "iovalkey": "^0.4.0",\n    "b": "2"\n  }\n}\n',
      { remove: ['redis'], add: ['iovalkey'] },
    ],
    [
      'an unsorted block: after the client that stays',
      '{\n  "dependencies": {\n    "z": "1",\n    "redis": "^4",\n    "b": "2"\n  }\n}\n',
      '{\n  "dependencies": {\n    "z": "1",\n    "redis": "^4",\n    "iovalkey": "^0.4.0",\n    "b": "2"\n  }\n}\n',
      { add: ['iovalkey'], beside: ['redis'] },
    ],
    [
      'two that stand together leave',
      '{\n  "dependencies": {\n    "a": "1",\n    "redis": "^4",\n    "redis-v3": "3"\n  }\n}\n',
      '{\n  "dependencies": {\n    "a": "1"\n  }\n}\n',
      { remove: ['redis', 'redis-v3'] },
    ],
    [
      'the first leaves',
      '{\n  "dependencies": {\n    "ioredis": "^5",\n    "ms": "2"\n  }\n}\n',
      '{\n  "dependencies": {\n    "ms": "2"\n  }\n}\n',
      { remove: ['ioredis'] },
    ],
    [
      'the only one leaves: the group goes',
      '{\n  "name": "a",\n  "dependencies": {\n    "ioredis": "^5"\n  },\n  "license": "MIT"\n}\n',
      '{\n  "name": "a",\n  "license": "MIT"\n}\n',
      { remove: ['ioredis'] },
    ],
    [
      'the only one is replaced',
      '{\n  "dependencies": {\n    "ioredis": "^5"\n  }\n}\n',
      '{\n  "dependencies": {\n    "iovalkey": "^0.4.0"\n  }\n}\n',
      swap,
    ],
    [
      'an empty group',
      '{\n\t"dependencies": {}\n}',
      '{\n\t"dependencies": {\n\t\t"iovalkey": "^0.4.0"\n\t}\n}',
      swap,
    ],
    [
      'a missing group',
      '{\n  "name": "a",\n  "devDependencies": {\n    "x": "1"\n  }\n}\n',
      '{\n  "name": "a",\n  "dependencies": {\n    "iovalkey": "^0.4.0"\n  },\n  "devDependencies": {\n    "x": "1"\n  }\n}\n',
      swap,
    ],
    ['a missing group, one line', '{"name":"a"}', '{"name":"a","dependencies":{"iovalkey":"^0.4.0"}}', swap],
    [
      'one line',
      '{ "dependencies": { "got": "1", "ioredis": "^5" } }',
      '{ "dependencies": { "got": "1", "iovalkey": "^0.4.0" } }',
      swap,
    ],
    [
      'one line, dense',
      '{"dependencies":{"ioredis":"5","ms":"2"}}',
      '{"dependencies":{"ms":"2"}}',
      { remove: ['ioredis'] },
    ],
    [
      'CRLF and tabs',
      '{\r\n\t"dependencies": {\r\n\t\t"ms": "2",\r\n\t\t"redis": "^4"\r\n\t}\r\n}\r\n',
      '{\r\n\t"dependencies": {\r\n\t\t"iovalkey": "^0.4.0",\r\n\t\t"ms": "2"\r\n\t}\r\n}\r\n',
      { remove: ['redis'], add: ['iovalkey'] },
    ],
    [
      'commas first',
      '{ "dependencies":\n  { "got" : "1"\n  , "ioredis" : "^5"\n  , "ms" : "2"\n  }\n}\n',
      '{ "dependencies":\n  { "got" : "1"\n  , "iovalkey" : "^0.4.0"\n  , "ms" : "2"\n  }\n}\n',
      swap,
    ],
    [
      'blank lines between names',
      '{\n  "dependencies": {\n    "b": "1",\n\n    "c": "2",\n    "redis": "^4"\n  }\n}',
      '{\n  "dependencies": {\n    "b": "1",\n\n    "c": "2",\n    "iovalkey": "^0.4.0"\n  }\n}',
      { remove: ['redis'], add: ['iovalkey'] },
    ],
    [
      'a range that is too old',
      '{\n  "dependencies": {\n    "ioredis": "^5",\n    "iovalkey": "^0.3.3"\n  }\n}\n',
      '{\n  "dependencies": {\n    "iovalkey": "^0.4.0"\n  }\n}\n',
      { remove: ['ioredis'], set: { iovalkey: '^0.4.0' } },
    ],
    ['BOM', '\uFEFF{"dependencies":{"ioredis":"5"}}', '\uFEFF{"dependencies":{"iovalkey":"^0.4.0"}}', swap],
  ])('%s', (_, before, after, wish) => {
    expect(rewritten(before, [change('dependencies', wish)])).toBe(after);
  });

  it('moves a name from one group to another, and drops the group that it leaves empty', () => {
    const before = '{\n  "devDependencies": {\n    "iovalkey": "^0.4.0"\n  }\n}\n';
    const after = '{\n  "dependencies": {\n    "iovalkey": "^0.4.0"\n  }\n}\n';
    const changes = [
      change('devDependencies', { remove: ['iovalkey'] }),
      change('dependencies', { add: ['iovalkey'] }),
    ];
    expect(rewritten(before, changes)).toBe(after);
  });

  it('makes one splice of what is replaced in place', () => {
    const text = '{"dependencies":{"a":"1","ioredis":"5","z":"1"}}';
    const { manifest } = surveyManifest({ path: 'package.json', ignoredByGit: false, text });
    expect(rewriteManifest(manifest!, [change('dependencies', swap)])).toEqual([
      { start: 25, end: 38, text: '"iovalkey":"^0.4.0"' },
    ]);
  });

  it('changes the dependencies that it should, and touches nothing but their own text', () => {
    fc.assert(
      fc.property(generatedManifest, ({ text, wishes }) => {
        const expected = JSON.parse(text);
        for (const { group, remove, adds } of wishes) {
          const wasFilled = Object.keys(expected[group] ?? {}).length > 0;
          for (const name of remove) delete expected[group]?.[name];
          if (adds) expected[group] = { ...expected[group], iovalkey: '^0.4.0' };
          if (wasFilled && Object.keys(expected[group]).length === 0) delete expected[group];
        }
        const { manifest } = surveyManifest({ path: 'package.json', ignoredByGit: false, text });
        const changes = wishes.map(({ group, remove, adds }) =>
          change(group, { remove, add: adds ? ['iovalkey'] : [] }),
        );
        const splices = rewriteManifest(manifest!, changes);
        const after = JSON.parse(splice(text, splices));
        expect(after).toEqual(expected);
        for (const group of groups.filter((one) => expected[one] !== undefined)) {
          const kept = (names: string[]) => names.filter((name) => name !== 'iovalkey');
          expect(kept(Object.keys(after[group]))).toEqual(kept(Object.keys(expected[group])));
        }
        // Each listed name has a range of its own, so what a splice takes out tells whose text it was.
        const ranges = splices.flatMap((one) => text.slice(one.start, one.end).match(/\d+\.0\.0/g) ?? []);
        const left = Object.values(after).flatMap((value) =>
          typeof value === 'object' && value !== null ? Object.values(value) : [value],
        );
        for (const range of ranges) expect(left).not.toContain(range);
      }),
      { numRuns: 500 },
    );
  });
});

const groups = ['dependencies', 'devDependencies', 'optionalDependencies'];

/** package.json in any layout, and for each group the names to remove and whether to add one. */
const generatedManifest = (() => {
  const names = ['a', 'got', 'ioredis', 'iovalkey-x', 'ms', 'redis', '@redis/client', 'zod', 'Übung', 'x"y'];
  const space = fc.constantFrom('', ' ', '\n  ', '\r\n\t', '\n\n ');
  const layout = fc.record({
    open: space,
    lead: fc.constantFrom('', ' ', '\n '),
    comma: space,
    colon: fc.constantFrom(':', ': ', ' : '),
    close: space,
  });
  type Layout = typeof layout extends fc.Arbitrary<infer T> ? T : never;
  const object = (entries: readonly (readonly [string, string])[], by: Layout) => {
    const properties = entries.map(([key, value]) => JSON.stringify(key) + by.colon + value);
    return `{${by.open}${properties.join(`${by.lead},${by.comma}`)}${by.close}}`;
  };
  const block = fc.record({
    listed: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 6 }),
    layout,
    remove: fc.subarray(names),
    adds: fc.boolean(),
  });
  return fc
    .record({ blocks: fc.tuple(block, block, block), outer: layout, present: fc.subarray([0, 1, 2]) })
    .map(({ blocks, outer, present }) => {
      let major = 0;
      const fields = present.map((at) => {
        const entries = blocks[at]!.listed.map((name) => [name, `"${++major}.0.0"`] as const);
        return [groups[at]!, object(entries, blocks[at]!.layout)] as const;
      });
      return {
        text: object([['name', '"a"'], ...fields, ['version', `"${++major}.0.0"`]], outer),
        wishes: blocks.map(({ remove, adds }, at) => ({ group: groups[at]!, remove, adds })),
      };
    });
})();

describe('rangeAmong', () => {
  it.each([
    [['^1.0.0', '~2.0.0', '3.0.0'], '^0.4.0'],
    [['1.0.0', '2.0.0', '^3.0.0'], '0.4.0'],
    [['1.0.0', 'catalog:', 'workspace:*', 'npm:redis@3.1.2'], '0.4.0'],
    [[], '^0.4.0'],
    [['latest'], '^0.4.0'],
  ])('among %j: %s', (ranges, expected) => {
    expect(rangeAmong(ranges, '^0.4.0')).toBe(expected);
  });
});

describe('sortedIndex', () => {
  it.each([
    [['a', 'z'], 'm', 1],
    [['Zod', 'a'], 'm', 2],
    [['a', 'Zod'], 'm', 1],
    [['b', 'a'], 'm', null],
    [[], 'm', 0],
  ])('%j', (names, name, expected) => {
    expect(sortedIndex(names, name)).toBe(expected);
  });
});
