import { Icon, type IconName } from '../ui/icon.tsx';

interface ToolRowProps {
  icon: IconName;
  name: string;
  note: string;
  /** What waits for the rep. */
  count: number;
  current: boolean;
  onOpen: () => void;
}

/** A tool of WeCom among the conversations. */
export function ToolRow({ icon, name, note, count, current, onOpen }: ToolRowProps) {
  return (
    <button type="button" className="row" aria-current={current} title={name} onClick={onOpen}>
      <span className="row-face">
        <span className={`tool-mark tool-mark-${icon}`}>
          <Icon name={icon} size={22} />
        </span>
        {count > 0 ? <span className="dot">{count > 99 ? '99+' : count}</span> : null}
      </span>
      <span className="row-words">
        <span className="row-name">{name}</span>
        <span className="row-preview">{count > 0 ? `${count} ${note}` : '没有等待的任务'}</span>
      </span>
    </button>
  );
}
