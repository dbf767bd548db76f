import type { Values } from '../setting-values.js';
import type { Run } from '../threads.js';

/** Work that is over sooner is not worth a word. */
const SOON = 500;
/** Between two lines: as often as anybody reads. */
const PAUSE = 80;

/** What is shown while work lasts: `step` says how far it is, `end` takes it away. */
export interface Progress {
  readonly step: (what: string, done: number, of: number) => void;
  readonly end: () => void;
}

type Terminal = Pick<NodeJS.WriteStream, 'isTTY' | 'write'>;

/** One line on a terminal, written over again and again; nothing anywhere else. */
export function progressOn(
  stream: Terminal,
  isWanted: boolean,
  now: () => number = () => performance.now(),
): Progress {
  const started = now();
  let shown: number | null = null;
  return {
    step: (what, done, of) => {
      const time = now();
      if (!isWanted || stream.isTTY !== true || time - started < SOON) return;
      if (shown !== null && time - shown < PAUSE && done < of) return;
      shown = time;
      stream.write(`\r\u001b[K${what}: ${done} of ${of} files`);
    },
    end: () => {
      if (shown !== null) stream.write('\r\u001b[K');
      shown = null;
    },
  };
}

/** Runs work with the threads that were asked for, and with its progress on stderr. */
export async function withProgress<T>(settings: Values, work: (run: Run) => Promise<T>): Promise<T> {
  const isWanted = settings.get('quiet') !== true && process.env.TERM !== 'dumb';
  const progress = progressOn(process.stderr, isWanted);
  const jobs = settings.get('jobs');
  try {
    return await work({ jobs: typeof jobs === 'number' ? jobs : null, step: progress.step });
  } finally {
    progress.end();
  }
}
