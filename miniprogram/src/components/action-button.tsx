import { Button } from '@tarojs/components';
import './action-button.css';

/** The one main action of a screen. */
export function ActionButton({ id, label, onTap }: { id: string; label: string; onTap: () => void }) {
  return (
    <Button id={id} className="action-button" hoverClass="action-button--active" onClick={onTap}>
      {label}
    </Button>
  );
}
