import type { QualityActionView } from '@zhike/shared/contracts/quality';
import { type ReactNode, useState } from 'react';
import { InputNumber } from 'tdesign-react/es/input-number';
import { Confirm } from '../../components/confirm.tsx';
import { FilterChips } from '../../components/filter-chips.tsx';
import { TimeRange } from '../../components/time-range.tsx';
import { useSaveQualityAction } from './api/actions.ts';
import { actionNames } from './say-quality.ts';
import { levelOptions } from './word-group-dialog.tsx';
import './quality.css';

const weekdays = ['一', '二', '三', '四', '五', '六', '日'];

interface ActionDialogProps {
  action: QualityActionView;
  pickDepartments(value: readonly number[], onChange: (ids: number[]) => void): ReactNode;
  onClose(): void;
}

/** When an action counts. */
export function ActionDialog({ action, pickDepartments, onClose }: ActionDialogProps) {
  const save = useSaveQualityAction();
  const [draft, setDraft] = useState(action);
  const change = (part: Partial<QualityActionView>) => setDraft({ ...draft, ...part });
  const { hours, amount } = draft;
  const isReply = action.action === 'no_reply';
  const counts = isReply || action.action === 'no_follow_up';
  const toggle = (day: number) => {
    const days = hours.weekdays.includes(day) ? hours.weekdays.filter((one) => one !== day) : [...hours.weekdays, day];
    change({ hours: { ...hours, weekdays: days.toSorted((a, b) => a - b) } });
  };
  return (
    <Confirm
      title={actionNames[action.action]}
      action="保存"
      disabled={(counts && amount < 1) || hours.weekdays.length === 0 || hours.from >= hours.to}
      closeOnOverlayClick={false}
      onConfirm={() => save.mutateAsync(draft)}
      onClose={onClose}
    >
      <div className="dialog-column">
        {counts ? (
          <label>
            {isReply ? '客户发言后多少分钟没有回复' : '添加或最后一次联系后多少天没有跟进'}
            <div>
              <InputNumber
                value={amount}
                onChange={(value) => change({ amount: Math.round(Number(value) || 0) })}
                min={1}
                max={isReply ? 1440 : 365}
                suffix={isReply ? '分钟' : '天'}
              />
            </div>
          </label>
        ) : null}
        {isReply ? (
          <div>
            <p>只计算工作时间</p>
            <div className="filter-chips" role="group" aria-label="工作日">
              {weekdays.map((name, index) => (
                <button
                  key={name}
                  type="button"
                  className="filter-chip"
                  aria-pressed={hours.weekdays.includes(index + 1)}
                  onClick={() => toggle(index + 1)}
                >
                  周{name}
                </button>
              ))}
            </div>
            <div style={{ marginTop: 8 }}>
              <TimeRange
                from={hours.from}
                to={hours.to}
                onChange={(part) => change({ hours: { ...hours, ...part } })}
              />
            </div>
          </div>
        ) : null}
        <div>
          <p>风险等级</p>
          <FilterChips
            label="风险等级"
            options={levelOptions}
            value={draft.level}
            onChange={(level) => change({ level })}
          />
        </div>
        <div>
          <p>检查哪些部门的会话</p>
          {pickDepartments(draft.departmentIds, (departmentIds) => change({ departmentIds }))}
        </div>
      </div>
    </Confirm>
  );
}
