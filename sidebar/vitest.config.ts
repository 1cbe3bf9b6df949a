import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['zhike-source', 'module', 'browser', 'development|production'] },
  // Patience with a busy machine: a test that hangs ends, a slow one does not fail.
  test: {
    environment: 'happy-dom',
    setupFiles: [fileURLToPath(new URL('./src/testing/fresh-page.ts', import.meta.url))],
    testTimeout: 60_000,
  },
});
