import type { VisitorPage } from '@zhike/shared/contracts/visitor';
import { el } from '../dom.ts';
import { Visit } from '../reading/visit.ts';
import { rememberedToken } from '../reading/token.ts';
import { showArticle } from '../contents/article.ts';
import { showBrochure } from '../contents/brochure.ts';
import { showCase } from '../contents/case.ts';
import { showLive } from '../contents/live.ts';
import { leaveForLink } from '../contents/link.ts';
import { showVideo } from '../contents/video.ts';
import { repCard } from './rep-card.ts';

/** Everything stands in the page: what is shown needs no further request. */
export function openPage(document: Document): void {
  const root = document.getElementById('root')!;
  const inlined = document.getElementById('page')?.textContent;
  if (!inlined) {
    root.replaceChildren(el('p', { className: 'notice', role: 'alert' }, '页面没有加载完整,请刷新重试。'));
    return;
  }
  const page = JSON.parse(inlined) as VisitorPage;
  const visit = new Visit(page.key, rememberedToken(page.token));
  const { content } = page;
  if (content.kind === 'link') {
    root.replaceChildren(leaveForLink(content.url, page.title, visit));
    return;
  }
  const main = el('main', {}, ...mainOf(page, visit));
  root.replaceChildren(...(page.rep ? [main, repCard(page.rep)] : [main]), offlineLine());
  visit.start();
}

function mainOf(page: VisitorPage, visit: Visit): (Node | string)[] {
  const { content } = page;
  switch (content.kind) {
    case 'article':
      return showArticle(page, content, visit);
    case 'case':
      return showCase(page, content, visit);
    case 'brochure':
      return showBrochure(page, content, visit);
    case 'video':
      return showVideo(page, content, visit);
    case 'live':
      return showLive(page, content, visit);
    case 'link':
      return [];
  }
}

/** Seen only without a connection: what is on the page can be read on. */
function offlineLine(): HTMLElement {
  const line = el('p', { className: 'offline', role: 'status' });
  const say = () => {
    line.textContent = navigator.onLine ? '' : '网络已断开,已加载的内容仍可阅读';
    line.hidden = navigator.onLine;
  };
  addEventListener('online', say);
  addEventListener('offline', say);
  say();
  return line;
}
