import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('./', import.meta.url)),
  plugins: [react()],
  resolve: { conditions: ['zhike-source', 'module', 'browser', 'development|production'] },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
});
