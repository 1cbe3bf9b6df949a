import type { SendView } from '@zhike/shared/contracts/material-send';
import { useNow } from '../../shared/clock/business-clock.ts';
import { exactTime, sayTime } from '../../shared/format/time.ts';
import './sending.css';

const SHOWN = 3;

/** What this customer got last, and whether she has looked at it: nobody sends the same thing twice unawares. */
export function SentRecently({ sends }: { sends: readonly SendView[] }) {
  const now = useNow();
  const newest = sends.filter(({ status }) => status === 'sent').slice(0, SHOWN);
  if (newest.length === 0) return null;
  return (
    <section className="sends-recently" aria-label="最近发给客户的">
      <h3 className="section-title">最近发过</h3>
      <ul className="sends-recently-list">
        {newest.map((send) => (
          <li key={send.id} className="sends-recently-row">
            <span className="sends-recently-title">
              {send.material?.title ?? send.script?.title ?? (send.way === 'text' ? '祝福语' : '已删除的内容')}
            </span>
            <span className="quiet small">
              <time title={exactTime(send.sentAt)}>{sayTime(send.sentAt, now)}</time>
              {send.openedAt ? ` · 看过 ${send.visits} 次` : send.way === 'link' ? ' · 还没看' : ''}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
