import type { ChatMark } from '@zhike/shared/contracts/chat';

/** Marks place themselves in `textOf(content)`, which joins what can be read with line ends: here by part, counted from its beginning. */
export function marksByPart(parts: readonly string[], marks: readonly ChatMark[]): ChatMark[][] {
  let begin = 0;
  return parts.map((part) => {
    if (part === '') return [];
    const end = begin + part.length;
    const here = marks
      .filter((mark) => mark.start < end && mark.end > begin)
      .map((mark) => ({ ...mark, start: Math.max(mark.start, begin) - begin, end: Math.min(mark.end, end) - begin }));
    begin = end + 1;
    return here;
  });
}

export interface TextPiece {
  start: number;
  text: string;
  /** What looked for this piece; none: plain text. */
  marks: ChatMark[];
}

/** A text in pieces, each wholly inside or wholly outside of every mark: marks of different rules may overlap. */
export function cutAtMarks(text: string, marks: readonly ChatMark[]): TextPiece[] {
  const inside = marks.filter(({ start, end }) => start < end && start < text.length && end > 0);
  const cuts = new Set([0, text.length]);
  for (const { start, end } of inside) cuts.add(Math.max(0, start)).add(Math.min(text.length, end));
  // No `toSorted`: clients of 2022 do not have it.
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((start, index) => ({
    start,
    text: text.slice(start, places[index + 1]),
    marks: inside.filter((mark) => mark.start <= start && mark.end > start),
  }));
}

/** Characters shown before and after what was found. */
const BEFORE = 16;
const AFTER = 60;

/** The line around what was searched for, so that it is seen in a list. */
export function snippetOf(text: string, marks: readonly ChatMark[]): { text: string; marks: ChatMark[] } {
  const first = marks.find(({ kind }) => kind === 'search')?.start ?? 0;
  const start = first > BEFORE ? first - BEFORE : 0;
  const end = Math.min(text.length, first + AFTER);
  const lead = start > 0 ? '…' : '';
  const shift = lead.length - start;
  return {
    text: `${lead}${text.slice(start, end)}${end < text.length ? '…' : ''}`,
    marks: marks
      .filter((mark) => mark.start < end && mark.end > start)
      .map((mark) => ({
        ...mark,
        start: Math.max(mark.start, start) + shift,
        end: Math.min(mark.end, end) + shift,
      })),
  };
}

/** What looked for a marked piece, for whoever asks why it is marked. */
export function sayMark({ kind, label }: ChatMark): string {
  if (kind === 'rule') return `命中规则「${label}」`;
  return kind === 'quality' ? `敏感词组「${label}」` : `搜索「${label}」`;
}
