import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['zhike-source', 'module', 'browser', 'development|production'] },
  // Patience with a busy machine: a test that hangs ends, a slow one does not fail.
  test: { environment: 'happy-dom', setupFiles: ['sidebar/src/testing/fresh-page.ts'], testTimeout: 60_000 },
});
