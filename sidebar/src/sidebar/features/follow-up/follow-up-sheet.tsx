import { useState } from 'react';
import Textarea from 'tdesign-mobile-react/es/textarea';
import { phraseOf } from '../../../shared/api/api-error.ts';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { useDraft } from '../../../shared/drafts/use-draft.ts';
import { sayDue } from '../../../shared/format/time.ts';
import { DateChoice } from '../../components/date-choice.tsx';
import { notify } from '../../components/notice.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { useLogFollowUp } from './api/log-follow-up.ts';
import { addWords, emptyDraft, type FollowUpDraft, MAX_TEXT, toRequest } from './follow-up-draft.ts';
import './follow-up-sheet.css';

interface FollowUpSheetProps {
  customerId: string;
  customerName: string;
  onClose(): void;
}

/** About as long as one would say it. */
const quickWords = ['电话沟通,客户有意向', '已发送资料,等待回复', '未接通,稍后再联系', '约好到店', '暂时没有需求'];

/** What was done, and when to come back to it. What is written survives until it is saved. */
export default function FollowUpSheet({ customerId, customerName, onClose }: FollowUpSheetProps) {
  const now = useNow();
  const log = useLogFollowUp(customerId);
  const [empty] = useState(() => emptyDraft());
  const [draft, saveDraft, forgetDraft] = useDraft(`follow-up.${customerId}`, empty);
  const request = toRequest(draft, now);
  const edit = (change: Partial<Pick<FollowUpDraft, 'text' | 'nextAt'>>) => {
    // The first try may have arrived all the same: other words under its key would be taken for a repeat and lost.
    const key = log.isError ? { idempotencyKey: emptyDraft().idempotencyKey } : {};
    if (log.isError) log.reset();
    saveDraft({ ...draft, ...change, ...key });
  };

  const save = (close: () => void) => {
    if (!request || log.isPending) return;
    log.mutate(request, {
      onSuccess: ({ task }) => {
        forgetDraft();
        notify(task ? `已记录,${sayDue(task.dueAt, now)} 提醒你` : '已记录');
        close();
      },
    });
  };
  return (
    <Sheet
      title={`记跟进 · ${customerName}`}
      onClose={onClose}
      footer={(close) => (
        <>
          {log.isError ? (
            <p className="field-problem follow-up-problem" role="alert">
              {phraseOf(log.error)}。内容已保留,可以再试
            </p>
          ) : null}
          <button
            type="button"
            className="button button-main button-wide"
            disabled={!request || log.isPending}
            onClick={() => save(close)}
          >
            {log.isPending ? '正在保存…' : '保存'}
          </button>
        </>
      )}
    >
      <Textarea
        className="follow-up-text"
        bordered
        autofocus
        autosize={{ minRows: 3, maxRows: 8 }}
        indicator
        maxlength={MAX_TEXT}
        placeholder="聊了什么,客户怎么想"
        value={draft.text}
        onChange={(text) => edit({ text: String(text) })}
      />
      <div className="follow-up-words" role="group" aria-label="常用语">
        {quickWords.map((words) => (
          <button
            key={words}
            type="button"
            className="choice follow-up-word"
            onClick={() => edit({ text: addWords(draft.text, words) })}
          >
            {words}
          </button>
        ))}
      </div>
      <DateChoice label="下次跟进" value={draft.nextAt} now={now} optional onChange={(nextAt) => edit({ nextAt })} />
    </Sheet>
  );
}
