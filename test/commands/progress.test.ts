import { expect, it } from 'vitest';
import { progressOn } from '../../src/commands/progress.js';

function onScreen(isTTY: boolean, isWanted = true) {
  let time = 0;
  const written: string[] = [];
  const stream = { isTTY, write: (text: string) => written.push(text) > 0 };
  const progress = progressOn(stream, isWanted, () => time);
  const at = (moment: number): void => {
    time = moment;
  };
  return { progress, written, at };
}

it('says nothing of work that is over soon', () => {
  const { progress, written, at } = onScreen(true);
  at(499);
  progress.step('Reading', 1, 2);
  progress.end();
  expect(written).toEqual([]);
});

it('counts on one line, not more often than anybody reads, and takes it away', () => {
  const { progress, written, at } = onScreen(true);
  at(500);
  progress.step('Reading', 1, 4);
  at(520);
  progress.step('Reading', 2, 4);
  at(600);
  progress.step('Reading', 3, 4);
  progress.step('Reading', 4, 4);
  progress.end();
  expect(written).toEqual([
    '\r\u001b[KReading: 1 of 4 files',
    '\r\u001b[KReading: 3 of 4 files',
    '\r\u001b[KReading: 4 of 4 files',
    '\r\u001b[K',
  ]);
});

it.each([
  ['off a terminal', false, true],
  ['when nobody wants it', true, false],
])('says nothing %s', (_when, isTTY, isWanted) => {
  const { progress, written, at } = onScreen(isTTY, isWanted);
  at(10_000);
  progress.step('Reading', 1, 2);
  progress.end();
  expect(written).toEqual([]);
});
