import { describe, expect, it } from 'vitest';
import { findingGroups } from '../../src/report/finding-groups.js';

function finding(line: number, message: string, help = 'Upgrade.') {
  return { rule: 'r', severity: 'warning' as const, path: 'a.js', line, column: 1, message, help };
}

describe('findingGroups', () => {
  it('says once what is said of several places', () => {
    const groups = findingGroups([finding(1, 'a stays'), finding(2, 'a stays'), finding(3, 'b stays')]);
    expect(groups.map(({ message, places }) => [message, places.map(({ line }) => line)])).toEqual([
      ['a stays', [1, 2]],
      ['b stays', [3]],
    ]);
  });

  it('makes one group of many messages of a rule, and keeps what differs at its place', () => {
    const names = ['ioredis/built/a', 'ioredis/built/b', 'c d', 'e'];
    const [group, ...more] = findingGroups(
      names.map((name, index) => finding(index, `${name} stays here: why`)),
    );
    expect(more).toEqual([]);
    expect(group?.message).toBe('… stays here: why');
    expect(group?.places.map(({ said }) => said)).toEqual(names);
  });

  it('counts no word twice where one message is a part of another', () => {
    const [group] = findingGroups(
      ['a b', 'a x b', 'a b b', 'a'].map((message, index) => finding(index, message)),
    );
    expect(group?.message).toBe('a …');
    expect(group?.places.map(({ said }) => said)).toEqual(['b', 'x b', 'b b', '']);
  });

  it('keeps apart what needs different steps', () => {
    expect(findingGroups([finding(1, 'a', 'Do x.'), finding(2, 'a', 'Do y.')])).toHaveLength(2);
  });
});
