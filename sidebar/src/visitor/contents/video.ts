import type { VisitorContent, VisitorPage } from '@zhike/shared/contracts/visitor';
import { el } from '../dom.ts';
import type { Visit } from '../reading/visit.ts';

type Video = Extract<VisitorContent, { kind: 'video' }>;

export function showVideo(page: VisitorPage, { url, posterUrl }: Video, visit: Visit): Node[] {
  const video = el('video', {
    className: 'video',
    src: url,
    controls: true,
    preload: 'metadata',
    playsInline: true,
    'aria-label': page.title,
    ...(posterUrl ? { poster: posterUrl } : {}),
  });
  const failed = el(
    'p',
    { className: 'notice', role: 'alert', hidden: true },
    '视频没有加载出来,请检查网络后刷新页面。',
  );
  video.addEventListener('error', () => {
    failed.hidden = false;
  });
  // What was skipped was not watched: counted are the seconds that played.
  const played = () => {
    let seconds = 0;
    for (let index = 0; index < video.played.length; index += 1)
      seconds += video.played.end(index) - video.played.start(index);
    return seconds;
  };
  visit.eachSecond(() => {
    if (Number.isFinite(video.duration) && video.duration > 0)
      visit.progress.reached((played() / video.duration) * 100);
  });
  return [video, failed, el('h1', {}, page.title), el('p', { className: 'lead' }, page.description)];
}
