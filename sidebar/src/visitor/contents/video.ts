import type { VisitorContent, VisitorPage } from '@zhike/shared/contracts/visitor';
import { el } from '../dom.ts';
import type { Visit } from '../reading/visit.ts';
import { secondsIn, type Span, spansOf } from './played.ts';
import { videoTrouble } from './video-trouble.ts';
import { whyNoVideo } from './why-no-video.ts';

type Video = Extract<VisitorContent, { kind: 'video' }>;

/** Seconds without anything coming, after which somebody who waits is told; a hole in the network is no error to browsers for minutes. */
const SILENT_AFTER_S = 12;

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
  let played: Span[] = [];
  const playedSoFar = () => [...played, ...spansOf(video.played)];
  let place = 0;
  let silent = 0;

  /** From where she was; what she has watched stays watched. */
  const again = () => {
    played = playedSoFar();
    silent = 0;
    const wasPlaying = !video.paused;
    trouble.say(null);
    video.load();
    // A refusal is told by `error`; a browser that wants a finger on the video has its button.
    if (wasPlaying) video.play().catch(() => undefined);
  };
  const trouble = videoTrouble(page.rep, again);

  video.addEventListener('error', () => {
    const { error } = video;
    void whyNoVideo(url, error?.code).then((why) => {
      // She may have tried again by then.
      if (video.error === error) trouble.say(why);
    });
  });
  video.addEventListener('loadedmetadata', () => {
    if (place > 0) video.currentTime = place;
  });
  video.addEventListener('timeupdate', () => {
    if (video.currentTime > 0) place = video.currentTime;
  });
  for (const comes of ['progress', 'canplay', 'playing'] as const)
    video.addEventListener(comes, () => {
      silent = 0;
      if (!video.error) trouble.say(null);
    });
  addEventListener('online', () => {
    if (trouble.why === 'network') again();
  });

  visit.eachSecond(() => {
    if (Number.isFinite(video.duration) && video.duration > 0)
      visit.progress.reached((secondsIn(playedSoFar()) / video.duration) * 100);
    silent = isWaiting(video) ? silent + 1 : 0;
    if (silent === SILENT_AFTER_S) trouble.say('network');
  });
  return [video, trouble.box, el('h1', {}, page.title), el('p', { className: 'lead' }, page.description)];
}

/** She has pressed play, or the browser looks what the video is, and there is nothing to show yet. */
function isWaiting(video: HTMLVideoElement): boolean {
  if (video.error || video.readyState >= video.HAVE_FUTURE_DATA || video.ended) return false;
  return !video.paused || (video.networkState === video.NETWORK_LOADING && video.readyState === 0);
}
