import { Icon, type IconName } from './icon.tsx';
import './bottom-bar.css';

interface BottomBarProps {
  actions: readonly { label: string; icon: IconName; isMain?: boolean; disabled?: boolean; run(): void }[];
}

/** What is done most, always under the thumb. */
export function BottomBar({ actions }: BottomBarProps) {
  return (
    <nav className="bottom-bar" aria-label="常用操作">
      {actions.map(({ label, icon, isMain, disabled, run }) => (
        <button
          key={label}
          type="button"
          className={`bottom-bar-action button ${isMain ? 'button-main' : ''}`}
          disabled={disabled}
          onClick={run}
        >
          <Icon name={icon} size={18} />
          {label}
        </button>
      ))}
    </nav>
  );
}
