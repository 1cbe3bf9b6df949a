import type { PropsWithChildren } from 'react';
import './app.css';

/** The shell of the mini-program: it holds no state; each page asks for what it shows. */
export default function App({ children }: PropsWithChildren) {
  return children;
}
