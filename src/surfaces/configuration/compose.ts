import { builtFrom, imageName, ofImage, type Program, STEPS, UNKNOWN } from './program.js';
import type { Tool } from './tools.js';
import { type Tree, type TreeMap, textUnder, under } from './tree.js';

/** Compose files: by their name, or by services that are built or have an image. */
export const compose: Tool = {
  matches: (path, document) => isCompose(path, document),
  programAt({ path, keys, above }) {
    if (keys[0] !== 'services') return null;
    const rest = keys.slice(2).join('.');
    if (rest !== 'environment' && rest !== 'build.args') return null;
    return serviceProgram(path, above[2]);
  },
};

/** What a service of a compose file runs. */
export interface ComposeService {
  readonly service: TreeMap;
  readonly program: Program;
  /** The image that it gives a name to by building it; null where it builds none, or names none. */
  readonly builds: { readonly image: string; readonly context: string } | null;
}

/** The services of a compose file's documents. */
export function servicesOf(path: string, documents: readonly Tree[]): readonly ComposeService[] {
  return documents.flatMap((document) => {
    const services = isCompose(path, document) ? under(document, 'services') : undefined;
    if (services?.kind !== 'map') return [];
    return services.entries.flatMap(({ value: service }) => {
      if (service.kind !== 'map') return [];
      const program = serviceProgram(path, service);
      const image = imageName(textUnder(service, 'image') ?? '');
      const builds = program.kind === 'built' && image !== null ? { image, context: program.context } : null;
      return [{ service, program, builds }];
    });
  });
}

function isCompose(path: string, document: Tree): boolean {
  if (!/\.ya?ml$/i.test(path)) return false;
  if (/(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$/i.test(path)) return true;
  const services = under(document, 'services');
  return (
    services?.kind === 'map' &&
    services.entries.length > 0 &&
    under(document, 'jobs') === undefined &&
    services.entries.every(({ value }) => ['build', 'image'].some((key) => under(value, key) !== undefined))
  );
}

function serviceProgram(path: string, service: Tree | undefined): Program {
  const build = under(service, 'build');
  const context = build?.kind === 'map' ? (under(build, 'context') ?? HERE) : build;
  if (context === undefined) return mountsItsSource(service) ? STEPS : ofImage(under(service, 'image'));
  return context.kind === 'text' ? builtFrom(path, context.value) : UNKNOWN;
}

const HERE: Tree = { kind: 'text', value: '.', span: null };

/** A bare Node image with the repository mounted into it runs this repository's programs. */
function mountsItsSource(service: Tree | undefined): boolean {
  if (!/^(?:(?:docker\.io\/)?(?:library\/)?node|oven\/bun)(?::|$)/.test(textUnder(service, 'image') ?? ''))
    return false;
  const volumes = under(service, 'volumes');
  const mounts = volumes?.kind === 'list' ? volumes.items : [];
  return mounts.some((one) =>
    /^\.{1,2}(?:\/[^:]*)?:/.test(one.kind === 'text' ? one.value : `${textUnder(one, 'source') ?? ''}:`),
  );
}
