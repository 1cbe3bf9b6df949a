import { useState } from 'react';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { useDraft } from '../../../shared/drafts/use-draft.ts';
import { dayOf } from '../../../shared/format/time.ts';
import { instantOf } from '../../../shared/format/zone.ts';
import { Button } from '../../components/button.tsx';
import { DateTime } from '../../components/date-time.tsx';
import { notifyDone, notifyFailed } from '../../components/notify.ts';
import { useLogFollowUp } from './api/log-follow-up.ts';

/** Notes what was done with a customer, and when to come back to her. */
export function FollowUpForm({ customerId }: { customerId: string }) {
  const [text, setText, forget] = useDraft(`follow-up.${customerId}`, '');
  const [next, setNext] = useState('');
  const today = dayOf(useNow());
  // The same writing sent twice is logged once.
  const [key, setKey] = useState(() => crypto.getRandomValues(new Uint32Array(4)).join('-'));
  const log = useLogFollowUp(customerId);
  const send = async () => {
    try {
      const nextAt = next ? instantOf(next) : undefined;
      await log.mutateAsync({ text: text.trim(), nextAt, idempotencyKey: key });
      setText('');
      forget();
      setNext('');
      setKey(crypto.getRandomValues(new Uint32Array(4)).join('-'));
      notifyDone(next ? '已记录,到时会提醒' : '已记录');
    } catch (error) {
      notifyFailed(error);
    }
  };
  return (
    <div className="follow-up">
      <textarea
        className="native-input follow-up-text"
        rows={3}
        maxLength={1000}
        aria-label="跟进内容"
        placeholder="这次沟通了什么?"
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <div className="row">
        <span className="fine">下次跟进</span>
        <DateTime label="下次跟进" value={next} onChange={setNext} first={today} placeholder="日期" clearable />
        <Button theme="primary" disabled={text.trim() === ''} loading={log.isPending} onClick={() => void send()}>
          记跟进
        </Button>
      </div>
    </div>
  );
}
