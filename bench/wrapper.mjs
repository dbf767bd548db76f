// node bench/wrapper.mjs [rounds]: GET, SET and pipelines of 100 through ioredis 5 and through the wrapper's modules,
// alternating in one run on one server, as ratio to ioredis 5 of the same round (minimum, median, maximum) with the
// CPU time of a call beside it. Needs `npm run build` and valkey-server.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import net from 'node:net';

const require = createRequire(import.meta.url);
const rounds = Number(process.argv[2] ?? 9);
const port = await freePort();
const server = spawn('valkey-server', ['--port', `${port}`, '--bind', '127.0.0.1', '--save', ''], {
  stdio: 'ignore',
});
await new Promise((resolve) => setTimeout(resolve, 500));

const connect = (name) => {
  const Redis = require(name);
  return new Redis(port);
};
const clients = {
  'ioredis 5': connect('ioredis5'),
  iovalkey: connect('iovalkey'),
  'wrapper, ioredis 5': connect('../dist/wrapper-package/ioredis5.js'),
};
const jobs = {
  'GET, 1 at a time': (client) => inFlight(3_000, 1, () => client.get('k')),
  'GET, 50 at a time': (client) => inFlight(30_000, 50, () => client.get('k')),
  'GET, 500 at a time': (client) => inFlight(30_000, 500, () => client.get('k')),
  'SET, 50 at a time': (client) => inFlight(30_000, 50, () => client.set('k', 'value')),
  'pipeline of 100': (client) => inFlight(300, 1, () => hundred(client), 100),
};

await clients['ioredis 5'].set('k', 'value');
for (const client of Object.values(clients)) for (const job of Object.values(jobs)) await job(client);
for (const [name, job] of Object.entries(jobs)) {
  const ratios = new Map();
  for (let round = 0; round < rounds; round++) {
    let base;
    for (const [client, connection] of Object.entries(clients)) {
      const { perSecond, cpu } = await job(connection);
      base ??= { perSecond, cpu };
      const all = ratios.get(client) ?? [];
      ratios.set(client, [...all, { speed: perSecond / base.perSecond, cpu: cpu / base.cpu }]);
    }
  }
  for (const [client, all] of ratios) {
    const speeds = all.map(({ speed }) => speed).sort((a, b) => a - b);
    const cpus = all.map(({ cpu }) => cpu).sort((a, b) => a - b);
    const shown = [speeds[0], middle(speeds), speeds.at(-1)].map((ratio) => ratio.toFixed(2)).join(' ');
    console.log(`${name.padEnd(20)}${client.padEnd(20)}${shown}   CPU ${middle(cpus).toFixed(2)}`);
  }
}
for (const client of Object.values(clients)) client.disconnect();
server.kill();

/** Keeps `width` calls under way until `calls` are done. */
async function inFlight(calls, width, call, each = 1) {
  const before = process.cpuUsage();
  const start = performance.now();
  let left = calls;
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (left-- > 0) await call();
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { perSecond: (calls * each) / seconds, cpu: (user + system) / (calls * each) };
}

function hundred(client) {
  const pipeline = client.pipeline();
  for (let index = 0; index < 100; index++) pipeline.get('k');
  return pipeline.exec();
}

function middle(sorted) {
  return sorted[Math.floor(sorted.length / 2)];
}

async function freePort() {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port: free } = probe.address();
  probe.close();
  await once(probe, 'close');
  return free;
}
