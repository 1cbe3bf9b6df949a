import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from './project.mjs';

const skipped = /^(node_modules|dist|dist-.*|\.cache|\.git|data|coverage)$/;

/** Every file below the given files and folders, as sorted paths relative to the root. Build output is left out. */
export function listFiles(paths, accept = () => true) {
  const found = [];
  const visit = (relative) => {
    const stat = statSync(path.join(root, relative), { throwIfNoEntry: false });
    if (!stat) return;
    if (stat.isDirectory()) {
      for (const name of readdirSync(path.join(root, relative))) {
        if (!skipped.test(name)) visit(path.posix.join(relative, name));
      }
    } else if (stat.isFile() && !relative.endsWith('.tsbuildinfo') && accept(relative)) found.push(relative);
  };
  for (const one of paths) visit(one);
  return [...new Set(found)].sort();
}

/** One digest over names and contents, so that a touched but unchanged file rebuilds nothing. */
export function hashFiles(paths, extra = '') {
  const hash = createHash('sha256').update(extra);
  for (const file of listFiles(paths)) {
    hash.update(`\0${file}\0`).update(readFileSync(path.join(root, file)));
  }
  return hash.digest('hex');
}
