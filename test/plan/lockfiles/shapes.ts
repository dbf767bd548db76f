/**
 * The same workspace as each package manager locks it (shapes as npm 6 and 11, pnpm 7, 8 and 10, Yarn 1 and 4, Bun 1.2 write
 * them, cut down): the root lists ioredis ^5.3.2 and redis-v3 npm:redis@^3.1.2, packages/a lists ioredis ^4.28.0 and
 * @redis/client ^1.5.0. ioredis-mock has ioredis as its peer; typeorm has it as an optional one, which nobody brings in pnpm's.
 */
export const NPM3 = JSON.stringify({
  name: 'root',
  lockfileVersion: 3,
  packages: {
    '': { dependencies: { ioredis: '^5.3.2', 'redis-v3': 'npm:redis@^3.1.2' } },
    'packages/a': { dependencies: { ioredis: '^4.28.0' }, peerDependencies: { ioredis: '*' } },
    'node_modules/a': { resolved: 'packages/a', link: true },
    'node_modules/ioredis': { version: '5.11.1' },
    'node_modules/@redis/client': { version: '1.6.1' },
    'node_modules/redis-v3': { name: 'redis', version: '3.1.2' },
    'packages/a/node_modules/ioredis': { version: '4.31.0' },
    'node_modules/ioredis-mock': { version: '8.8.3', peerDependencies: { ioredis: '^5' } },
    'node_modules/typeorm': {
      version: '0.3.28',
      peerDependencies: { ioredis: '^5.0.4' },
      peerDependenciesMeta: { ioredis: { optional: true } },
    },
  },
});

export const NPM1 = JSON.stringify({
  name: 'root',
  lockfileVersion: 1,
  requires: true,
  dependencies: {
    ioredis: { version: '5.11.1', requires: { debug: '4' }, dependencies: { redis: { version: '0.0.1' } } },
    'redis-v3': { version: 'npm:redis@3.1.2' },
  },
});

export const PNPM5 = `lockfileVersion: 5.4

importers:

  .:
    specifiers:
      ioredis: ^5.3.2
      redis-v3: npm:redis@^3.1.2
    dependencies:
      ioredis: 5.11.1_debug@4.3.1
      redis-v3: /redis/3.1.2
    devDependencies:
      ioredis-mock: 8.8.3_ioredis@5.11.1

  packages/a:
    specifiers:
      '@redis/client': ^1.5.0
      ioredis: ^4.28.0
    dependencies:
      '@redis/client': 1.6.1
      ioredis: 4.31.0

packages:

  /@redis/client/1.6.1:
    resolution: {integrity: sha512-x}
    dev: false

  /ioredis-mock/8.8.3_ioredis@5.11.1:
    resolution: {integrity: sha512-x}
    peerDependencies:
      ioredis: ^5
    dependencies:
      ioredis: 5.11.1
    dev: true

  /ioredis/4.31.0:
    resolution: {integrity: sha512-x}

  /ioredis/5.11.1_debug@4.3.1:
    resolution: {integrity: sha512-x}

  /redis/3.1.2:
    resolution: {integrity: sha512-x}

  /typeorm/0.3.28:
    resolution: {integrity: sha512-x}
    peerDependencies:
      ioredis: ^5.0.4
    peerDependenciesMeta:
      ioredis:
        optional: true
`;

export const PNPM6 = `lockfileVersion: '6.0'

settings:
  autoInstallPeers: true

importers:

  .:
    dependencies:
      ioredis:
        specifier: ^5.3.2
        version: 5.11.1(debug@4.3.1)
      redis-v3:
        specifier: npm:redis@^3.1.2
        version: /redis@3.1.2
    devDependencies:
      ioredis-mock:
        specifier: 8.8.3
        version: 8.8.3(ioredis@5.11.1)

  packages/a:
    dependencies:
      '@redis/client':
        specifier: ^1.5.0
        version: 1.6.1
      ioredis:
        specifier: ^4.28.0
        version: 4.31.0

packages:

  /@redis/client@1.6.1:
    resolution: {integrity: sha512-x}

  /ioredis-mock@8.8.3(ioredis@5.11.1):
    resolution: {integrity: sha512-x}
    peerDependencies:
      ioredis: ^5
    dependencies:
      ioredis: 5.11.1

  /ioredis@4.31.0:
    resolution: {integrity: sha512-x}

  /ioredis@5.11.1(debug@4.3.1):
    resolution: {integrity: sha512-x}

  /redis@3.1.2:
    resolution: {integrity: sha512-x}

  /typeorm@0.3.28:
    resolution: {integrity: sha512-x}
    peerDependencies:
      ioredis: ^5.0.4
    peerDependenciesMeta:
      ioredis:
        optional: true
`;

