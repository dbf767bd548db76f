import type { TextFile } from './model.js';
import { urlVariableNames } from './plan/variables/groups.js';
import { readAsUrls } from './plan/variables/undefined.js';
import { classify } from './repository/classify.js';
import type { Repository } from './repository/discover.js';
import { isEnvLike } from './repository/env-like.js';
import { scan } from './repository/scan.js';
import type { Texts } from './repository/texts.js';
import type { EnvAssignment } from './surfaces/env/facts.js';
import type { FlowFact } from './surfaces/typescript/flow/facts.js';
import { type Candidates, HANDS_ON, isRead, LATE_WORD, readable } from './survey-candidates.js';

/**
 * Some variables are known from the code alone (`process.env.CACHE ?? 'redis://…'`). Their readers cost one more pass
 * over the bytes, unless the first one has seen to them.
 */
export async function searchLateNames(
  repository: Repository,
  env: readonly EnvAssignment[],
  flow: readonly FlowFact[],
  configured: readonly string[],
  searched: ReadonlySet<string>,
  texts: Texts,
  found: Candidates,
  scanning: Parameters<typeof scan>[3],
): Promise<{ sources: readonly TextFile[]; others: readonly TextFile[]; searched: ReadonlySet<string> }> {
  const late = [...new Set([...urlVariableNames(env, flow), ...readAsUrls(flow), ...configured])].filter(
    (name) => !searched.has(name),
  );
  if (late.length === 0) return { sources: [], others: found.others, searched };
  const known = new Set([...found.sources, ...found.others].map((file) => file.path));
  const sources: TextFile[] = [];
  const others = [...found.others];
  const needles = [...late, ...(searched.size === 0 ? HANDS_ON : [])];
  const isSeenTo = late.every((name) => name.includes(LATE_WORD));
  await scan(
    isSeenTo ? { root: repository.root, files: found.late } : repository,
    needles,
    (hit) => {
      const { path: file } = hit.file;
      if (known.has(file) || isEnvLike(file) || found.wrappers.some((wrapper) => wrapper.path === file))
        return;
      const classified = classify(hit.file, hit.bytes);
      if (isRead(file, classified)) others.push(readable(hit, classified));
      else if (classified.kind === 'text') {
        const source = readable(hit, classified);
        texts.keep(source);
        sources.push(source);
      }
    },
    isSeenTo ? { threads: 0 } : scanning,
  );
  return { sources, others, searched: new Set([...searched, ...late]) };
}
