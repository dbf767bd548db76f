import { imageName, ofImage, type Program, STEPS, UNKNOWN } from './program.js';
import type { Tool } from './tools.js';
import { type Tree, textUnder, under } from './tree.js';

/** Workflows and composite actions: `env` of the workflow, of a job, of a step; of a service it is a container's. */
export const githubActions: Tool = {
  matches: (path) => /(?:^|\/)\.(?:github|gitea|forgejo)\/.+\.ya?ml$|(?:^|\/)action\.ya?ml$/.test(path),
  programAt({ keys, above }) {
    if (keys.at(-1) !== 'env') return null;
    const owner = above.at(-1);
    if (keys.includes('services')) return ofImage(under(owner, 'image'));
    // What an action of another repository does with it is not known.
    const uses = textUnder(owner, 'uses');
    return uses === null || uses.startsWith('./') ? STEPS : UNKNOWN;
  },
};

/** `variables` of GitLab's pipelines reach the commands of jobs, their services, and pipelines that they trigger. */
export const gitlabCi: Tool = {
  matches: (path) => /(?:^|\/)[^/]*\.?gitlab-ci[^/]*\.ya?ml$|(?:^|\/)\.gitlab\/.+\.ya?ml$/.test(path),
  programAt({ keys, above, document }) {
    if (keys.at(-1) !== 'variables') return null;
    const jobs = document.kind === 'map' ? document.entries.map((entry) => entry.value) : [];
    const reached =
      keys.length === 1 ? [document, under(document, 'default'), ...jobs] : [above[1], document];
    return reached.every((job) => hasOwnProgramsOnly(job)) ? STEPS : UNKNOWN;
  },
};

function hasOwnProgramsOnly(job: Tree | undefined): boolean {
  if (under(job, 'trigger') !== undefined) return false;
  const services = under(job, 'services');
  return services?.kind !== 'list' || services.items.every(isStore);
}

/** A server that keeps data reads no variable with the URL of another. */
function isStore(service: Tree): boolean {
  const image = service.kind === 'text' ? service.value : (textUnder(service, 'name') ?? '');
  const name = imageName(image)?.split('/').at(-1) ?? '';
  return /^(?:redis|valkey|keydb|postgres|postgis|mysql|mariadb|mongo|memcached|rabbitmq|docker|elasticsearch|opensearch|minio|clickhouse)(?:-|$)/.test(
    name,
  );
}

/** `environment` of CircleCI: of a job and its steps; of an image it is that container's, the first runs the steps. */
export const circleCi: Tool = {
  matches: (path) => /(?:^|\/)\.circleci\/.+\.ya?ml$/.test(path),
  programAt({ keys, above }): Program | null {
    if (keys.at(-1) !== 'environment') return null;
    const inImages = keys.at(-3) === 'docker';
    return inImages && keys.at(-2) !== '0' ? ofImage(under(above.at(-1), 'image')) : STEPS;
  },
};
