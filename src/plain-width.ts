/**
 * The width of what --help prints, for yargs: the build puts this in the place of string-width, which asks ICU for its
 * rules about emoji in every run.
 */
export default function plainWidth(text: string): number {
  return text.length;
}
