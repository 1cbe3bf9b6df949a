import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { checkPageSizes } from './check-size.mjs';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const DIST = path('./dist');

/** The server hands out what is already compressed: nothing is compressed while a rep waits. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    writeBundle({ dir }) {
      const folder = join(dir ?? DIST, 'assets');
      for (const file of readdirSync(folder)) {
        if (!/\.(js|css|svg)$/.test(file)) continue;
        const bytes = readFileSync(join(folder, file));
        writeFileSync(join(folder, `${file}.gz`), gzipSync(bytes, { level: 9 }));
        writeFileSync(
          join(folder, `${file}.br`),
          brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
        );
      }
    },
  };
}

/** A page that has grown beyond its budget, or with zod in it, is not built. */
function keepSize(): Plugin {
  return {
    name: 'keep-size',
    apply: 'build',
    writeBundle({ dir }) {
      const problems = checkPageSizes(dir);
      if (problems.length > 0) throw new Error(problems.join('\n'));
    },
  };
}

/**
 * What both pages of members load first, in a few files: each of the dozen small ones that it would otherwise be cut into costs a slow machine
 * some milliseconds. The compiler's helpers stay apart, because the visitor's page needs one of them and nothing else of this.
 */
const fewFiles = [
  { name: 'helpers', test: /@oxc-project/, priority: 1 },
  { name: 'base', test: /node_modules[\\/](react|react-dom|scheduler|@tanstack)[\\/]/, minShareCount: 2 },
  {
    name: 'members',
    test: /sidebar[\\/]src[\\/]shared[\\/](api|clock|drafts|fields|format|live|states|texts|theme|timeline|open-page)/,
    minShareCount: 2,
  },
];

export default defineConfig({
  root: path('./'),
  base: '/',
  plugins: [react(), precompress(), keepSize()],
  resolve: { conditions: ['zhike-source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: DIST,
    emptyOutDir: true,
    // WeCom's clients on Windows and older phones bring a Chromium of 2022.
    target: ['chrome100', 'safari15'],
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        sidebar: path('./sidebar/index.html'),
        manager: path('./manager/index.html'),
        visitor: path('./visitor/index.html'),
      },
      output: { codeSplitting: { groups: fewFiles } },
    },
  },
});
