import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** JavaScript a page may load before it shows anything, in bytes after gzip. */
const budgets = [
  { html: 'sidebar/index.html', most: 150 * 1024 },
  // Opened in WeChat, often on a bad phone and a bad line.
  { html: 'visitor/index.html', most: 60 * 1024 },
];

const builtHere = fileURLToPath(new URL('./dist', import.meta.url));

/** Code that must not be in what a page loads first: the run-time part of zod is recognised by its error class. */
const zodMark = /ZodError|\$ZodType/;

/** The build and `npm test` ask the same. @returns {string[]} what is wrong with the built pages */
export function checkPageSizes(folder = builtHere) {
  return budgets.flatMap(({ html, most }) => {
    const file = path.join(folder, html);
    if (!existsSync(file)) return [`${html} is not built`];
    const scripts = firstScripts(readFileSync(file, 'utf8'), folder);
    const sizes = scripts.map(({ text }) => gzipSync(text).length);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const problems = [];
    if (scripts.length === 0) problems.push(`${html} loads no script`);
    if (total > most) problems.push(`${html} loads ${kb(total)} of JavaScript first; at most ${kb(most)} are allowed`);
    for (const { file, text } of scripts) {
      if (zodMark.test(text)) problems.push(`${html} loads zod in ${file}: import its types only`);
    }
    return problems;
  });
}

const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;

/** The scripts a page names, and what these import statically: all of it arrives before the first screen. */
export function firstScripts(html, folder) {
  const named = [...html.matchAll(/<(?:script|link)[^>]*?(?:src|href)="(\/?[^"]+\.js)"/g)].map(([, url]) => url);
  const waiting = named.filter((url) => !/^https?:/.test(url)).map((url) => url.replace(/^\//, ''));
  const found = new Map();
  for (const file of waiting) {
    if (found.has(file)) continue;
    const text = readFileSync(path.join(folder, file), 'utf8');
    found.set(file, { file, text });
    for (const [, to] of text.matchAll(/(?:\bfrom|\bimport)\s*["'](\.[^"']+\.js)["']/g)) {
      waiting.push(path.posix.join(path.posix.dirname(file), to));
    }
  }
  return [...found.values()];
}
