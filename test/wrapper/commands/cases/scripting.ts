import { type Case, call } from '../harness.js';

const since5 = { majors: [5, 6] } as const;
const in4 = { majors: [4] } as const;
const script = 'return {KEYS[1],ARGV[1]}';
const sha = 'c76bd8e55ff87b1d3d5fa5ab7c5c1fac6b0c5cc0';
const library =
  "#!lua name=lib\nredis.register_function{function_name='f', callback=function(keys, args) return {keys[1], args[1]} end, flags={'no-writes'}}";
const loaded = [['FUNCTION', 'LOAD', library]];
const typeOnly = (reply: unknown) => (Buffer.isBuffer(reply) ? 'Buffer' : typeof reply);

export const scripting: readonly Case[] = [
  call('eval', [script, { keys: ['k'], arguments: ['v'] }]),
  call('eval', ['return 1']),
  call('eval', ['return {1, {2, false, "x"}}', { arguments: [] }]),
  call('eval', ["return redis.error_reply('MINE is this')"]),
  call('eval', ['return nil']),
  call('eval', ['return KEYS[1]', { keys: [Buffer.from([0xff])] }]),
  call('eval', [script, { keys: ['k'], arguments: [5] }]),
  call('evalRo', [script, { keys: ['k'], arguments: ['v'] }]),
  call('evalRo', ["return redis.call('SET', 'a', '1')"]),
  call('evalSha', [sha, { keys: ['k'], arguments: ['v'] }]),
  call('evalSha', ['e0e1f9fabfc9d4800c877a703b823ac0578ff8db'], [['SCRIPT', 'LOAD', 'return 1']]),
  call(
    'evalShaRo',
    ['e0e1f9fabfc9d4800c877a703b823ac0578ff8db', { keys: ['a'] }],
    [['SCRIPT', 'LOAD', 'return 1']],
  ),
  call('fCall', ['f', { keys: ['k'], arguments: ['v'] }], loaded),
  call('fCall', ['none']),
  call('fCallRo', ['f', { keys: ['k'], arguments: ['v'] }], loaded),
  call('functionDelete', ['lib'], loaded),
  call('functionDelete', ['none']),
  call('functionDump', [], loaded, { sees: typeOnly }),
  call('functionFlush', []),
  call('functionFlush', ['SYNC'], loaded),
  call('functionKill', []),
  call('functionList', [], loaded),
  call('functionList', []),
  call('functionList', ['lib'], loaded, in4),
  call('functionList', [{ LIBRARYNAME: 'l*' }], loaded, since5),
  call('functionListWithCode', [], loaded),
  call('functionListWithCode', [{ LIBRARYNAME: 'none' }], loaded, since5),
  call('functionLoad', [library]),
  call('functionLoad', [library, { REPLACE: true }], loaded),
  call('functionLoad', [library], loaded),
  call('functionRestore', ['nonsense']),
  call('functionRestore', ['nonsense', 'FLUSH'], '', in4),
  call('functionRestore', ['nonsense', { mode: 'APPEND' }], '', since5),
  call('functionStats', [], loaded),
  call('scriptDebug', ['NO']),
  call('scriptExists', ['e0e1f9fabfc9d4800c877a703b823ac0578ff8db'], [['SCRIPT', 'LOAD', 'return 1']]),
  call('scriptExists', [['e0e1f9fabfc9d4800c877a703b823ac0578ff8db', sha]], [['SCRIPT', 'LOAD', 'return 1']]),
  call('scriptFlush', []),
  call('scriptFlush', ['ASYNC']),
  call('scriptKill', []),
  call('scriptLoad', ['return 1']),
];
