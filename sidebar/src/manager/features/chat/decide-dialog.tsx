import type { ChatExportView } from '@zhike/shared/contracts/chat';
import { useState } from 'react';
import { Textarea } from 'tdesign-react/es/textarea';
import { dayOf } from '../../../shared/format/time.ts';
import { Confirm } from '../../components/confirm.tsx';
import { FilterChips } from '../../components/filter-chips.tsx';
import { notifyDone } from '../../components/notify.ts';
import { useDecideChatExport } from './api/chat-exports.ts';

const decisions = [
  { value: 'approved', label: '批准' },
  { value: 'refused', label: '拒绝' },
] as const;

/** Whether somebody else may take a chat out. */
export function DecideDialog({ request, onClose }: { request: ChatExportView; onClose(): void }) {
  const decide = useDecideChatExport();
  const [decision, setDecision] = useState<'approved' | 'refused'>('approved');
  const [note, setNote] = useState('');
  const { id, conversation, askedBy, reason, from, to } = request;
  const isApproval = decision === 'approved';
  const send = async () => {
    await decide.mutateAsync({ exportId: id, decision, note: note.trim() || undefined });
    notifyDone(isApproval ? '已批准,文件生成后申请人可以下载' : '已拒绝,申请人会看到你的说明');
  };
  return (
    <Confirm
      title="审批导出申请"
      action={isApproval ? '批准导出' : '拒绝导出'}
      danger={!isApproval}
      closeOnOverlayClick={false}
      onConfirm={send}
      onClose={onClose}
    >
      <div className="dialog-column">
        <p>
          {askedBy.name}申请导出「{conversation.title}」{conversation.member ? `与${conversation.member.name}` : ''}
          的聊天记录,{dayOf(from)} 至 {dayOf(to - 1)}。
        </p>
        <p>理由:{reason}</p>
        <FilterChips label="决定" options={decisions} value={decision} onChange={setDecision} />
        <label>
          说明(选填,申请人能看到)
          <Textarea value={note} onChange={setNote} maxlength={200} autosize={{ minRows: 2, maxRows: 6 }} />
        </label>
        <p className="fine">批准后只有申请人能下载,文件到期自动删除;决定后不能修改。</p>
      </div>
    </Confirm>
  );
}
