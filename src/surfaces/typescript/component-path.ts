/** Vue, Svelte and Astro components: script blocks inside another language. (Apart: asking this loads no parser.) */
export function isComponent(path: string): boolean {
  return /\.(vue|svelte|astro)$/.test(path);
}
