import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { createQueryClient } from '../../shared/api/query-client.ts';
import { App } from './app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test('opened outside of WeCom it says so at once, and asks nobody', () => {
  const asked = vi.fn();
  vi.stubGlobal('fetch', asked);
  render(
    <QueryClientProvider client={createQueryClient()}>
      <App />
    </QueryClientProvider>,
  );
  expect(screen.getByRole('status').textContent).toContain('请在企业微信里打开');
  expect(screen.getByRole('link', { name: '管理后台' }).getAttribute('href')).toBe('/manager/');
  expect(asked).not.toHaveBeenCalled();
});
