import type { ChatConversationView } from '@zhike/shared/contracts/chat';
import { useState } from 'react';
import { Textarea } from 'tdesign-react/es/textarea';
import { businessNow } from '../../../shared/clock/business-clock.ts';
import { dayOf, startOfDay } from '../../../shared/format/time.ts';
import { Confirm } from '../../components/confirm.tsx';
import { DayRange } from '../../components/day-range.tsx';
import { notifyDone } from '../../components/notify.ts';
import { useRequestChatExport } from './api/chat-exports.ts';
import { startOfNextDay } from './day-span.ts';

const WEEK_MS = 7 * 86_400_000;
/** As the server wants it. */
const SHORTEST_REASON = 2;

/** Asks for a file with what was said in some days; somebody else decides. */
export function ExportDialog({
  conversation: { id, title, member },
  onClose,
}: {
  conversation: Pick<ChatConversationView, 'id' | 'title' | 'member'>;
  onClose(): void;
}) {
  const request = useRequestChatExport();
  const [span, setSpan] = useState<{ from?: string | undefined; to?: string | undefined }>(() => ({
    from: dayOf(businessNow() - WEEK_MS),
    to: dayOf(businessNow()),
  }));
  const [reason, setReason] = useState('');
  const { from, to } = span;
  const isComplete = from !== undefined && to !== undefined && reason.trim().length >= SHORTEST_REASON;
  const send = async () => {
    if (!isComplete) return;
    const body = { conversationId: id, from: startOfDay(from), to: startOfNextDay(to), reason: reason.trim() };
    await request.mutateAsync(body);
    notifyDone('已申请,由另一位管理员审批;进度见「导出申请」');
  };
  return (
    <Confirm
      title="申请导出聊天记录"
      action="提交申请"
      disabled={!isComplete}
      closeOnOverlayClick={false}
      onConfirm={send}
      onClose={onClose}
    >
      <div className="dialog-column">
        <p>
          「{title}」{member ? `与${member.name}` : ''}的聊天记录。
        </p>
        <div>
          <p>导出哪几天</p>
          <DayRange from={from} to={to} onChange={(part) => setSpan({ ...span, ...part })} />
        </div>
        <label>
          为什么需要
          <Textarea
            value={reason}
            onChange={setReason}
            maxlength={200}
            placeholder="例如:处理客户投诉,需要核对当时的承诺"
            autosize={{ minRows: 3, maxRows: 6 }}
          />
        </label>
        <p className="fine">必须由你以外的管理员批准,批准后只有你能下载;申请、审批和下载都会留下操作记录。</p>
      </div>
    </Confirm>
  );
}
