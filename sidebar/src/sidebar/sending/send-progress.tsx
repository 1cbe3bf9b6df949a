import { Icon } from '../components/icon.tsx';
import type { PartState, SendPart } from './send-part.ts';
import './sending.css';

interface SendProgressProps {
  parts: readonly Pick<SendPart, 'key' | 'label'>[];
  states: Readonly<Record<string, PartState>>;
}

/** Where each message stands, in words. */
export function SendProgress({ parts, states }: SendProgressProps) {
  const shown = parts.filter(({ key }) => states[key]);
  if (shown.length === 0) return null;
  const isSingle = parts.length === 1;
  return (
    <ul className="send-progress" role="status" aria-label="发送进度">
      {shown.map(({ key, label }) => {
        const state = states[key]!;
        return (
          <li key={key} className={`send-progress-part send-progress-${state.at}`}>
            {state.at === 'sent' ? <Icon name="check" size={16} /> : null}
            {state.at === 'failed' ? <Icon name="alert" size={16} /> : null}
            <span>
              {isSingle ? '' : `${label}:`}
              {sayState(state)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function sayState(state: PartState): string {
  switch (state.at) {
    case 'waiting':
      return '排队中';
    case 'preparing':
      return '正在准备…';
    case 'uploading':
      return `文件正在传到企业微信,${state.seconds} 秒后自动再试`;
    case 'client':
      return '正在交给企业微信…';
    case 'sent':
      return '已发送到聊天';
    case 'failed':
      return state.text;
  }
}
