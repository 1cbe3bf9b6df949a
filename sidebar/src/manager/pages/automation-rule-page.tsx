import { useParams } from 'react-router';
import { exactTime } from '../../shared/format/time.ts';
import { Loaded } from '../components/loaded.tsx';
import { Card, Page } from '../components/page.tsx';
import { useRuleParts } from '../features/automation/api/get-parts.ts';
import { useRule } from '../features/automation/api/get-rule.ts';
import { RuleSwitch } from '../features/automation/rule-switch.tsx';
import { sayRule } from '../features/automation/say-rule.ts';

export function AutomationRulePage() {
  const { ruleId = '' } = useParams();
  const rule = useRule(ruleId);
  const parts = useRuleParts();
  return (
    <Page title="规则详情" back={{ to: '/automation', label: '自动化规则' }}>
      <Loaded query={rule}>
        {(view) => (
          <Card title={view.name} extra={<RuleSwitch rule={view} />}>
            {view.problem ? <p className="danger">规则目前不能照常执行,请检查它的设置。</p> : null}
            <Loaded query={parts}>{(known) => <p>{sayRule(view.definition, known)}</p>}</Loaded>
            <p className="fine">
              近 7 天触发 {view.hitsInWeek} 次 · 第 {view.version} 版,{view.savedBy.name}保存于{' '}
              {exactTime(view.savedAt)}
            </p>
          </Card>
        )}
      </Loaded>
    </Page>
  );
}
