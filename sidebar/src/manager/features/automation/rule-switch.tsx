import type { RuleView } from '@zhike/shared/contracts/automation';
import { useState } from 'react';
import { Confirm } from '../../components/confirm.tsx';
import { Pill } from '../../components/pill.tsx';
import { Switch } from '../../components/switch.tsx';
import { useSwitchRule } from './api/switch-rule.ts';

/** On or off, asked before it counts. */
export function RuleSwitch({ rule }: { rule: RuleView }) {
  const change = useSwitchRule();
  const [asking, setAsking] = useState<boolean | null>(null);
  if (!rule.can.edit) return <Pill tone={rule.isOn ? 'good' : 'plain'}>{rule.isOn ? '已开启' : '未开启'}</Pill>;
  return (
    <>
      <label>
        <span className="visually-hidden">开启{rule.name}</span>
        <Switch value={rule.isOn} onChange={setAsking} />
      </label>
      {asking === null ? null : (
        <Confirm
          title={`${asking ? '开启' : '关闭'}规则「${rule.name}」`}
          action={asking ? '从现在启用' : '关闭'}
          onConfirm={() => change.mutateAsync({ ruleId: rule.id, isOn: asking })}
          onClose={() => setAsking(null)}
        >
          {asking ? '只对从现在起发生的事生效,以前的不处理。' : '以后发生的事不再处理,已经做过的会保留。'}
        </Confirm>
      )}
    </>
  );
}
