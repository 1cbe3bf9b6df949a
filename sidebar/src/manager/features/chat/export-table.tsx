import type { ChatExportState, ChatExportView } from '@zhike/shared/contracts/chat';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { sayDay } from '../../../shared/format/time.ts';
import { Button } from '../../components/button.tsx';
import { Moment } from '../../components/figures.tsx';
import { Pill, type PillTone } from '../../components/pill.tsx';
import '../../components/table.css';
import { exportFileUrl } from './api/chat-exports.ts';
import './chats.css';

export const exportStateNames: Record<ChatExportState, string> = {
  waiting: '待审批',
  refused: '已拒绝',
  approved: '正在生成',
  ready: '可下载',
  failed: '生成失败',
  expired: '已过期',
};
const tones: Record<ChatExportState, PillTone> = {
  waiting: 'brand',
  refused: 'plain',
  approved: 'warning',
  ready: 'good',
  failed: 'bad',
  expired: 'plain',
};

interface ExportTableProps {
  exports: readonly ChatExportView[];
  onDecide(request: ChatExportView): void;
}

/** Who wants which chat and why, what was decided, and the file. */
export function ExportTable({ exports, onDecide }: ExportTableProps) {
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th>会话</th>
            <th>申请人</th>
            <th>状态</th>
            <th className="right">操作</th>
          </tr>
        </thead>
        <tbody>
          {exports.map((request) => (
            <ExportRow key={request.id} request={request} onDecide={() => onDecide(request)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ExportRow({ request, onDecide }: { request: ChatExportView; onDecide(): void }) {
  const now = useNow();
  const { conversation, askedBy, askedAt, reason, state, can, id } = request;
  return (
    <tr>
      <td data-label="会话">
        <span className="chat-export-words">
          <span>
            {conversation.title}
            {conversation.member ? ` · 员工${conversation.member.name}` : ''}
          </span>
          <span className="fine">{saySpan(request, now)}</span>
          <span className="fine chat-export-reason">{reason}</span>
        </span>
      </td>
      <td data-label="申请人">
        <span className="chat-export-words">
          {askedBy.name}
          <span className="fine">
            <Moment at={askedAt} />
          </span>
        </span>
      </td>
      <td data-label="状态">
        <span className="chat-export-words">
          <Pill tone={tones[state]}>{exportStateNames[state]}</Pill>
          <StateFacts request={request} />
        </span>
      </td>
      <td className="right" data-empty={can.decide || can.download ? undefined : true}>
        <span className="table-actions">
          {can.decide ? (
            <Button variant="outline" theme="primary" onClick={onDecide}>
              审批
            </Button>
          ) : null}
          {can.download ? (
            <a className="chat-download" href={exportFileUrl(id)} download>
              下载
            </a>
          ) : null}
        </span>
      </td>
    </tr>
  );
}

/** From the first to the last day: the end of the span is excluded. */
function saySpan({ from, to }: ChatExportView, now: number): string {
  const [first, last] = [sayDay(from, now), sayDay(to - 1, now)];
  return first === last ? first : `${first} 至 ${last}`;
}

function StateFacts({ request }: { request: ChatExportView }) {
  const { state, decidedBy, decidedAt, note, messages, expiresAt } = request;
  return (
    <>
      {state === 'waiting' ? <span className="fine">等申请人以外的管理员审批</span> : null}
      {decidedBy ? (
        <span className="fine">
          {decidedBy.name}
          {state === 'refused' ? '拒绝' : '批准'}
          {decidedAt === null ? null : (
            <>
              {' '}
              · <Moment at={decidedAt} />
            </>
          )}
        </span>
      ) : null}
      {note ? <span className="fine chat-export-reason">{note}</span> : null}
      {messages === null ? null : <span className="fine">{messages} 条消息</span>}
      {state === 'ready' && expiresAt !== null ? (
        <span className="fine">
          <Moment at={expiresAt} /> 前可下载
        </span>
      ) : null}
      {state === 'failed' ? <span className="fine">请缩短时间范围后重新申请;如果还这样,请联系管理员</span> : null}
    </>
  );
}
