import { unknownVariables } from '@zhike/shared/formulas/script-text';

export const MOST_LINES = 200;
const LONGEST_TITLE = 40;
const MAX_BYTES = 4000;

interface Pasted {
  title: string;
  text: string;
}

/** Reads `title<Tab or comma>words`, a line each; a spreadsheet quotes cells that hold commas, quotes or line breaks. */
export function readPastedScripts(pasted: string): { scripts: Pasted[]; problems: string[] } {
  const scripts: Pasted[] = [];
  const problems: string[] = [];
  for (const [index, cells] of rowsOf(pasted).entries()) {
    const where = `第 ${index + 1} 条`;
    const [title = '', text = ''] = cells;
    const problem = problemOf(title, text);
    if (problem) problems.push(`${where}${problem}`);
    else scripts.push({ title, text });
  }
  if (scripts.length > MOST_LINES) problems.push(`一次最多 ${MOST_LINES} 条`);
  return { scripts, problems };
}

function problemOf(title: string, text: string): string | null {
  if (title === '' || text === '') return '要有标题和内容两列';
  if (title.length > LONGEST_TITLE) return `标题超过 ${LONGEST_TITLE} 个字`;
  if (new TextEncoder().encode(text).length > MAX_BYTES) return '内容太长';
  const [unknown] = unknownVariables(text);
  return unknown ? `没有「${unknown}」这个变量` : null;
}

function rowsOf(pasted: string): string[][] {
  return cellLines(pasted.replaceAll('\r\n', '\n'))
    .map((line) => {
      return splitOnce(line).map((cell) => unquoted(cell.trim()).replaceAll('\\n', '\n').trim());
    })
    .filter((cells) => cells.some((cell) => cell !== ''));
}

/** Lines, except that a line break inside of quotes belongs to its cell. */
function cellLines(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  let isQuoted = false;
  for (const sign of text) {
    // A quote opens a cell at its beginning only: others are part of what is said.
    if (sign === '"' && (isQuoted || line === '' || /[\t,,]\s*$/.test(line))) isQuoted = !isQuoted;
    if (sign === '\n' && !isQuoted) {
      lines.push(line);
      line = '';
    } else line += sign;
  }
  return [...lines, line];
}

/** Title and words: at the first tab, or at the first comma where there is none. */
function splitOnce(line: string): string[] {
  const quoted = /^\s*("(?:[^"]|"")*")\s*[\t,,]([\s\S]*)$/.exec(line);
  if (quoted) return [quoted[1]!, quoted[2]!];
  const at = line.includes('\t') ? line.indexOf('\t') : line.search(/[,,]/);
  return at < 0 ? [line] : [line.slice(0, at), line.slice(at + 1)];
}

function unquoted(cell: string): string {
  return /^"[\s\S]*"$/.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}
