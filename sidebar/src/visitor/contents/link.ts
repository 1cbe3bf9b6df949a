import { el } from '../dom.ts';
import type { Visit } from '../reading/visit.ts';

/** Goes on to the address at once; the browser delivers the beat on its way. What is returned is seen only if that fails. */
export function leaveForLink(url: string, title: string, visit: Visit): HTMLElement {
  const go = () => {
    visit.tellNow();
    location.replace(url);
  };
  // Rendered ahead of time it is not opened yet.
  if (document.visibilityState === 'visible') go();
  else document.addEventListener('visibilitychange', go, { once: true });
  return el('main', { className: 'notice' }, el('h1', {}, title), el('a', { href: url }, '打开页面'));
}
