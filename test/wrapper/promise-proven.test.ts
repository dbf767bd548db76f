import { describe, expect, it } from 'vitest';
import { provenRedis4 } from '../../src/plan/proven/redis4.js';
import { provenRedis5 } from '../../src/plan/proven/redis5.js';
import { provenRedis6 } from '../../src/plan/proven/redis6.js';
import { MAJORS, modules, originals } from './promise/libraries.js';

const PROVEN = { 4: provenRedis4, 5: provenRedis5, 6: provenRedis6 };

/** Members of clusters, pools, sentinels, transactions, parsers and errors, which a client does not have. */
const OF_OTHERS =
  /^(?:masters|replicas|slots|nodeClient|get(?:Slot|Random)\w+|exec\w*|EXEC|addCommand|replies|errorIndexes|errors|message|stack|SHA1|execute|idleClients|clientsInUse|totalClients|tasksQueueLength|isClosing|use|push\w*|v4|client|acquire|release|getMasters|getNodeClientForKey|nodeByAddress|shards)$/;

/** Upper-case names that the majors spell in different ways, and the table in one. */
const SPELLED_OTHERWISE =
  /^(?:CLUSTER_COUNT-FAILURE-REPORTS|CLUSTER_SET-CONFIG-EPOCH|CONFIG_RESETSTAT|GEORADIUS\w*_STORE)$/;

describe.each(MAJORS)('redis %i', (major) => {
  const proven = PROVEN[major];

  it('exports what is proven, and the package exports it too', () => {
    const names = proven.exports.filter((name) => name !== 'default');
    expect(names.filter((name) => !(name in modules[major]))).toEqual([]);
    expect(names.filter((name) => !(name in originals[major]))).toEqual([]);
  });

  it('has the methods that are proven', () => {
    const client = modules[major].createClient();
    const original = originals[major].createClient();
    const methods = proven.methods.filter((name) => !OF_OTHERS.test(name));
    expect(methods.filter((name) => !(name in client))).toEqual([]);
    expect(methods.filter((name) => !(name in original) && !SPELLED_OTHERWISE.test(name))).toEqual([]);
  });

  it('is told by the name that the package’s classes have, with scripts too', () => {
    const script = {
      SCRIPT: 'return 1',
      NUMBER_OF_KEYS: 0,
      transformArguments: () => [],
      parseCommand: () => {},
    };
    const names = ({ createClient }: (typeof modules)[typeof major]) =>
      [createClient(), createClient({ scripts: { one: script } }), createClient().multi()].map(
        (one) => one.constructor.name,
      );
    expect(names(modules[major])).toEqual(names(originals[major]));
  });
});
