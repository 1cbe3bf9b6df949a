import type { GroupSummaryView } from '../../src/control/views-groups.ts';
import { sayContent } from '../../src/control/say-content.ts';
import { Avatar } from '../ui/avatar.tsx';
import { formatWhenShort } from '../ui/time.ts';

interface GroupRowProps {
  group: GroupSummaryView;
  now: number;
  /** px of the face */
  size: number;
  current?: boolean;
  onOpen: () => void;
}

/** A group in a list of conversations. */
export function GroupRow({ group, now, size, current, onOpen }: GroupRowProps) {
  return (
    <button type="button" className="row" aria-current={current} onClick={onOpen}>
      <span className="row-face">
        <Avatar name={group.title} src={group.avatar} size={size} />
      </span>
      <span className="row-words">
        <span className="row-top">
          <span className="row-name">
            <span className="visually-hidden">群聊 </span>
            {group.title}
            <span className="group-count">({group.memberCount})</span>
          </span>
          <time>{formatWhenShort(group.lastAt, now)}</time>
        </span>
        <span className="row-preview">{previewOf(group)}</span>
      </span>
    </button>
  );
}

function previewOf({ lastMessage }: GroupSummaryView): string {
  if (!lastMessage) return '客户群';
  const line = lastMessage.recalled ? '撤回了一条消息' : sayContent(lastMessage.content);
  return lastMessage.fromName ? `${lastMessage.fromName}：${line}` : line;
}
