import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the simulated client into scripts/sandbox/dist-page, which the sandbox serves at its root. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  build: { outDir: '../dist-page', emptyOutDir: true, target: 'es2022' },
});
