import { useState } from 'react';
import type { MassReceiverView, MassTaskView } from '../../src/control/views-mass.ts';
import { control } from '../api/control.ts';
import { ImageViewer } from '../chat/image-viewer.tsx';
import { MessageContent } from '../chat/message-content.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { formatWhen } from '../ui/time.ts';
import { useAction } from '../ui/use-action.ts';

const RESULTS: Record<MassReceiverView['status'], string> = {
  0: '没有发',
  1: '已送达',
  2: '不是好友',
  3: '本期已收满',
};

interface MassTaskCardProps {
  task: MassTaskView;
  now: number;
  onOpenLink: (url: string) => void;
}

/** One mass message: what it says, who gets it, and the button without which nobody does. */
export function MassTaskCard({ task, now, onOpenLink }: MassTaskCardProps) {
  const [image, setImage] = useState('');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const { busy, run } = useAction();
  const isWaiting = task.status === 'waiting';
  const mayChoose = isWaiting && task.allowSelect && task.receiverCount === task.receivers.length;
  const chosen = task.receivers.filter(({ id }) => !left.has(id)).map(({ id }) => id);
  const unit = task.chatType === 'group' ? '个客户群' : '位客户';
  const send = () =>
    run(
      () =>
        control('POST /control/members/:userId/mass-tasks/:msgId/send', {
          params: { userId: task.userId, msgId: task.msgId },
          body: mayChoose && left.size > 0 ? { receivers: chosen } : {},
        }),
      '群发已发送',
    );
  const toggle = (id: string) => {
    const next = new Set(left);
    if (!next.delete(id)) next.add(id);
    setLeft(next);
  };
  return (
    <article className="task-card" aria-label={`群发给 ${task.receiverCount} ${unit}`}>
      <header className="task-head">
        <b>
          {task.creator ? '我的群发' : '企业群发'}
          <span className="task-count">
            发给 {task.receiverCount} {unit}
          </span>
        </b>
        <time>{formatWhen(task.createdAt, now)}</time>
      </header>
      {isWaiting && task.reminders.length > 0 ? (
        <p className="task-reminder">企业提醒你发送，已提醒 {task.reminders.length} 次</p>
      ) : null}
      <div className="task-contents">
        {task.contents.map((content, index) => (
          <MessageContent key={index} content={content} onOpenLink={onOpenLink} onOpenImage={setImage} />
        ))}
      </div>
      <details className="task-people">
        <summary>
          {task.chatType === 'group' ? '客户群' : '客户'}
          {mayChoose ? '（可以去掉）' : ''}
        </summary>
        <ul>
          {task.receivers.map((receiver) => (
            <li key={receiver.id}>
              <label>
                {mayChoose ? (
                  <input type="checkbox" checked={!left.has(receiver.id)} onChange={() => toggle(receiver.id)} />
                ) : null}
                <Avatar name={receiver.name} src={receiver.avatar} size={26} />
                <span className="row-name">{receiver.name}</span>
                {task.status === 'waiting' ? null : (
                  <span className={`task-result task-result-${receiver.status}`}>{RESULTS[receiver.status]}</span>
                )}
              </label>
            </li>
          ))}
          {task.receiverCount > task.receivers.length ? (
            <li className="picker-none">
              还有 {task.receiverCount - task.receivers.length} {unit}
            </li>
          ) : null}
        </ul>
      </details>
      <footer className="task-foot">
        {isWaiting ? (
          <button
            type="button"
            className="main-button"
            disabled={busy || (mayChoose && chosen.length === 0)}
            onClick={() => void send()}
          >
            {busy ? '正在发送' : `发送给 ${mayChoose ? chosen.length : task.receiverCount} ${unit}`}
          </button>
        ) : (
          <span className="task-note">{endOf(task, now)}</span>
        )}
      </footer>
      {image ? <ImageViewer url={image} onClose={() => setImage('')} /> : null}
    </article>
  );
}

function endOf(task: MassTaskView, now: number): string {
  if (task.status === 'cancelled') return '企业停止了这次群发';
  return `${formatWhen(task.sentAt, now)} 已发送`;
}
