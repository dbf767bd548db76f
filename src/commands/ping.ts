import { type PingResult, ping as test } from '../ping/steps.js';
import { type FoundUrl, urlOf, urlsIn } from '../ping/urls.js';
import { printable } from '../report/printable.js';
import { isEnvLike } from '../repository/env-like.js';
import { discover } from '../repository/discover.js';
import { WorkError } from '../repository/errors.js';
import { textOf } from '../setting-values.js';
import type { Request } from './settings.js';
import { print, say } from './terminal.js';

/** Tests the connection that a URL describes, step by step. Resolves to the exit code: 1 when a step failed. */
export async function ping({ operands, values }: Request): Promise<number> {
  const seconds = values.get('timeout');
  const timeout = (typeof seconds === 'number' ? seconds : 5) * 1000;
  const all = values.get('all') === true;
  const results: { readonly from: string | null; readonly result: PingResult }[] = [];
  for (const { from, url } of await urlsToTest(operands[0], textOf(values.get('variable')), all)) {
    const result = await test(url, timeout);
    results.push({ from, result });
    if (values.get('json') === true) continue;
    await print(`${all && from !== null ? `${printable(from)}\n` : ''}${inWords(result)}`);
    if (result.server?.startsWith('Redis') === true) {
      say(values, `valkey-codemod: it works; this server is ${result.server}, not Valkey`);
    }
  }
  if (values.get('json') === true) await print(`${JSON.stringify(asJson(results, all), null, 2)}\n`);
  return results.every(({ result }) => result.failed === null) ? 0 : 1;
}

async function urlsToTest(
  given: string | undefined,
  variable: string | null,
  all: boolean,
): Promise<readonly FoundUrl[]> {
  if (all) {
    const repository = await discover('.', { include: [], exclude: [] });
    const files = repository.files.map((file) => file.path).filter(isEnvLike);
    const urls = urlsIn(repository.root, files);
    if (urls.length > 0) return urls;
    throw new WorkError(
      'no env file here holds a URL of a server; give one: valkey-codemod ping valkey://host',
      2,
    );
  }
  if (given !== undefined) return [{ from: null, url: given }];
  const names = variable === null ? ['REDIS_URL', 'VALKEY_URL'] : [variable];
  const found = urlOf(names, '.', process.env);
  if (found !== null) return [found];
  throw new WorkError(
    `no URL: ${names.join(' and ')} ${names.length > 1 ? 'are' : 'is'} neither in the environment nor in .env; give one, or --variable NAME`,
    2,
  );
}

function inWords({ target, done, failed }: PingResult): string {
  const lines = [
    `Testing Valkey connection to: ${printable(target)}`,
    ...done.map((line) => `✓ ${printable(line)}`),
  ];
  if (failed !== null) lines.push(`✗ ${failed.step}: ${failed.cause}`, `  ${failed.hint}`);
  return `${lines.join('\n')}\n`;
}

function asJson(
  results: readonly { readonly from: string | null; readonly result: PingResult }[],
  all: boolean,
): object {
  const plain = results.map(({ from, result }) => ({ from, ok: result.failed === null, ...result }));
  return all ? { results: plain } : (plain[0] ?? {});
}
