import { openPage } from '../shared/open-page.tsx';
import './app/app.css';
import { App } from './app/app.tsx';

openPage(<App />);
