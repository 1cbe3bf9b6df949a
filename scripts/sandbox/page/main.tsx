import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './styles/base.css';
import './styles/layout.css';
import './styles/controls.css';
import './styles/phone.css';
import './styles/chat.css';
import './styles/wecom.css';
import './styles/groups.css';
import './styles/tasks.css';
import './styles/live.css';
import './styles/dialogs.css';
import './styles/tour.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
