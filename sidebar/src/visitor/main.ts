import { openPage } from './app/open-page.ts';
import './app/visitor.css';

openPage(document);
