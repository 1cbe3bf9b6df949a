import type { QualityHitDetail } from '@zhike/shared/contracts/quality';
import { StateView } from '../../../shared/states/state-view.tsx';
import { Moment } from '../../components/figures.tsx';
import './quality.css';

/** What was said around a hit; the place itself is marked. */
export function HitMessages({ messages, hidden }: Pick<QualityHitDetail, 'messages' | 'hidden'>) {
  if (hidden === 'no_consent') return <StateView title="客户不同意会话存档" hint="聊天内容不能查看" />;
  if (hidden) return <StateView title="没有聊天内容" hint="这条记录不是由某条消息触发的,或消息已清理" />;
  return (
    <ol className="quality-messages">
      {messages.map(({ position, sender, sentAt, text, isHit, isRevoked }) => (
        <li
          key={position}
          className={`quality-message quality-message-${sender.kind}${isHit ? ' quality-message-hit' : ''}`}
        >
          <span className="fine">
            {sender.name} · <Moment at={sentAt} />
            {isRevoked ? ' · 已撤回' : ''}
            {isHit ? ' · 触发处' : ''}
          </span>
          <div>
            <p className="quality-bubble">{text}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}
