// npm run bench:wrapper [-- [--rounds N] [--only redis3,…] [--jobs GET,…] [--package OTHER_BUILD]]
//
// GET, SET and pipelines of 100, one, 50 and 500 at a time, through each client package and through the module of the
// wrapper that takes its place, on one server. Each client has a process of its own, and they run in turn: a round gives
// a module's speed as ratio to its original and to ioredis 5, and the CPU time of its process for a command. Needs
// `npm run build` and valkey-server.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    only: { type: 'string' },
    jobs: { type: 'string' },
    package: { type: 'string', default: path.join(import.meta.dirname, '../dist/wrapper-package') },
  },
});
const BASE = 'ioredis5';
const ORIGINALS = ['ioredis4', BASE, 'ioredis6', 'redis2', 'redis3', 'redis4', 'redis5', 'redis6'];
const MODULE_OF = { redis2: 'redis3' };
const JOBS = ['GET', 'SET', 'pipeline'].flatMap((kind) =>
  [1, 50, 500].map((width) => ({ kind, width, calls: callsOf(kind, width) })),
);

const taking = values.only?.split(',') ?? ORIGINALS;
const jobs = JOBS.filter(({ kind }) => values.jobs?.split(',').includes(kind) ?? true);
const port = await freePort();
const server = spawn('valkey-server', ['--port', `${port}`, '--bind', '127.0.0.1', '--save', ''], {
  stdio: 'ignore',
});
const clients = new Map();
try {
  await answering(port);
  for (const name of new Set([BASE, ...taking])) clients.set(name, await start(name, name));
  for (const name of taking) {
    const module = path.join(path.resolve(values.package), `${MODULE_OF[name] ?? name}.js`);
    clients.set(`${name}, wrapper`, await start(name, module));
  }
  console.log('Ratios: minimum · median · maximum of the rounds. CPU: µs a command, median.\n');
  for (const job of jobs) print(job, await measured(job));
} finally {
  for (const client of clients.values()) client.kill();
  server.kill();
}

/** For each client, the speed and the CPU time of a command in each round. */
async function measured(job) {
  const results = new Map([...clients.keys()].map((name) => [name, []]));
  // The rounds before the first warm everything up.
  for (let round = -2; round < Number(values.rounds); round++) {
    for (const [name, client] of clients) {
      const result = await asked(client, job);
      if (round >= 0) results.get(name).push(result);
    }
  }
  return results;
}

function print({ kind, width }, results) {
  const base = results.get(BASE);
  console.log(`${kind === 'pipeline' ? 'Pipelines of 100' : kind}, ${width} at a time`);
  console.log('| replaces | commands a second: it, wrapper | × it | × ioredis 5 | CPU: it, wrapper |');
  console.log('|---|---|---|---|---|');
  for (const name of taking) {
    const [it, wrapper] = [results.get(name), results.get(`${name}, wrapper`)];
    const cells = [
      name,
      `${thousands(it)}, ${thousands(wrapper)}`,
      spread(wrapper.map((one, round) => one.perSecond / it[round].perSecond)),
      spread(wrapper.map((one, round) => one.perSecond / base[round].perSecond)),
      `${middle(it.map((one) => one.cpu)).toFixed(1)}, ${middle(wrapper.map((one) => one.cpu)).toFixed(1)}`,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
  console.log();
}

/** A process that has one client. */
async function start(name, module) {
  const client = fork(path.join(import.meta.dirname, 'wrapper-client.mjs'), [name, module, `${port}`]);
  const [ready] = await Promise.race([once(client, 'message'), once(client, 'exit')]);
  if (ready !== 'ready') throw new Error(`${module} did not connect`);
  return client;
}

async function asked(client, job) {
  const answer = once(client, 'message');
  client.send(job);
  return (await answer)[0];
}

/** Enough for a tenth of a second or more. */
function callsOf(kind, width) {
  if (kind === 'pipeline') return width === 1 ? 200 : width === 50 ? 300 : 500;
  return width === 1 ? 3_000 : 30_000;
}

function spread(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return [sorted[0], middle(sorted), sorted.at(-1)].map((one) => one.toFixed(2)).join(' · ');
}

function middle(numbers) {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
}

function thousands(results) {
  return `${Math.round(middle(results.map((one) => one.perSecond)) / 1_000)} k`;
}

async function answering(port) {
  for (;;) {
    const socket = net.connect(port, '127.0.0.1');
    const isUp = await new Promise((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function freePort() {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port: free } = probe.address();
  probe.close();
  await once(probe, 'close');
  return free;
}
