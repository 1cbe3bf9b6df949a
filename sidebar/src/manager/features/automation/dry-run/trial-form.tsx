import type { RuleView } from '@zhike/shared/contracts/automation';
import type { RuleJobView } from '@zhike/shared/contracts/automation-job';
import { addDays } from '@zhike/shared/formulas/calendar';
import { useState } from 'react';
import { businessNow } from '../../../../shared/clock/business-clock.ts';
import { dayOf, startOfDay } from '../../../../shared/format/time.ts';
import { Button } from '../../../components/button.tsx';
import { DayRange } from '../../../components/day-range.tsx';
import { FilterChips } from '../../../components/filter-chips.tsx';
import { notifyFailed } from '../../../components/notify.ts';
import { Card } from '../../../components/page.tsx';
import { useChangeRuleJobs } from '../api/rule-jobs.ts';

type Period = '7' | '30' | '90' | 'own';

/** Over which part of the past the rule is tried. */
export function TrialForm({ rule, onStarted }: { rule: RuleView; onStarted(job: RuleJobView): void }) {
  const { start } = useChangeRuleJobs();
  const today = dayOf(businessNow());
  const [period, setPeriod] = useState<Period>('30');
  const [own, setOwn] = useState<{ from?: string; to?: string }>({ from: addDays(today, -29), to: today });
  const from = period === 'own' ? own.from : addDays(today, 1 - Number(period));
  const to = period === 'own' ? own.to : today;
  const isUsable = from !== undefined && to !== undefined && from <= to;
  const submit = () => {
    if (!isUsable) return;
    const span = { from: startOfDay(from), to: startOfDay(addDays(to, 1)) };
    start.mutate(
      { ruleId: rule.id, definition: rule.definition, ...span },
      { onSuccess: onStarted, onError: notifyFailed },
    );
  };
  return (
    <Card title="在过去的哪段时间上试">
      <div className="dry-run-form">
        <FilterChips
          label="时间段"
          value={period}
          options={[
            { value: '7', label: '近 7 天' },
            { value: '30', label: '近 30 天' },
            { value: '90', label: '近 90 天' },
            { value: 'own', label: '自选' },
          ]}
          onChange={setPeriod}
        />
        {period === 'own' ? (
          <DayRange from={own.from} to={own.to} onChange={(part) => setOwn((now) => ({ ...now, ...part }))} />
        ) : null}
        <Button theme="primary" loading={start.isPending} disabled={!isUsable} onClick={submit}>
          开始试运行
        </Button>
      </div>
      <p className="fine">试运行只看,不做:不会打标签、不会通知任何人。</p>
    </Card>
  );
}
