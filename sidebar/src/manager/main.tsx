import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { setSignedOutHandler } from '../shared/api/call.ts';
import { createQueryClient } from '../shared/api/query-client.ts';
import { goToSignIn } from '../shared/api/sign-in.ts';
import { ErrorBoundary } from '../shared/states/error-boundary.tsx';
import { followDarkMode } from '../shared/theme/follow-dark-mode.ts';
import { App } from './app/app.tsx';
import 'tdesign-react/es/style/index.css';
import './app/base.css';

followDarkMode();
setSignedOutHandler(goToSignIn);
createRoot(document.getElementById('root')!).render(
  <ErrorBoundary>
    <QueryClientProvider client={createQueryClient()}>
      <App />
    </QueryClientProvider>
  </ErrorBoundary>,
);
