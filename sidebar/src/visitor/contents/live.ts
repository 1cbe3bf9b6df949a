import type { VisitorContent, VisitorPage } from '@zhike/shared/contracts/visitor';
import { el } from '../dom.ts';
import { sayCountdown, sayLiveTime } from './say-live.ts';
import type { Visit } from '../reading/visit.ts';

type Live = Extract<VisitorContent, { kind: 'live' }>;

export function showLive(page: VisitorPage, live: Live, visit: Visit): Node[] {
  // Phones' clocks are often wrong; the server's is in the page.
  const ahead = page.now - Date.now();
  const status = el('p', { className: 'countdown', role: 'timer' });
  const button = el('a', { className: 'button', href: live.url, rel: 'noopener' }, '进入直播间');
  const say = () => {
    const now = Date.now() + ahead;
    status.textContent = sayCountdown(live, now);
    button.textContent = now > live.endsAt ? '看看回放' : '进入直播间';
  };
  say();
  setInterval(say, 1000);
  button.addEventListener('click', () => visit.progress.reached(100));
  return [
    el('h1', {}, page.title),
    el('p', { className: 'byline' }, [sayLiveTime(live), live.host && `主讲:${live.host}`].filter(Boolean).join(' · ')),
    status,
    button,
    el('p', { className: 'lead' }, live.text || page.description),
  ];
}
