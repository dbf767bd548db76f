import { commandsOf, type Major } from '#wrapper/promise/commands/table';

/**
 * The methods of node-redis 4, 5 or 6 that the wrapper has on iovalkey, under both of their names (`hGetAll`,
 * `HGETALL`). They are the rows of the command table, and a row without a case in the differential tests
 * (test/wrapper/commands.test.ts) fails there: nothing is proven by being written down here.
 */
export function provenCommands(major: Major): readonly string[] {
  return [...new Set(commandsOf(major).flatMap(({ name, upper }) => [name, upper]))].sort();
}
