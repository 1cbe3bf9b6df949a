import type { QualityDecision, QualityHitView } from '@zhike/shared/contracts/quality';
import { useState } from 'react';
import { Textarea } from 'tdesign-react/es/textarea';
import { Button } from '../../components/button.tsx';
import { Moment } from '../../components/figures.tsx';
import { notifyDone, notifyFailed } from '../../components/notify.ts';
import { useDecideHit } from './api/decide-hit.ts';
import { StatePill } from './pills.tsx';
import './quality.css';

const decisions: { value: QualityDecision; label: string; theme: 'default' | 'warning' | 'danger' }[] = [
  { value: 'fine', label: '无问题', theme: 'default' },
  { value: 'remind', label: '提醒员工', theme: 'warning' },
  { value: 'violation', label: '判为违规', theme: 'danger' },
];

/** The checker's word; once it is said it stays. */
export function DecisionForm({ hit }: { hit: QualityHitView }) {
  const decide = useDecideHit(hit.id);
  const [note, setNote] = useState('');
  if (hit.state !== 'open')
    return (
      <div className="dialog-column">
        <span className="row">
          <StatePill state={hit.state} />
          <span className="fine">
            {hit.checkedBy?.name} {hit.checkedAt === null ? null : <Moment at={hit.checkedAt} />}
          </span>
        </span>
        {hit.note ? <p>{hit.note}</p> : null}
      </div>
    );
  return (
    <div className="dialog-column">
      <label>
        说明(选填,会告诉员工)
        <Textarea
          disabled={!hit.can.decide}
          value={note}
          onChange={setNote}
          maxlength={500}
          autosize={{ minRows: 3, maxRows: 8 }}
        />
      </label>
      <div className="quality-decide">
        {decisions.map(({ value, label, theme }) => (
          <Button
            key={value}
            theme={theme}
            variant="outline"
            disabled={decide.isPending || !hit.can.decide}
            onClick={() =>
              decide.mutate(
                { decision: value, note: note.trim() || undefined },
                { onSuccess: () => notifyDone('已判定'), onError: notifyFailed },
              )
            }
          >
            {label}
          </Button>
        ))}
      </div>
      <p className="fine">
        {hit.can.decide
          ? '「提醒」和「违规」会通过企业微信通知员工;判定后不能修改。'
          : '这是你自己的会话,由其他主管或管理员判定。'}
      </p>
    </div>
  );
}
