import type { VisitorRep } from '@zhike/shared/contracts/visitor';
import { el } from '../dom.ts';

/** Who shared it, at the lower edge; with the code that adds her, where there is one. */
export function repCard(rep: VisitorRep): HTMLElement {
  const card = el(
    'footer',
    { className: 'rep' },
    face(rep),
    el(
      'div',
      { className: 'rep-text' },
      el('strong', {}, rep.name),
      el('span', {}, [rep.position, rep.corpName].filter(Boolean).join(' · ')),
    ),
  );
  if (rep.qrUrl) card.append(contactButton(rep, rep.qrUrl));
  return card;
}

function face({ avatar, name }: VisitorRep): HTMLElement {
  const letter = () => el('span', { className: 'face', 'aria-hidden': 'true' }, [...name].pop() ?? '');
  if (!avatar) return letter();
  const picture = el('img', { className: 'face', src: avatar, alt: '', width: 40, height: 40, loading: 'lazy' });
  picture.referrerPolicy = 'no-referrer';
  picture.addEventListener('error', () => picture.replaceWith(letter()), { once: true });
  return picture;
}

function contactButton({ name }: VisitorRep, qrUrl: string): HTMLElement {
  const button = el('button', { type: 'button', className: 'button' }, '联系我');
  button.addEventListener('click', () => {
    const close = el('button', { type: 'button', className: 'button plain' }, '关闭');
    const dialog = el('dialog', { className: 'code', 'aria-label': `添加${name}` }, ...codeOf(name, qrUrl), close);
    const leave = () => {
      dialog.remove();
      button.focus();
    };
    dialog.addEventListener('close', leave);
    document.body.append(dialog);
    // iPhones before 15.4 know no dialogs: there it lies above the page by its style.
    const isKnown = typeof dialog.showModal === 'function';
    close.addEventListener('click', () => (isKnown ? dialog.close() : leave()));
    if (isKnown) return dialog.showModal();
    dialog.setAttribute('role', 'dialog');
    dialog.classList.add('code-plain');
    close.focus();
  });
  return button;
}

/** The code, and what to do with it; or that it did not come. */
function codeOf(name: string, qrUrl: string): HTMLElement[] {
  const picture = el('img', { src: qrUrl, alt: `${name}的二维码`, width: 240, height: 240 });
  const hint = el('p', { role: 'status' }, `长按识别二维码,添加${name}`);
  picture.addEventListener('error', () => {
    picture.hidden = true;
    hint.textContent = '二维码没有加载出来,请检查网络后再试一次。';
  });
  return [picture, hint];
}
