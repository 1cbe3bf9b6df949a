import { Icon, type IconName } from '../ui/icon.tsx';

/** The head of one of WeCom's own tools. */
export function ToolHead({ icon, name, note }: { icon: IconName; name: string; note: string }) {
  return (
    <header className="chat-head">
      <span className={`tool-mark tool-mark-${icon}`}>
        <Icon name={icon} size={20} />
      </span>
      <span className="chat-title">
        <b>{name}</b>
        <small>{note}</small>
      </span>
    </header>
  );
}
