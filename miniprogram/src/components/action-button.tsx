import { Button } from '@tarojs/components';
import './action-button.css';

/** The one main action of a screen. */
export function ActionButton({ label, onTap }: { label: string; onTap: () => void }) {
  return (
    <Button className="action-button" hoverClass="action-button--active" onClick={onTap}>
      {label}
    </Button>
  );
}
