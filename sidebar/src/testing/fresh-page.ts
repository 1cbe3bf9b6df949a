import { cleanup } from '@testing-library/react';
import { afterAll } from 'vitest';
import { forgetPage } from '../shared/drafts/page-memory.ts';

/** Test files of one worker share what they have loaded: each leaves the page to the next as if it had just been opened. */
afterAll(() => {
  cleanup();
  forgetPage();
  localStorage.clear();
  sessionStorage.clear();
});
