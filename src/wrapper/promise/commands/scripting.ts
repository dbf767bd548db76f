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
import { all, booleans, nullable, object, status, statuses } from './replies.js';
import { at, type Command, command, type Reply } from './row.js';

type Call = { readonly keys?: readonly Word[]; readonly arguments?: readonly Word[] };
const call: Shape = (words, given: Call | undefined, major, positions) => {
  if (given?.keys) countedKeys(words, given.keys, major, positions);
  else words.push('0');
  if (given?.arguments) for (const item of given.arguments) words.push(item);
};

/** A mode by itself in major 4, `{ mode }` since 5. */
export const modeOption = since5(mode, options(word('mode')));

type Flat = readonly unknown[];
const functionOf = all(([, name, , description, , flags]: Flat, major, words) => ({
  name,
  description,
  flags: statuses(flags, major, words),
}));
/** Majors 4 and 5 read the server's fields by their position, 6 by their names. */
const libraries = (withCode: boolean): Reply =>
  all((raw: Flat, major, words) => {
    if (major === 6) return { ...object(raw, 6), functions: functionOf(raw[5], 6, words) };
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
export const scripting: readonly Command[] = [
  command('eval', ['EVAL', value, call]),
  command('evalRo', ['EVAL_RO', value, call]),
  command('evalSha', ['EVALSHA', value, call]),
  command('evalShaRo', ['EVALSHA_RO', value, call]),
  command('fCall', ['FCALL', value, call]),
  command('fCallRo', ['FCALL_RO', value, call]),
  command('functionDelete', ['FUNCTION', 'DELETE', value], status),
  command('functionDump', ['FUNCTION', 'DUMP']),
  command('functionFlush', ['FUNCTION', 'FLUSH', mode], status),
  command('functionKill', ['FUNCTION', 'KILL'], status),
  command('functionList', ['FUNCTION', 'LIST', library], libraries(false)),
  command('functionListWithCode', ['FUNCTION', 'LIST', library, 'WITHCODE'], libraries(true)),
  command('functionLoad', ['FUNCTION', 'LOAD', at(1, options(flag('REPLACE'))), at(0, value)]),
  command('functionRestore', ['FUNCTION', 'RESTORE', value, modeOption], status),
  command('functionStats', ['FUNCTION', 'STATS'], stats),
  command('scriptDebug', ['SCRIPT', 'DEBUG', value], status),
  command('scriptExists', ['SCRIPT', 'EXISTS', values], booleans),
  command('scriptFlush', ['SCRIPT', 'FLUSH', mode], status),
  command('scriptKill', ['SCRIPT', 'KILL'], status),
  command('scriptLoad', ['SCRIPT', 'LOAD', value]),
];
