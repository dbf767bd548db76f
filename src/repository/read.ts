import path from 'node:path';
import type { Repository } from './discover.js';
import { readRegular } from './durable.js';

/** The bytes of a file of the repository; null where there is none, or a link or anything but a file. */
export function readBytes(repository: Pick<Repository, 'root'>, filePath: string): Buffer | null {
  return readRegular(path.join(repository.root, filePath))?.bytes ?? null;
}
