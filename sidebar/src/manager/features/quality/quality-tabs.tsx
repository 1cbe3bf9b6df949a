import { NavLink } from 'react-router';
import './quality.css';

const tabs = [
  { to: '/quality', label: '质检记录' },
  { to: '/quality/words', label: '敏感词' },
  { to: '/quality/actions', label: '敏感行为' },
  { to: '/quality/stats', label: '统计' },
];

/** The four pages of quality checks. */
export function QualityTabs() {
  return (
    <nav className="quality-tabs" aria-label="会话质检">
      {tabs.map(({ to, label }) => (
        <NavLink key={to} to={to} end>
          {label}
        </NavLink>
      ))}
    </nav>
  );
}
