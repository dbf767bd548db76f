import type { Word } from './commands/row.js';
import type { Core } from './core.js';

/** Credentials, name, database …: what the majors send first, in their order. */
export function introduction({ major, settings, selectedDb }: Core): readonly Word[][] {
  const { username, password, name, readonly } = settings;
  const words: Word[][] = [];
  if (major === 6 && settings.RESP !== 2) {
    // The version stays 2, but its errors (NOAUTH, no HELLO) come when major 6's come.
    const auth = password ? ['AUTH', username || 'default', password] : [];
    words.push(['HELLO', '2', ...auth, ...(name ? ['SETNAME', name] : [])]);
  } else {
    if (username || password) words.push(['AUTH', ...(username ? [username] : []), password ?? '']);
    if (name) words.push(['CLIENT', 'SETNAME', name]);
  }
  if (selectedDb !== 0) words.push(['SELECT', selectedDb.toString()]);
  if (readonly) words.push(['READONLY']);
  return words;
}
