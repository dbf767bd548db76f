import semver from 'semver';
import type { Finding } from '../../model.js';
import type { PackageScope } from '../../repository/scopes.js';
import { placeAt } from '../../text.js';
import type { Manifest, Mention } from '../../surfaces/manifest/facts.js';
import { CLIENT_TYPES, clientOf } from '../../surfaces/manifest/survey.js';
import type { DependencyInput } from '../dependencies.js';
import { isOlder } from '../packages.js';
import type { Draft } from './draft.js';

/** `engines.node` of iovalkey 0.4.0. */
const IOVALKEY_NODE = '>=18.12.0';

/** What a person must look at in manifests: peers, overrides, lists of names, the version of Node. */
export function dependencyFindings(
  touched: readonly Draft[],
  { scopes, decisions }: Pick<DependencyInput, 'scopes' | 'decisions'>,
): readonly Finding[] {
  const removed = new Set(touched.flatMap((draft) => draft.removed.map((one) => one.name)));
  const manifests = scopes.all.flatMap(({ manifest }) => manifest ?? []);
  const moved = (scope: PackageScope) =>
    decisions.some(
      (one) =>
        one.scope.directory === scope.directory &&
        (one.adds.length > 0 || one.packages.some((client) => client.leaves)),
    );
  return [
    ...scopes.all.flatMap((scope) => (scope.manifest === null ? [] : peers(scope.manifest, moved(scope)))),
    ...[...manifests, ...scopes.workspaceFiles].flatMap(({ path, mentions }) =>
      mentions.flatMap((mention) => mentioned(path, mention, removed)),
    ),
    ...touched.flatMap((draft) =>
      [...draft.added, ...draft.raised].some(
        (one) => one.name === 'iovalkey' && one.group !== 'devDependencies',
      )
        ? [...nodeTooOld(draft.manifest), ...electronTooOld(draft.manifest)]
        : [],
    ),
  ];
}

function peers(manifest: Manifest, isMoved: boolean): readonly Finding[] {
  return manifest.dependencies.flatMap((one) => {
    if (one.group !== 'peerDependencies' || clientOf(one) === null) return [];
    return [
      {
        rule: 'peer-dependency',
        severity: isMoved ? ('warning' as const) : ('info' as const),
        path: manifest.path,
        line: one.line,
        column: one.column,
        message: `${one.name} is a peer of this package: what others install for it is its contract, so it stays.`,
        help: 'Offer iovalkey as a second optional peer, or change the peer in a major release of your own.',
      },
    ];
  });
}

/** Fields that still name a client although it left, or that decide what a name loads. */
function mentioned(path: string, mention: Mention, removed: ReadonlySet<string>): readonly Finding[] {
  if (CLIENT_TYPES.has(mention.name) && !removed.has(mention.name)) return [];
  const field = mention.path.join('.');
  const texts = messages(mention, removed.has(mention.name));
  if (texts === null) return [];
  const { line, column } = mention;
  const severity = mention.meaning === 'tool' || mention.meaning === 'meta' ? 'info' : 'warning';
  return [
    {
      rule: 'manifest-mention',
      severity,
      path,
      line,
      column,
      message: `${field}: ${texts[0]}`,
      help: texts[1],
    },
  ];
}

function messages({ meaning, name }: Mention, isRemoved: boolean): readonly [string, string] | null {
  switch (meaning) {
    case 'alias':
      return [
        `a module name is tied to ${name} here.`,
        `Map it to the Valkey client's module as well, or by hand instead.`,
      ];
    case 'script':
      return [`this script names ${name} as a module.`, 'Name iovalkey instead once the code has moved.'];
    case 'bundle':
      return [
        `${name} is shipped inside this package.`,
        `Replace it by iovalkey if nothing in the package loads ${name}.`,
      ];
    case 'patch':
      return [
        `${name} is patched, and iovalkey would not be.`,
        'Look whether iovalkey needs the same patch.',
      ];
    case 'override':
      return isRemoved
        ? [
            `it still forces the version of ${name} for the packages that bring it.`,
            'Remove it if none of them needs it.',
          ]
        : null;
    case 'tool':
      return isRemoved ? [`it still names ${name}.`, 'Name iovalkey instead, or remove it.'] : null;
    case 'meta':
      return null;
  }
}

/** The first Electron that brings a Node which iovalkey allows: 18.12.1 (its release notes; 22 has 16.17.1). */
const ELECTRON = '23.0.0';

function electronTooOld({ path, dependencies }: Manifest): readonly Finding[] {
  const electron = dependencies.find((one) => one.name === 'electron');
  if (electron === undefined || !isOlder(electron.range, ELECTRON)) return [];
  return [
    {
      rule: 'engines-node',
      severity: 'warning',
      path,
      line: electron.line,
      column: electron.column,
      message: `electron ${electron.range} may bring a Node before 18; iovalkey needs ${IOVALKEY_NODE}.`,
      help: `Raise electron to ${ELECTRON} or later, or stay with the installed client (--engine installed).`,
    },
  ];
}

function nodeTooOld(manifest: Manifest): readonly Finding[] {
  const engines = manifest.blocks.find((block) => block.path.length === 1 && block.path[0] === 'engines');
  const node = engines?.properties.find((one) => one.name === 'node');
  const range = node?.text ?? null;
  if (node === undefined || range === null || semver.validRange(range) === null) return [];
  if (semver.subset(range, IOVALKEY_NODE)) return [];
  return [
    {
      rule: 'engines-node',
      severity: 'warning',
      ...placeAt(manifest, node.key.start),
      message: `engines.node allows Node ${range}; iovalkey needs ${IOVALKEY_NODE}.`,
      help: `Raise engines.node to ${IOVALKEY_NODE}, or stay with the installed client (--engine installed).`,
    },
  ];
}
