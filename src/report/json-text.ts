/** A value as JSON in which no character makes a page read other than it is. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(TURNS_DIRECTION, escaped)}\n`;
}

/** What JSON lets through although terminals and editors obey it; such characters stand in strings only. */
const TURNS_DIRECTION = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
