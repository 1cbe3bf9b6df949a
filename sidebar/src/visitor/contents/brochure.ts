import type { VisitorContent, VisitorPage } from '@zhike/shared/contracts/visitor';
import { el } from '../dom.ts';
import { rememberedPlace, rememberPlace } from '../reading/token.ts';
import type { Visit } from '../reading/visit.ts';
import { comeWhenNear } from './come-when-near.ts';
import { PagePicture } from './page-picture.ts';

type Brochure = Extract<VisitorContent, { kind: 'brochure' }>;

/** Pages one below the other; each comes when it is nearly in view, first small and then sharp. */
export function showBrochure(page: VisitorPage, { pages }: Brochure, visit: Visit): Node[] {
  const seen = new Set<number>();
  const place = Math.max(1, Math.min(rememberedPlace(placeKey(page)), pages.length));
  visit.turnTo(place);
  const pictures = pages.map((one, index) => new PagePicture(one, index + 1, pages.length));
  const figures = pictures.map(({ figure }) => figure);
  const counter = el('p', { className: 'page-counter', 'aria-label': '页码' }, `1 / ${pages.length}`);
  const current = () => pageInView(figures);
  const say = () => {
    const number = current();
    visit.turnTo(number);
    counter.textContent = `${number} / ${pages.length}`;
  };
  addEventListener('scroll', say, { passive: true });
  // A page made large is moved about without scrolling the window.
  for (const event of ['scroll', 'resize']) window.visualViewport?.addEventListener(event, say);
  visit.eachSecond(() => {
    const number = current();
    visit.turnTo(number);
    seen.add(number);
    figures.forEach((figure, index) => isSeen(figure) && seen.add(index + 1));
    visit.progress.reached((seen.size / pages.length) * 100);
    rememberPlace(placeKey(page), number);
  });
  comeWhenNear(pictures);
  // After the layout: all pages have their height from the start, so the place is right before any picture is there.
  if (place > 1)
    requestAnimationFrame(() => {
      const figure = figures[place - 1];
      // A low page at the upper edge would leave the middle, and the next place, to the page after it.
      figure?.scrollIntoView({ block: figure.offsetHeight < innerHeight ? 'center' : 'start' });
      say();
    });
  return [el('h1', { className: 'unseen' }, page.title), el('div', { className: 'pages' }, ...figures), counter];
}

/** The link changes when it becomes her own; the file of the pages does not. */
const placeKey = (page: VisitorPage) =>
  page.content.kind === 'brochure' ? (page.content.pages[0]?.url.split('?v=')[1] ?? page.key) : page.key;

/** What she sees of the window: less than all of it when she has made a page large. */
function view(): { top: number; height: number } {
  const { offsetTop: top, height } = window.visualViewport ?? { offsetTop: 0, height: innerHeight };
  return { top, height };
}

/**
 * The page at the middle of what she sees. Towards the ends the line moves to the edge: of pages lower than half a window the first
 * and the last never come to the middle.
 */
function pageInView(figures: readonly HTMLElement[]): number {
  const { top, height } = view();
  const whole = document.documentElement.getBoundingClientRect();
  const above = top - whole.top;
  const below = whole.bottom - (top + height);
  const near = Math.min(height, above + below) / 2;
  if (near <= 0) return 1;
  const share = (distance: number) => Math.max(0, Math.min(1, distance / near));
  const line = top + (height * (share(above) + 1 - share(below))) / 2;
  const index = figures.findIndex((figure) => figure.getBoundingClientRect().bottom > line);
  return index < 0 ? figures.length : index + 1;
}

/** Several low pages can be seen at once. */
function isSeen(figure: HTMLElement): boolean {
  const { top, height } = view();
  const box = figure.getBoundingClientRect();
  const middle = box.top + box.height / 2;
  return middle >= top && middle <= top + height;
}
