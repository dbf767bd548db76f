// One client of bench/wrapper.mjs: `node wrapper-client.mjs PACKAGE MODULE PORT`, where MODULE is what is loaded and
// PACKAGE tells its API. It runs the jobs that its parent sends.
import { createRequire } from 'node:module';

const [name, module, port] = process.argv.slice(2);
const loaded = createRequire(import.meta.url)(module);
const { get, set, pipeline } = await connected();
await set('k', 'value');
const calls = { GET: () => get('k'), SET: () => set('k', 'value'), pipeline: () => pipeline(100) };

process.on('message', async ({ kind, width, calls: count }) => {
  const call = calls[kind];
  const before = process.cpuUsage();
  const start = performance.now();
  let left = count;
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (left-- > 0) await call();
    }),
  );
  const milliseconds = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  const commands = count * (kind === 'pipeline' ? 100 : 1);
  process.send({ perSecond: (commands * 1_000) / milliseconds, cpu: (user + system) / commands });
});
process.send('ready');

async function connected() {
  if (name.startsWith('ioredis')) {
    const client = new loaded(Number(port), '127.0.0.1');
    return {
      get: (key) => client.get(key),
      set: (key, value) => client.set(key, value),
      pipeline: (length) => filled(client.pipeline(), length).exec(),
    };
  }
  if (name === 'redis2' || name === 'redis3') {
    const client = loaded.createClient(Number(port), '127.0.0.1');
    const promised = (call) =>
      new Promise((resolve, reject) => {
        call((error, reply) => (error ? reject(error) : resolve(reply)));
      });
    return {
      get: (key) => promised((done) => client.get(key, done)),
      set: (key, value) => promised((done) => client.set(key, value, done)),
      pipeline: (length) => promised((done) => filled(client.batch(), length).exec(done)),
    };
  }
  const client = loaded.createClient({ socket: { host: '127.0.0.1', port: Number(port) } });
  await client.connect();
  return {
    get: (key) => client.get(key),
    set: (key, value) => client.set(key, value),
    pipeline: (length) => filled(client.multi(), length).execAsPipeline(),
  };
}

function filled(pipeline, length) {
  for (let index = 0; index < length; index++) pipeline.get('k');
  return pipeline;
}
