import stringWidth from 'string-width';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan' | 'red-word' | 'green-word';
export type Paint = (style: Style, text: string) => string;

/** SGR codes on and off; changed words are reversed, which reads on light and dark terminals alike. */
const CODES: Readonly<Record<Style, readonly [string, string]>> = {
  bold: ['1', '22'],
  dim: ['2', '22'],
  red: ['31', '39'],
  green: ['32', '39'],
  yellow: ['33', '39'],
  cyan: ['36', '39'],
  'red-word': ['31;7', '39;27'],
  'green-word': ['32;7', '39;27'],
};

export const plain: Paint = (_style, text) => text;

export const coloured: Paint = (style, text) => {
  const [on, off] = CODES[style];
  return text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`;
};

/** A piece of a line with the style that it is painted in. */
export interface Piece {
  readonly text: string;
  readonly style: Style | null;
}

/** Lays a line out in rows of at most `width` columns, cut where they are full. Null: one row, as long as it gets. */
export function rowsOf(pieces: readonly Piece[], width: number | null, paint: Paint): readonly string[] {
  const painted = ({ text, style }: Piece) => (style === null ? text : paint(style, text));
  if (width === null) return [pieces.map(painted).join('')];
  const rows: string[] = [];
  let row = '';
  let used = 0;
  for (const piece of pieces) {
    let part = '';
    for (const character of charactersOf(piece.text.replaceAll('\t', '    '))) {
      const columns = stringWidth(character);
      if (used + columns > width && used > 0) {
        rows.push(row + painted({ ...piece, text: part }));
        row = '';
        part = '';
        used = 0;
      }
      part += character;
      used += columns;
    }
    row += painted({ ...piece, text: part });
  }
  return [...rows, row];
}

/** Fills lines with whole words; a word that is longer than a line stands alone. Null: one line. */
export function filled(text: string, width: number | null, indent: string): string {
  if (width === null) return `${indent}${text}\n`;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && stringWidth(indent + longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].map((one) => `${indent}${one}\n`).join('');
}

/** Pads to a number of columns. */
export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - stringWidth(text)));
}

const SEGMENTS = new Intl.Segmenter();

function charactersOf(text: string): readonly string[] {
  // Nothing in ASCII joins with its neighbour.
  if (/^[ -~]*$/.test(text)) return text.split('');
  return Array.from(SEGMENTS.segment(text), ({ segment }) => segment);
}
