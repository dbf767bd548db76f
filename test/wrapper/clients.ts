import type { WrapperModule } from '../../src/delivery/copy.js';

/** A client of the wrapper, with the package of this project that stands for today's. */
export interface TestedClient extends WrapperModule {
  readonly installed: string;
}

/** Every client that a scope can get, by dialect, major and engine. */
export const CLIENTS: readonly TestedClient[] = [
  client('ioredis', 4, 'iovalkey', 'ioredis4'),
  client('ioredis', 5, 'iovalkey', 'ioredis5'),
  client('ioredis', 6, 'iovalkey', 'ioredis6'),
  client('ioredis', 4, 'installed', 'ioredis4'),
  client('ioredis', 5, 'installed', 'ioredis5'),
  client('ioredis', 6, 'installed', 'ioredis6'),
  client('redis3', 2, 'iovalkey', 'redis2'),
  client('redis3', 3, 'iovalkey', 'redis3'),
  client('redis3', 2, 'installed', 'redis2'),
  client('redis3', 3, 'installed', 'redis3'),
  client('redis4', 4, 'iovalkey', 'redis4'),
  client('redis5', 5, 'iovalkey', 'redis5'),
  client('redis6', 6, 'iovalkey', 'redis6'),
  client('redis4', 4, 'installed', 'redis4'),
  client('redis5', 5, 'installed', 'redis5'),
  client('redis6', 6, 'installed', 'redis6'),
];

function client(
  dialect: WrapperModule['dialect'],
  major: number,
  engine: WrapperModule['engine'],
  installed: string,
): TestedClient {
  const packageName = dialect === 'ioredis' ? 'ioredis' : 'redis';
  return { dialect, major, engine, packageName, fileName: dialect, installed };
}

/** Program text: sets and gets through a client for `process.env.URL`, whatever its dialect, and prints what it got. */
export function useClient(
  dialect: WrapperModule['dialect'],
  redis: string,
  named: string,
  options = '',
): string {
  if (dialect === 'ioredis') {
    return `const made = new ${redis}(process.env.URL, { ${options} });
      made.set('k', 'v').then(() => made.get('k')).then((value) => { console.log(value); made.disconnect(); });`;
  }
  if (dialect === 'redis3') {
    return `const made = ${named}(process.env.URL, { ${options} });
      made.set('k', 'v', () => made.get('k', (error, value) => { console.log(error || value); made.quit(); }));`;
  }
  return `const made = ${named}({ url: process.env.URL, socket: { ${options.replace(/^tls: \{(.*)\}$/, '$1')} } });
    made.connect().then(() => made.set('k', 'v')).then(() => made.get('k')).then((value) => { console.log(value); return made.quit(); });`;
}
