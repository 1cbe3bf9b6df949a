import { openPage } from '../shared/open-page.tsx';
import { App } from './app/app.tsx';
import 'tdesign-react/es/style/index.css';
import './app/base.css';

openPage(<App />);
