import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['zhike-source', 'module', 'browser', 'development|production'] },
  test: { environment: 'happy-dom', include: ['sidebar/src/**/*.test.{ts,tsx}'] },
});
