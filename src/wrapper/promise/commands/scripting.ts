import {
  countedKeys,
  flag,
  mode,
  options,
  pair,
  type Shape,
  since5,
  value,
  values,
  type Word,
  word,
} from './arguments.js';
import { all, booleans, type Flat, nullable, object, plainObject, status, statuses } from './replies.js';
import { at, type Row, type Reply } from './row.js';

type Call = { readonly keys?: readonly Word[]; readonly arguments?: readonly Word[] };
const call: Shape = (words, given: Call | undefined, major, positions) => {
  if (given?.keys) countedKeys(words, given.keys, major, positions);
  else words.push('0');
  if (given?.arguments) for (const item of given.arguments) words.push(item);
};

/** A mode by itself in major 4, `{ mode }` since 5. */
export const modeOption = since5(mode, options(word('mode')));

const functionOf = all(([, name, , description, , flags]: Flat, major, words) => ({
  name,
  description,
  flags: statuses(flags, major, words),
}));
/** Majors 4 and 5 read the server's fields by their position, 6 by their names. */
const libraries = (withCode: boolean): Reply =>
  all((raw: Flat, major, words) => {
    if (major === 6) return { ...plainObject(raw), functions: functionOf(raw[5], 6, words) };
    const [, name, , engine, , functions, , code] = raw;
    return {
      [major === 4 ? 'libraryName' : 'library_name']: name,
      engine,
      functions: functionOf(functions, major, words),
      ...(withCode && { [major === 4 ? 'libraryCode' : 'library_code']: code }),
    };
  });

const running: Reply = nullable(([, name, , line, , elapsed]: Flat, major) => ({
  name,
  command: line,
  [major === 4 ? 'durationMs' : 'duration_ms']: elapsed,
}));
const stats: Reply = (
  [, runningScript, , engines]: readonly [unknown, Flat | null, unknown, Flat],
  major,
  words,
) => {
  const counts = object(engines, major);
  for (const [name, [, libraries, , functions]] of Object.entries(counts as Record<string, Flat>)) {
    counts[name] =
      major === 4
        ? { librariesCount: libraries, functionsCount: functions }
        : { libraries_count: libraries, functions_count: functions };
  }
  const script = running(runningScript, major, words);
  return major === 4
    ? { runningScript: script, engines: counts }
    : { running_script: script, engines: counts };
};

const library = since5(mode, options(pair('LIBRARYNAME', value)));

/** Scripts and functions. */
export const scripting: readonly Row[] = [
  ['eval', [value, call]],
  ['evalRo', ['EVAL_RO', value, call]],
  ['evalSha', [value, call]],
  ['evalShaRo', ['EVALSHA_RO', value, call]],
  ['fCall', [value, call]],
  ['fCallRo', ['FCALL_RO', value, call]],
  ['functionDelete', [value], status],
  ['functionDump', []],
  ['functionFlush', [mode], status],
  ['functionKill', [], status],
  ['functionList', [library], libraries(false)],
  ['functionListWithCode', ['FUNCTION', 'LIST', library, 'WITHCODE'], libraries(true)],
  ['functionLoad', [at(1, options(flag('REPLACE'))), at(0, value)]],
  ['functionRestore', [value, modeOption], status],
  ['functionStats', [], stats],
  ['scriptDebug', [value], status],
  ['scriptExists', [values], booleans],
  ['scriptFlush', [mode], status],
  ['scriptKill', [], status],
  ['scriptLoad', [value]],
];
