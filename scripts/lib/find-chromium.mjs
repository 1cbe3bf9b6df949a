import { findProgram, isExecutable } from './find-program.mjs';
import { Stop } from './project.mjs';

const usual = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The browser for the end-to-end tests: CHROMIUM_PATH, else the usual places. @returns {string | undefined} */
export function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (!given) return findProgram(usual);
  if (!isExecutable(given)) throw new Stop(`CHROMIUM_PATH is ${given}, and there is no program to run.`);
  return given;
}
