/** Is this code that is parsed, by its name: JavaScript, TypeScript, or a component with a script in it? */
export function isSourcePath(file: string): boolean {
  return /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/.test(file);
}
