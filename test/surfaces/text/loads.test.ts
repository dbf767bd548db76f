import { expect, test } from 'vitest';
import { foreignLoadFinding, loadsIn } from '../../../src/surfaces/text/loads.js';

const names = new Set(['redis', 'ioredis', '@redis/client']);

/** "line:column name" of each place, with a ! behind one that keeps the package installed. */
function found(path: string, text: string): readonly string[] {
  return loadsIn(path, Buffer.from(text), names).map(
    (one) => `${one.line}:${one.column} ${one.packageName}${one.isRun ? '!' : ''}`,
  );
}

test.each<[string, string, readonly string[]]>([
  ['bin/worker', "#!/usr/bin/env node\nconst Redis = require('ioredis');\n", ['2:24 ioredis!']],
  ['bin/worker', "#!/usr/bin/env -S node --no-warnings\nimport Redis from 'ioredis';\n", ['2:20 ioredis!']],
  [
    'lib/cache.coffee',
    "Redis = require 'ioredis'\nother = require('redis')\n",
    ['1:18 ioredis!', '2:18 redis!'],
  ],
  ['templates/service.ts.hbs', "import { createClient } from 'redis';\n{{name}}\n", ['1:31 redis!']],
  ['generators/app.js.ejs', "<% if (redis) { %>\nconst r = require('redis')\n<% } %>\n", ['2:20 redis!']],
  ['files/cache.ts__tmpl__', "import Redis from 'ioredis';\n", ['1:20 ioredis!']],
  ['scripts/wait.sh', `node -e "require('redis').createClient()"\n`, ['1:19 redis!']],
  ['scripts/wait', `#!/bin/sh\nnode -e 'require("ioredis")'\n`, ['2:19 ioredis!']],
  ['.github/workflows/ci.yml', `- run: node -e "new (require(\\"ioredis\\"))()"\n`, ['1:32 ioredis!']],
  ['Makefile', 'build:\n\tesbuild src/a.ts --bundle --external:ioredis\n', ['2:39 ioredis']],
  ['Dockerfile', 'RUN npm install --no-save \\\n  pg ioredis@5\n', ['2:6 ioredis']],
  ['docker/Dockerfile.dev', 'RUN yarn workspace app add redis && true\n', ['1:28 redis']],
  [
    'index.html',
    '<script type="importmap">\n{ "imports": { "ioredis": "/x.js" } }\n</script>',
    ['2:16 ioredis'],
  ],
])('%s names a client as a module', (path, text, places) => {
  expect(found(path, text)).toEqual(places);
});

test.each<[string, string]>([
  ['lib/cache.rb', "require 'redis'\n"],
  ['bin/console', "#!/usr/bin/env ruby\nrequire 'redis'\n"],
  ['bin/run', '#!/usr/bin/env python\nimport redis\n'],
  ['scripts/a.lua', "local redis = require('redis')\n"],
  ['scripts/setup.sh', '# npm install redis\nbrew install redis\napt-get install -y redis && npm install\n'],
  ['scripts/run.sh', 'npm run build -- redis\ndocker run redis\nnpm install redis-cli\nredis-cli ping\n'],
  ['docker-compose.yml', "services:\n  redis:\n    image: 'redis'\n"],
  ['templates/a.hbs', 'name: {{redis}}\ntype: "redis"\nrequire("./redis")\n'],
  ['docs/index.html', "<code>require('redis')</code>\n"],
  ['README.md', "npm install redis\n```js\nrequire('redis')\n```\n"],
])('%s does not', (path, text) => {
  expect(found(path, text)).toEqual([]);
});

test('what runs is a warning', () => {
  const place = { path: 'bin/a', line: 2, column: 1, packageName: 'redis' };
  expect(foreignLoadFinding({ ...place, isRun: true }).severity).toBe('warning');
  expect(foreignLoadFinding({ ...place, isRun: false }).severity).toBe('info');
});
