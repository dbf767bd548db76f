/**
 * Directories whose files a framework or a loop over `readdir` loads one by one, whatever they are: a file of the wrapper
 * there would be taken for a page, a route or a command. Sources: the documentation of Next.js, Nuxt and Nitro, Astro,
 * Gatsby, Remix 1, @fastify/autoload, Actionhero, Netlify, Cloudflare Pages, Medusa, Knex and Sequelize; guides for bots.
 */
const names: ReadonlySet<string> = new Set([
  'pages',
  'routes',
  'plugins',
  'middleware',
  'functions',
  'initializers',
  'actions',
  'tasks',
  'servers',
  'commands',
  'events',
  'listeners',
  'subscribers',
  'jobs',
  'migrations',
  'seeders',
  'seeds',
]);

/** The directory above the first of these in a path below a package's directory; null where there is none. */
export function aboveLoaded(directory: string): string | null {
  const parts = directory.split('/');
  const index = parts.findIndex(
    (part, at) => names.has(part) || (part === 'api' && (at === 0 || parts[at - 1] === 'server')),
  );
  return index < 0 ? null : parts.slice(0, index).join('/');
}
