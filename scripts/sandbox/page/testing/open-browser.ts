import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../../../lib/find-chromium.mjs';

const executablePath = findChromium();
if (!executablePath && process.env.CI) throw new Error('the client page is tested in Chromium: set CHROMIUM_PATH');

/** False on a machine without Chromium: these tests are then left out, except under CI. */
export const hasBrowser = executablePath !== undefined;

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath, args: FLAGS });
}
