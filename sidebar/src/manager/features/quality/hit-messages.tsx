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
      {messages.map(({ position, sender, sentAt, text, type, isHit, isRevoked }) => (
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
            <p className="quality-bubble">{text || `[${typeNames[type] ?? '其他消息'}]`}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}

const typeNames: Record<string, string> = {
  image: '图片',
  voice: '语音',
  video: '视频',
  emotion: '表情',
  file: '文件',
  redpacket: '红包',
  external_redpacket: '红包',
  card: '名片',
  revoke: '撤回消息',
};
