import type { VisitorContent, VisitorPage } from '@zhike/shared/contracts/visitor';
import { el } from '../dom.ts';
import { scrolledPercent } from '../reading/scrolled.ts';
import type { Visit } from '../reading/visit.ts';

type Article = Extract<VisitorContent, { kind: 'article' }>;

export function showArticle(page: VisitorPage, { html, author }: Article, visit: Visit): Node[] {
  return [
    el('h1', {}, page.title),
    author ? el('p', { className: 'byline' }, author) : el('span'),
    readText(html, visit),
  ];
}

/** The server has taken out of it whatever could do more than be read. */
export function readText(html: string, visit: Visit): HTMLElement {
  const text = el('article', { className: 'rich-text' });
  text.innerHTML = html;
  for (const picture of text.querySelectorAll('img')) {
    picture.loading = 'lazy';
    picture.decoding = 'async';
    if (!picture.alt) picture.alt = '';
    picture.addEventListener('error', () => picture.classList.add('broken'), { once: true });
  }
  for (const link of text.querySelectorAll('a')) link.rel = 'noopener noreferrer';
  visit.eachSecond(() => visit.progress.reached(scrolledPercent(text)));
  return text;
}
