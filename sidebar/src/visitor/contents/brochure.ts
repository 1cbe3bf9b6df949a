import type { VisitorContent, VisitorPage } from '@zhike/shared/contracts/visitor';
import { el } from '../dom.ts';
import { rememberedPlace, rememberPlace } from '../reading/token.ts';
import type { Visit } from '../reading/visit.ts';

type Brochure = Extract<VisitorContent, { kind: 'brochure' }>;

/** Pages one below the other; each comes when it is nearly in view, and its small picture before it. */
export function showBrochure(page: VisitorPage, { pages }: Brochure, visit: Visit): Node[] {
  const seen = new Set<number>();
  const place = rememberedPlace(placeKey(page));
  const figures = pages.map((one, index) => pageFigure(one, index + 1, pages.length));
  const counter = el('p', { className: 'page-counter', 'aria-label': '页码' }, `1 / ${pages.length}`);
  const current = () => pageInView(figures);
  const say = () => {
    counter.textContent = `${current()} / ${pages.length}`;
  };
  addEventListener('scroll', say, { passive: true });
  visit.eachSecond(() => {
    const number = current();
    seen.add(number);
    visit.progress.lookedAt(number);
    visit.progress.reached((seen.size / pages.length) * 100);
    rememberPlace(placeKey(page), number);
  });
  // After the layout: all pages have their height from the start, so the place is right before any picture is there.
  if (place > 1)
    requestAnimationFrame(() => {
      figures[Math.min(place, pages.length) - 1]?.scrollIntoView();
      say();
    });
  return [el('h1', { className: 'unseen' }, page.title), el('div', { className: 'pages' }, ...figures), counter];
}

/** The link changes when it becomes her own; the file of the pages does not. */
const placeKey = (page: VisitorPage) =>
  page.content.kind === 'brochure' ? (page.content.pages[0]?.url.split('?v=')[1] ?? page.key) : page.key;

function pageFigure(page: Brochure['pages'][number], number: number, of: number): HTMLElement {
  const picture = el('img', {
    alt: `第 ${number} 页,共 ${of} 页`,
    width: page.width,
    height: page.height,
    loading: number <= 2 ? 'eager' : 'lazy',
    decoding: 'async',
    src: page.url,
  });
  const figure = el('figure', { className: 'page' }, picture);
  figure.style.backgroundImage = number <= 2 ? `url("${page.thumbnailUrl}")` : '';
  let tries = 0;
  picture.addEventListener('load', () => {
    figure.style.backgroundImage = '';
    figure.classList.remove('failed');
  });
  picture.addEventListener('error', () => {
    figure.classList.add('failed');
    if (figure.querySelector('button')) return;
    const again = el('button', { type: 'button' }, `第 ${number} 页没有加载出来,点这里重试`);
    again.addEventListener('click', () => {
      tries += 1;
      again.remove();
      picture.src = `${page.url}&try=${tries}`;
    });
    figure.append(again);
  });
  return figure;
}

/** The page that holds the middle of the window. */
function pageInView(figures: readonly HTMLElement[]): number {
  const middle = innerHeight / 2;
  const index = figures.findIndex((figure) => figure.getBoundingClientRect().bottom > middle);
  return index < 0 ? figures.length : index + 1;
}
