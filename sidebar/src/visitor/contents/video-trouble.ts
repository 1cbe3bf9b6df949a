import type { VisitorPage } from '@zhike/shared/contracts/visitor';
import { el } from '../dom.ts';
import type { WhyNoVideo } from './why-no-video.ts';

const WHAT: Record<WhyNoVideo, string> = {
  network: '网络不好,视频没有加载出来。检查网络后再试一次,会从停下的地方继续。',
  unplayable: '这台手机播放不了这段视频。可以再试一次,或换一台手机打开。',
  gone: '这段视频已经不在了,可以刷新页面看看。',
};

/** Says under a video why it does not play, and what she can do about it. */
export function videoTrouble(rep: VisitorPage['rep'], again: () => void) {
  const words = el('p');
  const button = el('button', { type: 'button', className: 'button' });
  const box = el('div', { className: 'notice', role: 'alert', hidden: true }, words, button);
  let why: WhyNoVideo | null = null;
  button.addEventListener('click', () => (why === 'gone' ? location.reload() : again()));
  return {
    box,
    /** null: nothing is wrong any more. */
    say(now: WhyNoVideo | null): void {
      why = now;
      box.hidden = now === null;
      if (now === null) return;
      words.textContent = now === 'network' ? WHAT[now] : `${WHAT[now]}${whomToAsk(rep)}`;
      button.textContent = now === 'gone' ? '刷新页面' : '再试一次';
    },
    get why() {
      return why;
    },
  };
}

function whomToAsk(rep: VisitorPage['rep']): string {
  if (!rep) return '也可以问问发给你链接的人。';
  return rep.qrUrl ? `也可以点下方「联系我」问问${rep.name}。` : `也可以在聊天里问问${rep.name}。`;
}
