import { cleanup } from '@testing-library/react';
import { afterAll, vi } from 'vitest';
import { setBusinessTime } from '../shared/clock/business-clock.ts';
import { forgetPage } from '../shared/drafts/page-memory.ts';
import { setTimeZone } from '../shared/format/zone.ts';

/** Test files of one worker share what they have loaded: each leaves the page to the next as if it had just been opened. */
afterAll(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  forgetPage();
  localStorage.clear();
  sessionStorage.clear();
  setBusinessTime(Date.now());
  setTimeZone('Asia/Shanghai');
});
