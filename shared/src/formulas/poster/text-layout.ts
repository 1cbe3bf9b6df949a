import { cleanText, graphemes, unitsOf } from './units.ts';

/** Width in pixels of a piece of text at a font size. */
export type MeasureText = (text: string, size: number) => number;

export interface TextBox {
  x: number;
  y: number;
  w: number;
  h: number;
  size: number;
  minSize: number;
  align: 'left' | 'center' | 'right';
  verticalAlign: 'top' | 'middle' | 'bottom';
  lineHeight: number;
  maxLines: number;
}

export interface TextLine {
  text: string;
  /** Left end and baseline. */
  x: number;
  y: number;
  width: number;
}

export interface TextLayout {
  size: number;
  lines: TextLine[];
  /** It did not fit even at the smallest size, and ends in … */
  isCut: boolean;
}

/** The middle of Han characters above the baseline, in font sizes: they reach from -0.12 to 0.88. */
const MIDDLE = 0.38;
const ELLIPSIS = '…';
/** Rounding, never a visible part of a sign. */
const SLACK = 0.01;

interface Wrapped {
  /** With the spaces at their ends; the last of a paragraph ends in a line break. */
  lines: string[];
  /** A word was longer than the box is wide. */
  hasBrokenWord: boolean;
}

/**
 * Pure: where each line of a text stands. The largest size between `size` and `minSize` at which it fits without dividing a word, else
 * dividing it between signs, else the smallest size with … at its end. No line is ever wider than the box, and no sign is divided.
 */
export function layoutText(box: TextBox, text: string, measure: MeasureText): TextLayout {
  const clean = cleanText(text).trim();
  if (clean === '') return { size: box.size, lines: [], isCut: false };
  const paragraphs = clean.split('\n').map(unitsOf);
  const wrapAt = (size: number) => wrap(paragraphs, box.w, (piece) => measure(piece, size));
  const fitsAt = (size: number, maySplit: boolean) => {
    const { lines, hasBrokenWord } = wrapAt(size);
    return lines.length <= linesAt(box, size) && (maySplit || !hasBrokenWord);
  };
  const size = largest(box, (one) => fitsAt(one, false)) ?? largest(box, (one) => fitsAt(one, true));
  if (size !== undefined) return place(box, size, wrapAt(size).lines, measure, false);
  // What does not fit into the height at all is named all the same.
  const most = Math.max(1, linesAt(box, box.minSize));
  const { lines } = wrapAt(box.minSize);
  // The last line takes as much as it can of what follows in its paragraph, where a word ends or not.
  const [rest] = lines
    .slice(most - 1)
    .join('')
    .split('\n');
  const last = cutShort(rest!, box.w, (piece) => measure(piece, box.minSize));
  return place(box, box.minSize, [...lines.slice(0, most - 1), last], measure, true);
}

function linesAt({ h, lineHeight, maxLines }: TextBox, size: number): number {
  return Math.min(maxLines, Math.floor((h + 0.5) / (size * lineHeight)));
}

/** A smaller text fits wherever a larger one does, so halving finds it. */
function largest({ size, minSize }: TextBox, fits: (size: number) => boolean): number | undefined {
  if (fits(size)) return size;
  if (!fits(minSize)) return undefined;
  let [low, high] = [minSize, size];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

function wrap(paragraphs: string[][][], width: number, measure: (piece: string) => number): Wrapped {
  const lines: string[] = [];
  let hasBrokenWord = false;
  const isWithin = (line: string) => measure(line.trimEnd()) <= width + SLACK;
  for (const units of paragraphs) {
    let line = '';
    const end = () => {
      lines.push(line);
      line = '';
    };
    for (const unit of units) {
      const piece = unit.join('');
      if (isWithin(line + piece)) {
        line += piece;
        continue;
      }
      if (line !== '' && isWithin(piece)) {
        end();
        line = piece;
        continue;
      }
      // Longer than a line: it goes on where it stands, sign by sign.
      hasBrokenWord = true;
      for (const sign of unit) {
        if (line !== '' && !isWithin(line + sign)) end();
        line += sign;
      }
    }
    line += '\n';
    end();
  }
  return { lines, hasBrokenWord };
}

/** The beginning of a line that leaves room for …, without a stray comma or space before it. */
function cutShort(line: string, width: number, measure: (piece: string) => number): string {
  const signs = graphemes(line);
  for (let count = signs.length; count > 0; count -= 1) {
    const beginning = signs
      .slice(0, count)
      .join('')
      .replace(/[\s,.;:!?，。；：、！？…—·-]+$/u, '');
    if (measure(beginning + ELLIPSIS) <= width + SLACK) return beginning + ELLIPSIS;
  }
  return ELLIPSIS;
}

function place(box: TextBox, size: number, texts: string[], measure: MeasureText, isCut: boolean): TextLayout {
  const pitch = size * box.lineHeight;
  const free = Math.max(0, box.h - texts.length * pitch);
  const top = box.y + (box.verticalAlign === 'middle' ? free / 2 : box.verticalAlign === 'bottom' ? free : 0);
  const lines = texts.map((raw, index) => {
    const text = raw.trimEnd();
    const width = measure(text, size);
    const left = box.w - width;
    return {
      text,
      width,
      x: box.x + (box.align === 'center' ? left / 2 : box.align === 'right' ? left : 0),
      y: top + index * pitch + pitch / 2 + size * MIDDLE,
    };
  });
  return { size, lines, isCut };
}
