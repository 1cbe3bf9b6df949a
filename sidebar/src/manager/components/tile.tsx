import type { ReactNode } from 'react';
import { Link } from 'react-router';
import './tile.css';

interface TileProps {
  label: string;
  value: ReactNode;
  /** One line under the figure. */
  note?: ReactNode;
  tone?: 'plain' | 'good' | 'bad';
  /** The rows behind the figure; absent when they stand on the same page. */
  to?: string;
}

/** A figure that opens what is behind it. */
export function Tile({ label, value, note, tone = 'plain', to }: TileProps) {
  const content = (
    <>
      <span className="soft">{label}</span>
      <strong className="tile-value number">{value}</strong>
      <span className="fine">{note}</span>
    </>
  );
  return to ? (
    <Link className={`tile tile-${tone}`} to={to}>
      {content}
    </Link>
  ) : (
    <div className={`tile tile-${tone}`}>{content}</div>
  );
}
