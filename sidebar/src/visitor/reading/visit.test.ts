import type { BeatSent } from '@zhike/shared/contracts/visitor';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Visit } from './visit.ts';

const sent: BeatSent[] = [];
let visibility: DocumentVisibilityState;

beforeEach(() => {
  sent.length = 0;
  visibility = 'visible';
  vi.useFakeTimers();
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility);
  // The browser hands beats over and answers none.
  vi.spyOn(navigator, 'sendBeacon').mockImplementation((_url, body) => sent.push(JSON.parse(body as string)) > 0);
  for (const target of [document, globalThis]) vi.spyOn(target, 'addEventListener');
  vi.spyOn(globalThis, 'fetch').mockImplementation(() => new Promise(() => undefined));
});
afterEach(() => {
  // A page is never closed here: what it listens to would go on into the next test.
  for (const target of [document, globalThis])
    for (const [type, listener] of vi.mocked(target.addEventListener).mock.calls)
      target.removeEventListener(type, listener as EventListener);
  vi.clearAllTimers();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function turn(to: DocumentVisibilityState): void {
  visibility = to;
  document.dispatchEvent(new Event('visibilitychange'));
}

function opened(): Visit {
  const visit = new Visit('0123456789', 'a'.repeat(22));
  visit.start();
  return visit;
}

test('the parts of seconds before she leaves are counted, however often she leaves, and no second beside the page', () => {
  opened();
  for (let times = 0; times < 5; times += 1) {
    vi.advanceTimersByTime(1_700);
    turn('hidden');
    vi.advanceTimersByTime(20_950);
    turn('visible');
  }
  // 5 × 1.7 s; whole seconds alone would be 5.
  expect(sent.at(-1)).toMatchObject({ seconds: 8, isLeaving: true });
});

test('looks that begin just before a second is over are not counted as whole ones', () => {
  opened();
  vi.advanceTimersByTime(3_000);
  for (let times = 0; times < 10; times += 1) {
    turn('hidden');
    vi.advanceTimersByTime(950);
    turn('visible');
    vi.advanceTimersByTime(50);
  }
  vi.advanceTimersByTime(1_000);
  turn('hidden');
  expect(sent.at(-1)!.seconds).toBe(4);
});

test('closing a page that says nothing of being hidden counts up to then, and coming back to it goes on', () => {
  opened();
  vi.advanceTimersByTime(3_600);
  dispatchEvent(new Event('pagehide'));
  expect(sent.at(-1)).toMatchObject({ seconds: 3, isLeaving: true });
  vi.advanceTimersByTime(60_000);
  dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  vi.advanceTimersByTime(400);
  turn('hidden');
  expect(sent.at(-1)).toMatchObject({ seconds: 4, isLeaving: true });
});

test('short looks at the pages of a brochure add up to the visit', () => {
  const visit = opened();
  for (let page = 1; page <= 10; page += 1) {
    visit.turnTo(page);
    vi.advanceTimersByTime(700);
  }
  turn('hidden');
  const { seconds, pageSeconds = [] } = sent.at(-1)!;
  expect(seconds).toBe(7);
  expect(pageSeconds.reduce((sum, [, each]) => sum + each, 0)).toBe(7);
});
