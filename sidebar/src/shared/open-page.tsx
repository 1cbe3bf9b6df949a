import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { setSignedOutHandler } from './api/call.ts';
import { createQueryClient } from './api/query-client.ts';
import { goToSignIn } from './api/sign-in.ts';
import { ErrorBoundary } from './states/error-boundary.tsx';
import { followDarkMode } from './theme/follow-dark-mode.ts';

/** What every page of members has around it. */
export function openPage(app: ReactNode): void {
  followDarkMode();
  setSignedOutHandler(goToSignIn);
  createRoot(document.getElementById('root')!).render(
    <ErrorBoundary>
      <QueryClientProvider client={createQueryClient()}>{app}</QueryClientProvider>
    </ErrorBoundary>,
  );
}