/** pnpm 10 and later may put a document of its own before the project's. */
export const PNPM9 = `---
lockfileVersion: '9.0'

importers:

  .:
    configDependencies: {}
    packageManagerDependencies:
      pnpm:
        specifier: 11.0.0
        version: 11.0.0

packages:

  pnpm@11.0.0:
    resolution: {integrity: sha512-x}

---
lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      ioredis:
        specifier: ^5.3.2
        version: 5.11.1(supports-color@8.1.1)
      redis-v3:
        specifier: npm:redis@^3.1.2
        version: redis@3.1.2
    devDependencies:
      ioredis-mock:
        specifier: 8.8.3
        version: 8.8.3(ioredis@5.11.1)

  packages/a:
    dependencies:
      '@redis/client':
        specifier: ^1.5.0
        version: 1.6.1
      ioredis:
        specifier: ^4.28.0
        version: 4.31.0

packages:

  '@redis/client@1.6.1':
    resolution: {integrity: sha512-x}
    engines: {node: '>=14'}

  ioredis-mock@8.8.3:
    resolution: {integrity: sha512-x}
    peerDependencies:
      ioredis: ^5

  ioredis@4.31.0:
    resolution: {integrity: sha512-x}

  ioredis@5.11.1:
    resolution: {integrity: sha512-x}

  redis@3.1.2:
    resolution: {integrity: sha512-x}

  typeorm@0.3.28:
    resolution: {integrity: sha512-x}
    peerDependencies:
      ioredis: ^5.0.4
    peerDependenciesMeta:
      ioredis:
        optional: true

snapshots:

  '@redis/client@1.6.1':
    dependencies:
      yallist: 4.0.0

  ioredis-mock@8.8.3(ioredis@5.11.1):
    dependencies:
      ioredis: 5.11.1

  typeorm@0.3.28: {}
`;

export const YARN1 = `# THIS IS AN AUTOGENERATED FILE. DO NOT EDIT THIS FILE DIRECTLY.
# yarn lockfile v1


"@redis/client@^1.5.0":
  version "1.6.1"
  resolved "https://registry.yarnpkg.com/@redis/client/-/client-1.6.1.tgz#x"

ioredis-mock@8.8.3:
  version "8.8.3"

ioredis@^4.28.0:
  version "4.31.0"
  dependencies:
    redis-errors "^1.2.0"

ioredis@^5.0.0, ioredis@^5.3.2:
  version "5.11.1"

"redis-v3@npm:redis@^3.1.2":
  version "3.1.2"
`;

export const YARN4 = `# This file is generated by running "yarn install" inside your project.
# Manual changes might be lost - proceed with caution!

__metadata:
  version: 8
  cacheKey: 10c0

"@redis/client@npm:^1.5.0":
  version: 1.6.1
  resolution: "@redis/client@npm:1.6.1"
  languageName: node

"a@workspace:packages/a":
  version: 0.0.0-use.local
  resolution: "a@workspace:packages/a"
  dependencies:
    ioredis: "npm:^4.28.0"
  peerDependencies:
    ioredis: "*"
  languageName: unknown

"ioredis-mock@npm:8.8.3":
  version: 8.8.3
  resolution: "ioredis-mock@npm:8.8.3"
  peerDependencies:
    "@types/ioredis-mock": ^8
    ioredis: ^5
  languageName: node

"ioredis@npm:^4.28.0":
  version: 4.31.0
  resolution: "ioredis@npm:4.31.0"

"ioredis@npm:^5.0.0, ioredis@npm:^5.3.2":
  version: 5.11.1
  resolution: "ioredis@npm:5.11.1"

"redis-v3@npm:redis@^3.1.2":
  version: 3.1.2
  resolution: "redis@npm:3.1.2"

"typeorm@npm:^0.3.0":
  version: 0.3.28
  resolution: "typeorm@npm:0.3.28"
  peerDependencies:
    ioredis: ^5.0.4
  peerDependenciesMeta:
    ioredis:
      optional: true
`;

export const BUN = `{
  "lockfileVersion": 1,
  "workspaces": {
    "": {
      "name": "root",
      "dependencies": {
        "ioredis": "^5.3.2",
        "redis-v3": "npm:redis@^3.1.2",
      },
    },
    "packages/a": {
      "name": "a",
      "dependencies": {
        "@redis/client": "^1.5.0",
        "ioredis": "^4.28.0",
      },
    },
  },
  "packages": {
    "@redis/client": ["@redis/client@1.6.1", "", { "dependencies": { "yallist": "4.0.0" } }, "sha512-x=="],

    "a": ["a@workspace:packages/a"],

    "ioredis": ["ioredis@5.11.1", "", { "dependencies": { "debug": "4.4.3" } }, "sha512-x=="],

    "ioredis-mock": ["ioredis-mock@8.8.3", "", { "peerDependencies": { "@types/ioredis-mock": "^8", "ioredis": "^5" } }, "sha512-x=="],

    "redis-v3": ["redis@3.1.2", "", { "dependencies": { "denque": "^1.5.0" } }, "sha512-x=="],

    "typeorm": ["typeorm@0.3.28", "", { "peerDependencies": { "ioredis": "^5.0.4" }, "optionalPeers": ["ioredis"] }, "sha512-x=="],

    "a/ioredis": ["ioredis@4.31.0", "", { "dependencies": { "debug": "4.4.3" } }, "sha512-x=="],
  }
}
`;
