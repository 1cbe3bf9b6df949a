import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Icon } from './icon.tsx';
import './page.css';

interface PageProps {
  title: ReactNode;
  /** One line: what this page is for. */
  hint?: ReactNode;
  actions?: ReactNode;
  /** Where the page above is. */
  back?: { to: string; label: string };
  children: ReactNode;
}

/** Heading, what can be done here, and the content. */
export function Page({ title, hint, actions, back, children }: PageProps) {
  return (
    <div className="page">
      <header className="page-head">
        <div className="page-words">
          {back ? (
            <Link className="page-back" to={back.to}>
              <Icon name="back" size={16} />
              {back.label}
            </Link>
          ) : null}
          <h1 className="page-title">{title}</h1>
          {hint ? <p className="page-hint">{hint}</p> : null}
        </div>
        {actions ? <div className="page-actions">{actions}</div> : null}
      </header>
      {children}
    </div>
  );
}

/** A white sheet on the page. */
export function Card({
  title,
  extra,
  children,
  flush = false,
}: {
  title?: ReactNode;
  extra?: ReactNode;
  children: ReactNode;
  flush?: boolean;
}) {
  return (
    <section className={`card${flush ? ' card-flush' : ''}`}>
      {title || extra ? (
        <header className="card-head">
          {title ? <h2 className="card-title">{title}</h2> : null}
          {extra ? <div className="card-extra">{extra}</div> : null}
        </header>
      ) : null}
      {children}
    </section>
  );
}
