import type { ReactNode } from 'react';
import { InputNumber } from 'tdesign-react/es/input-number';
import { Field } from '../../../components/field.tsx';
import { FilterChips } from '../../../components/filter-chips.tsx';
import { Card } from '../../../components/page.tsx';
import { Switch } from '../../../components/switch.tsx';
import type { CardProps } from './settings-draft.ts';

const whom = [
  { value: 'leader', label: '部门负责人' },
  { value: 'managers', label: '能看到该员工的主管' },
  { value: 'members', label: '指定成员' },
] as const;

interface EscalationCardProps extends CardProps {
  pickMembers(value: readonly string[], onChange: (userIds: string[]) => void): ReactNode;
}

/** Who else learns that a task is long overdue. */
export function EscalationCard({ form, problems, change, pickMembers }: EscalationCardProps) {
  const { escalation } = form;
  return (
    <Card title="逾期通知">
      <div className="settings-column">
        <Field label="逾期后通知其他人" hint="每项待办只通知一次,多项合并成一条。">
          <div>
            <Switch
              label="逾期后通知其他人"
              value={escalation.isOn}
              onChange={(isOn) => change({ escalation: { ...escalation, isOn } })}
            />
          </div>
        </Field>
        {escalation.isOn ? (
          <>
            <Field label="逾期多久(工作时间)">
              <InputNumber
                theme="normal"
                min={0.5}
                max={100}
                step={0.5}
                suffix="小时"
                value={escalation.afterMinutes / 60}
                onChange={(value) =>
                  change({
                    escalation: { ...escalation, afterMinutes: Math.max(1, Math.round(Number(value) * 60) || 1) },
                  })
                }
              />
            </Field>
            <Field label="通知谁" problem={problems.whom} hint="找不到时依次通知上级部门负责人、主管和管理员。">
              <div className="settings-times">
                <FilterChips
                  label="通知谁"
                  options={whom}
                  value={escalation.to}
                  onChange={(to) => change({ escalation: { ...escalation, to } })}
                />
                {escalation.to === 'members'
                  ? pickMembers(escalation.userIds, (userIds) => change({ escalation: { ...escalation, userIds } }))
                  : null}
              </div>
            </Field>
          </>
        ) : null}
      </div>
    </Card>
  );
}
