import { Parser } from 'htmlparser2';
import { ArticleNotReadable } from '../errors.ts';

export interface ReadArticle {
  title: string;
  author: string;
  description: string;
  coverUrl: string | null;
  /** The text itself; the whole page where nothing says which part it is. */
  body: string;
  /** Addresses of its pictures as they are written, each once, in reading order. */
  pictureUrls: string[];
}

/** Where public accounts and most editors put the text, the most telling first. */
const BODIES = ['js_content', 'img-content', 'article', 'main', 'body'];
/** As deep as browsers go. What is nested deeper is no article, and would be read in quadratic time. */
const MAX_DEPTH = 500;

/**
 * The parts of an article's page as people paste it: the source of a public-account article, or what a browser copies. Words only; what
 * may stay of the text is decided by `sanitisePasted`. Throws when it is nested too deep.
 */
export function readArticle(html: string): ReadArticle {
  const meta = new Map<string, string>();
  const heading: string[] = [];
  const pageTitle: string[] = [];
  const accountName: string[] = [];
  const open: { name: string; id: string; start: number }[] = [];
  const within = { 'activity-name': 0, js_name: 0 };
  const count = (id: string, step: 1 | -1) => {
    if (id === 'activity-name' || id === 'js_name') within[id] += step;
  };
  const bodies = new Map<string, string>();
  const pictureUrls: string[] = [];
  const parser: Parser = new Parser(
    {
      onopentag(name, attributes) {
        if (open.length >= MAX_DEPTH) throw new ArticleNotReadable();
        const id = attributes.id ?? '';
        count(id, 1);
        open.push({ name, id, start: parser.endIndex + 1 });
        const key = attributes.property ?? attributes.name;
        if (name === 'meta' && key && attributes.content !== undefined) meta.set(key, attributes.content.trim());
        if (name === 'img') pictureUrls.push(attributes['data-src'] ?? attributes.src ?? '');
      },
      ontext(words) {
        const inside = open.at(-1);
        if (within['activity-name'] > 0 || inside?.name === 'h1') heading.push(words);
        if (inside?.name === 'title') pageTitle.push(words);
        if (within.js_name > 0) accountName.push(words);
      },
      onclosetag(name) {
        const last = open.findLastIndex((tag) => tag.name === name);
        if (last < 0) return;
        const { id, start } = open[last]!;
        for (const closed of open.splice(last)) count(closed.id, -1);
        const key = BODIES.find((each) => each === id) ?? BODIES.find((each) => each === name);
        if (key && !bodies.has(key)) bodies.set(key, html.slice(start, Math.max(start, parser.startIndex)));
      },
    },
    { decodeEntities: true },
  );
  parser.write(html);
  parser.end();
  const words = (texts: string[]) => texts.join('').replace(/\s+/g, ' ').trim();
  return {
    title: meta.get('og:title') || words(heading) || words(pageTitle),
    author: meta.get('author') || words(accountName),
    description: meta.get('og:description') || meta.get('description') || '',
    coverUrl: meta.get('og:image') || null,
    body: BODIES.map((each) => bodies.get(each)).find((found) => found?.trim()) ?? html,
    pictureUrls: [...new Set(pictureUrls.filter(Boolean))],
  };
}
